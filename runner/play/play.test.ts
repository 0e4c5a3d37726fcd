import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, test } from 'node:test';
import { play } from './play.ts';

const folder = mkdtempSync(join(tmpdir(), 'seatrial-play-'));
after(() => rmSync(folder, { recursive: true }));

/** Plays files with these texts; what is said comes without the folder's name. */
function played(texts: Readonly<Record<string, string>>, json?: string) {
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text);
  let out = '';
  let err = '';
  const exit = play({
    files: Object.keys(texts).map((name) => join(folder, name)),
    ...(json === undefined ? {} : { json: join(folder, json) }),
    cluster: 'bare',
    seed: '1',
    paceMs: 0,
    out: (text) => void (out += text),
    err: (text) => void (err += text.replaceAll(`${folder}/`, '')),
  });
  return { exit, out, err };
}

test('a case that cannot be read is wrong input, and does not stop the next file', () => {
  const { exit, out, err } = played({ 'c.yaml': 'case: [a\nsteps: {\n', 'ok.sh': 'sleep 1\n' });
  assert.deepEqual({ exit, out }, { exit: 2, out: '$ sleep 1\n' });
  assert.match(err, /^seatrial: c\.yaml:2:\d+: [^\n]+\n$/);
});

test('of a transcript with an open quote nothing is played', () => {
  const { exit, out, err } = played({ 'q.sh': 'sleep 1\nkubectl get pods -l "a=b\n' });
  assert.deepEqual({ exit, out }, { exit: 2, out: '' });
  assert.match(err, /^seatrial: q\.sh:2: a quote \("\) is never closed[^\n]*\n$/);
});

test('a folder for results that cannot be made is found before anything is played', () => {
  writeFileSync(join(folder, 'file'), '');
  assert.throws(() => played({ 'ok.sh': 'sleep 1\n' }, 'file/json'), {
    name: 'OutputError',
    message: /^--json \S+\/file\/json: nothing can be written there: ENOTDIR at [^\n]*$/,
  });
  assert.equal(played({ 'ok.sh': 'sleep 1\n' }, 'json').exit, 0);
  assert.deepEqual(readdirSync(join(folder, 'json')), ['ok.sh.json']);
});

test('a transcript finds files beside it, and below the folder where seatrial runs', () => {
  const beside = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: beside }\n';
  writeFileSync(join(folder, 'beside.txt'), beside);
  const manifest = relative(process.cwd(), join(import.meta.dirname, '../../scenarios/manifests/metallb.yaml'));
  const { exit, out } = played({ 'files.sh': `kubectl apply -f beside.txt\nkubectl apply -f ${manifest}\n` });
  assert.equal(exit, 0);
  assert.match(out, /namespace\/beside created\n[^]*namespace\/metallb-system created\n/);
});

test('the editor of a case changes nothing, as that of the recordings', () => {
  played({ 'edit.yaml': 'case: edit\nnodes: puppet\nsteps: [{run: edit ns default}]\n' }, 'edited');
  const [file = ''] = readdirSync(join(folder, 'edited'));
  const { steps } = JSON.parse(readFileSync(join(folder, 'edited', file), 'utf8')) as { readonly steps: object[] };
  assert.deepEqual(steps, [
    { run: 'edit ns default', exit: 0, stdout: '', stderr: 'Edit cancelled, no changes made.\n' },
  ]);
});

test('a forwarded port reaches the pod, beside the commands that follow, until the pod is gone', () => {
  const { exit, out, err } = played({
    'forward.sh': `kubectl run web --image=nginx
sleep 10
kubectl port-forward pod/web 8080:80 &
curl -s -o /dev/null -w %{http_code} http://localhost:8080
curl http://localhost:8081
kubectl delete pod web
sleep 10
curl http://localhost:8080
`,
  });
  assert.equal(exit, 1);
  assert.match(out, /Forwarding from 127\.0\.0\.1:8080 -> 80\nForwarding from \[::1\]:8080 -> 80\n\$ curl [^\n]*\n200/);
  assert.match(
    err,
    /^curl: \(7\) [^\n]*localhost port 8081[^\n]*refused\ncurl: \(7\) [^\n]*localhost port 8080[^\n]*refused\n$/,
  );
});

test('kubectl proxy joins a port to the API, which answers curl in JSON for people', () => {
  const { exit, out, err } = played({
    'proxy.sh': `kubectl proxy &
kubectl create configmap m --from-literal=a=b
curl -s localhost:8001/api/v1/namespaces/default/configmaps?fieldSelector=metadata.name%3Dm
curl localhost:8001/api/v1/namespaces/default/configmaps/nope
curl localhost:8001/nowhere
curl localhost:8001/api/v1/pods?watch=true
curl localhost:8002/
`,
  });
  assert.equal(exit, 1);
  assert.match(out, /^\$ kubectl proxy &\nStarting to serve on 127\.0\.0\.1:8001\n/);
  assert.match(out, /\{\n {2}"kind": "ConfigMapList",[^$]*\n {6}"data": \{\n {8}"a": "b"\n {6}\}/);
  assert.match(out, /"message": "configmaps \\"nope\\" not found"/);
  assert.match(out, /nowhere\n404 page not found\n/);
  assert.match(out, /"message": "what goes on without an end is not simulated by kubectl proxy"/);
  assert.match(err, /^curl: \(7\) [^\n]*localhost port 8002[^\n]*refused\n$/);
});
