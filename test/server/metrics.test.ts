import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withServer } from './serving.ts';

const SPACE = '/api/v1/namespaces/default';
const POD = { metadata: { name: 'p' }, spec: { containers: [{ name: 'c', image: 'nginx' }] } };

test('every kind of request is counted by verb, resource and code, streams when they end', async () => {
  await withServer(async ({ ask, served, cluster }) => {
    await ask('POST', `${SPACE}/pods?dryRun=All`, { body: POD });
    await ask('POST', `${SPACE}/pods`, { body: POD });
    await ask('POST', `${SPACE}/pods`, { body: POD });
    cluster.advance(60_000);
    await ask('GET', `${SPACE}/pods?watch=1&timeoutSeconds=0`);
    await ask('GET', '/api/v1/pods');
    await ask('GET', `${SPACE}/pods/p/proxy/`);
    await ask('GET', `${SPACE}/pods/p/log`);
    const apply = { 'content-type': 'application/apply-patch+yaml' };
    const map = '{"apiVersion":"v1","kind":"ConfigMap"}';
    await ask('PATCH', `${SPACE}/configmaps/m?fieldManager=me`, { body: map, headers: apply });
    await ask('DELETE', `${SPACE}/configmaps`);
    await ask('GET', '/apis/nope.example.com/v1/things');
    const socket = new WebSocket(
      `${served.url.replace('http', 'ws')}${SPACE}/pods/p/exec?stdout=true&command=date`,
      'v5.channel.k8s.io',
    );
    await new Promise((resolve) => socket.addEventListener('close', resolve));
    const { type, text } = await ask('GET', '/metrics');
    assert.equal(type, 'text/plain; version=0.0.4; charset=utf-8');
    const counted = [...text.matchAll(/^apiserver_request_total\{(.*)\} (\d+)$/gm)].map(([, labels = '', count]) => {
      const of = (name: string): string => new RegExp(`\\b${name}="([^"]*)"`).exec(labels)?.[1] ?? '';
      return `${of('verb')} ${of('resource')}/${of('subresource')} ${of('scope')} ${of('dry_run')} ${of('code')} ${count}`;
    });
    assert.deepEqual(counted.sort(), [
      'APPLY configmaps/ resource  201 1',
      'CONNECT pods/exec resource  101 1',
      'CONNECT pods/proxy resource  200 1',
      'DELETECOLLECTION configmaps/ namespace  200 1',
      'GET pods/log resource  200 1',
      'LIST pods/ cluster  200 1',
      'POST pods/ resource  201 1',
      'POST pods/ resource  409 1',
      'POST pods/ resource All 201 1',
      'WATCH pods/ namespace  200 1',
    ]);
    assert.match(text, /^kubernetes_build_info\{build_date=.*,git_version="v1\.25\.0",.*\} 1$/m);
    assert.match(text, /^apiserver_storage_objects\{resource="deployments\.apps"\} \d+$/m);
    assert.doesNotMatch(text, /componentstatuses|^(?:process|go)_/m);
  });
});
