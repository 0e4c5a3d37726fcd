import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withServer } from './serving.ts';

const MAPS = '/api/v1/namespaces/default/configmaps';
const YAML = { accept: 'application/yaml', 'content-type': 'application/yaml' };
const MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: m\ndata:\n  b: "1"\n  a: |\n    two\n    lines\n';

test('a client that speaks YAML creates, reads and lists in it', async () => {
  await withServer(async ({ ask }) => {
    const created = await ask('POST', MAPS, { body: MAP, headers: YAML });
    assert.deepEqual([created.status, created.type], [201, 'application/yaml']);
    const { type, text } = await ask('GET', `${MAPS}/m`, { headers: YAML });
    assert.equal(type, 'application/yaml');
    assert.match(
      text,
      /^apiVersion: v1\ndata:\n {2}a: \|\n {4}two\n {4}lines\n {2}b: "1"\nkind: ConfigMap\nmetadata:\n {2}creationTimestamp: "/,
    );
    assert.match((await ask('GET', MAPS, { headers: YAML })).text, /^apiVersion: v1\nitems:\n- data:\n/);
    const table = { accept: 'application/yaml;as=Table;v=v1;g=meta.k8s.io' };
    assert.match(
      (await ask('GET', MAPS, { headers: table })).text,
      /^apiVersion: meta\.k8s\.io\/v1\ncolumnDefinitions:\n/,
    );
    const replaced = await ask('PUT', `${MAPS}/m`, { body: MAP.replace('"1"', '"2"'), headers: YAML });
    assert.match(replaced.text, /^ {2}b: "2"$/m);
  });
});

test('what stands first is answered with, refusals and discovery included', async () => {
  await withServer(async ({ ask }) => {
    const accepted: readonly (readonly [path: string, accept: string, type: string])[] = [
      [MAPS, 'application/yaml', 'application/yaml'],
      [MAPS, 'application/json, application/yaml', 'application/json'],
      [MAPS, 'application/yaml, application/json', 'application/yaml'],
      [MAPS, 'application/vnd.kubernetes.protobuf, application/yaml', 'application/vnd.kubernetes.protobuf'],
      [`${MAPS}/none`, 'application/yaml', 'application/yaml'],
      ['/api', 'application/yaml', 'application/yaml'],
      ['/apis', 'application/yaml', 'application/yaml'],
      ['/apis/apps', 'application/yaml', 'application/yaml'],
      ['/apis/apps/v1', 'application/yaml', 'application/yaml'],
      ['/version', 'application/yaml', 'application/json'],
    ];
    for (const [path, accept, type] of accepted)
      assert.equal((await ask('GET', path, { headers: { accept } })).type, type, `${path} ${accept}`);
    const refusal = await ask('GET', `${MAPS}/none`, { headers: YAML });
    assert.equal(
      refusal.text,
      'apiVersion: v1\ncode: 404\ndetails:\n  kind: configmaps\n  name: none\nkind: Status\nmessage: configmaps "none" not found\nmetadata: {}\nreason: NotFound\nstatus: Failure\n',
    );
  });
});

test('there is no watch in YAML, no other name for it, and a mistake in it is told', async () => {
  await withServer(async ({ ask }) => {
    const watch = await ask('GET', `${MAPS}?watch=1`, { headers: YAML });
    const message =
      "message: 'only the following media types are accepted: application/json;stream=watch,\n  application/vnd.kubernetes.protobuf;stream=watch'";
    assert.equal(watch.status, 406);
    assert.ok(watch.text.includes(message), watch.text);
    const named = await ask('POST', MAPS, { body: MAP, headers: { 'content-type': 'text/yaml' } });
    assert.equal(named.status, 415);
    const broken = await ask('POST', MAPS, { body: 'a: [', headers: { 'content-type': 'application/yaml' } });
    assert.deepEqual([broken.status, broken.json['reason']], [400, 'BadRequest']);
  });
});
