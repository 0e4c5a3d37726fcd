import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Terminal } from './terminal.ts';
import { playSession } from './transcript.ts';

/** Texts of kubectl v1.25. */
const session = `$ get --raw /version
{"major":"1","minor":"25","gitVersion":"v1.25.0","gitCommit":"a866cbe2e5bbaa01cfd5e969aa3e033f3282a8a2","gitTreeState":"clean","buildDate":"2022-08-23T17:38:15Z","goVersion":"go1.19","compiler":"gc","platform":"linux/amd64"}
$ get --raw /healthz
ok
$ get --raw=/livez/etcd
ok
$ get --raw=/livez/nope
E: Error from server (NotFound): the server could not find the requested resource
= 1
$ get --raw=/api/v1/pods?limit=x
E: Error from server (BadRequest): strconv.ParseInt: parsing "x": invalid syntax
= 1
$ get --raw /apis/policy
{"kind":"APIGroup","apiVersion":"v1","name":"policy","versions":[{"groupVersion":"policy/v1","version":"v1"}],"preferredVersion":{"groupVersion":"policy/v1","version":"v1"}}
$ get --raw https://elsewhere/apis/policy
{"kind":"APIGroup","apiVersion":"v1","name":"policy","versions":[{"groupVersion":"policy/v1","version":"v1"}],"preferredVersion":{"groupVersion":"policy/v1","version":"v1"}}
$ get --raw /api/v1/namespaces/default/pods/nope
E: Error from server (NotFound): pods "nope" not found
= 1
$ get --raw /logs
E: Error from server (BadRequest): /logs is not simulated by seatrial
= 1
$ get --raw /metrics --as=jane
E: Error from server (Forbidden): forbidden: User "jane" cannot get path "/metrics"
= 1
$ get --raw /nowhere
E: Error from server (NotFound): the server could not find the requested resource
= 1
$ get --raw /api/v1/nodes --as=jane
E: Error from server (Forbidden): nodes is forbidden: User "jane" cannot list resource "nodes" in API group "" at the cluster scope
= 1
$ get --raw /api/v1/pods?watch=true
E: error: kubectl get --raw of what goes on without an end is not simulated
= 1
$ get --raw api
E: error: --raw must be a valid URL path: parse "api": invalid URI for request
= 1
$ get --raw http://[
E: error: --raw must be a valid URL path: parse "http://[": missing ']' in host
= 1
$ get --raw //[
E: Unable to connect to the server: missing ']' in host
= 1
$ get --raw http://u:p@h:99x/
E: error: --raw must be a valid URL path: parse "http://u:p@h:99x/": invalid port ":99x" after host
= 1
$ get --raw :foo
E: error: --raw must be a valid URL path: parse ":foo": missing protocol scheme
= 1
$ get --raw /api/v1/namespaces/%zz
E: error: --raw must be a valid URL path: parse "/api/v1/namespaces/%zz": invalid URL escape "%zz"
= 1
$ get --raw //localhost/apis/policy
{"kind":"APIGroup","apiVersion":"v1","name":"policy","versions":[{"groupVersion":"policy/v1","version":"v1"}],"preferredVersion":{"groupVersion":"policy/v1","version":"v1"}}
$ get pods --raw /api
E: error: arguments may not be passed when --raw is specified
= 1
$ get --raw /api -w
E: error: --raw may not be specified with other flags that filter the server request or alter the output
= 1
$ get --raw /api -o json
E: error: --raw and --output are mutually exclusive
= 1
$ create --raw /api/v1/namespaces -f a.json -f b.json
E: error: --raw can only use a single local file or stdin
= 1
$ create --raw /api/v1/namespaces -f https://elsewhere/a.json
E: error: --raw cannot read from a url
= 1
$ create --raw /api/v1/namespaces -f nofile
E: error: open nofile: no such file or directory
= 1
$ create --raw /api/v1/namespaces -f a.json -l a=b
E: error: --raw and --selector (-l) are mutually exclusive
= 1
$ replace --raw /api/v1/namespaces/a -R -f a.json
E: error: --raw and --recursive are mutually exclusive
= 1
$ delete --raw /api/v1/namespaces/a -o name
E: error: --raw and --output are mutually exclusive
= 1
$ delete --raw /api/v1/namespaces/a
E: Error from server (NotFound): namespaces "a" not found
= 1
`;

test('--raw asks for a path and prints the answer as it is', () => {
  const terminal = new Terminal();
  terminal.file('a.json', '{}');
  playSession(terminal, session);
});

test('what is there is got, made, replaced and deleted by its path', () => {
  const terminal = new Terminal();
  const maps = '/api/v1/namespaces/default/configmaps';
  const got = (): unknown => (JSON.parse(terminal.out(`get --raw ${maps}/m`)) as { readonly data?: unknown }).data;
  const body = (data: object): string => JSON.stringify({ metadata: { name: 'm' }, data });
  assert.match(
    terminal.kubectl(`create --raw ${maps} -f -`, body({ a: 'b' })).stdout,
    /^\{"kind":"ConfigMap","apiVersion":"v1","metadata":.*\}\n$/,
  );
  assert.deepEqual(got(), { a: 'b' });
  assert.equal(terminal.kubectl(`replace --raw ${maps}/m -f -`, body({ a: 'c' })).exit, 0);
  assert.deepEqual(got(), { a: 'c' });
  assert.match(terminal.out(`delete --raw ${maps}/m`), /^\{"kind":"Status",.*"status":"Success"/);
  assert.equal(terminal.kubectl(`get --raw ${maps}/m`).exit, 1);
});

test('the metrics count the requests that clients made, and what is stored', () => {
  const terminal = new Terminal();
  for (const path of ['/api/v1/nodes', '/api/v1/nodes', '/api/v1/nodes/nope', '/readyz'])
    terminal.kubectl(`get --raw ${path}`);
  const lines = terminal.out('get --raw /metrics').split('\n');
  const common = 'component="apiserver",dry_run="",group=""';
  assert.deepEqual(
    lines.filter((line) => line.startsWith('apiserver_request_total')),
    [
      `apiserver_request_total{code="200",${common},resource="",scope="",subresource="/readyz",verb="GET",version=""} 1`,
      `apiserver_request_total{code="200",${common},resource="nodes",scope="cluster",subresource="",verb="LIST",version="v1"} 2`,
      `apiserver_request_total{code="404",${common},resource="nodes",scope="resource",subresource="",verb="GET",version="v1"} 1`,
    ],
  );
  assert.ok(lines.includes('apiserver_storage_objects{resource="nodes"} 4'));
  assert.ok(lines.includes('# TYPE apiserver_storage_objects gauge'));
  assert.equal(
    terminal.out('get --raw /metrics').split('\n').length,
    lines.length,
    'asking for metrics counts for nothing',
  );
});
