import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FileTree } from '../files/file-tree.ts';
import { TestContainer } from '../shell/testing.ts';
import { createCatalogue } from './catalogue.ts';
import { puppetEnd } from './stand-ins.ts';

const REFERENCES: readonly (readonly [name: string, reference: string])[] = [
  ['nginx', 'docker.io/library/nginx:latest'],
  ['docker.io/redis:8.2.1', 'docker.io/library/redis:8.2.1'],
  ['index.docker.io/nginx', 'docker.io/library/nginx:latest'],
  ['registry.k8s.io/redis:e2e', 'registry.k8s.io/redis:e2e'],
  ['registry.k8s.io/e2e-test-images/nginx:1.14-4', 'registry.k8s.io/e2e-test-images/nginx:1.14-4'],
  ['postgres:17-alpine', 'docker.io/library/postgres:17-alpine'],
  ['nginx:1.21', 'docker.io/library/nginx:1.21'],
  ['nginx:1.23.1-alpine', 'docker.io/library/nginx:1.23.1-alpine'],
  ['nginx:stable', 'docker.io/library/nginx:stable'],
  ['httpd:2.4', 'docker.io/library/httpd:2.4'],
  ['postgres:14', 'docker.io/library/postgres:14'],
  ['busybox:1.35', 'docker.io/library/busybox:1.35'],
  ['ubuntu:22.04', 'docker.io/library/ubuntu:22.04'],
  ['sysnet4admin/chk-hn', 'docker.io/sysnet4admin/chk-hn:latest'],
  ['quay.io/metallb/speaker:v0.13.4', 'quay.io/metallb/speaker:v0.13.4'],
  ['registry.k8s.io/pause:3.8', 'registry.k8s.io/pause:3.8'],
  ['localhost:5000/team/app:v1', 'localhost:5000/team/app:v1'],
];

for (const [name, reference] of REFERENCES) {
  test(`${name} is ${reference}`, () => {
    const image = createCatalogue().find(name);
    assert.equal(image?.reference, reference);
    assert.match(image?.id ?? '', /^[\w.:/-]+@sha256:[\da-f]{64}$/);
  });
}

test('a mirrored image behaves like the original', () => {
  assert.deepEqual(new TestContainer('registry.k8s.io/busybox').state, { running: false, exitCode: 0 });
});

const ABSENT = [
  'nginx:1.99999',
  'nginx:bad',
  'nginx:nope',
  'nginx:1.2.3.4',
  'nginx:v1',
  'docker.io/nginx:v1',
  'redis:e2e',
  'ngnix',
  'nginxx:1.21',
  'app/non-existent',
  'team/no-such-image:1',
  'registry.invalid/a',
  'my.example/a:1',
  'busybox:9',
  'does-not-exist',
];

for (const name of ABSENT) test(`no registry has ${name}`, () => assert.equal(createCatalogue().find(name), undefined));

test('nginx serves its page, logs the access and ends with 0', () => {
  const container = new TestContainer('nginx');
  assert.match(container.get(80) ?? '', /<title>Welcome to nginx!<\/title>/);
  assert.equal(
    container.logs.at(-1),
    '192.168.1.1 - - [03/Oct/2022:00:00:00 +0000] "GET / HTTP/1.1" 200 615 "-" "test" "-"',
  );
  assert.match(container.get(80, '/nope') ?? '', /404 Not Found/);
  assert.equal(container.process.listens(8080), false);
  assert.deepEqual(container.signal('QUIT').state, { running: false, exitCode: 0 });
});

test('nginx behind an empty volume has nothing to show', () => {
  const files = new FileTree();
  files.mkdir('/usr/share/nginx/html', true);
  const container = new TestContainer('nginx', { files });
  assert.match(container.get(80) ?? '', /403 Forbidden/);
});

test('nginx listens where its configuration says', () => {
  const files = new FileTree();
  files.put('/etc/nginx/conf.d/site.conf', 'server {\n  listen 8080;\n  location / { return 200 "hi\\n"; }\n}\n');
  const container = new TestContainer('nginx', { files });
  assert.equal(container.get(8080), 'hi\n');
  assert.equal(container.process.listens(80), false);
});

test('httpd, chk-hn and an unknown image answer', () => {
  assert.equal(new TestContainer('httpd').get(80), '<html><body><h1>It works!</h1></body></html>\n');
  assert.equal(new TestContainer('sysnet4admin/chk-hn', { hostname: 'chk-hn-1' }).get(80), 'chk-hn-1\n');
  const unknown = new TestContainer('team/shop:v2', { ports: [3000], command: ['shop', '--serve'] });
  assert.equal(unknown.get(3000), 'shop on p\n');
  assert.equal(unknown.get(80), undefined);
  assert.deepEqual(unknown.signal('TERM').state, { running: false, exitCode: 0 });
});

test('an unknown program succeeds beside the main process, however it is entered, and the main process goes on', () => {
  const unknown = new TestContainer('team/shop:v2', { ports: [3000] });
  const good = { exitCode: 0, stdout: '', stderr: '', tookMs: 0 };
  assert.deepEqual(unknown.exec(['/bin/grpc_health_probe', '-addr=:3000']), good);
  assert.deepEqual(unknown.exec(['sh', '-c', 'shopcli check | cat && shopcli ready']), good);
  assert.equal(unknown.get(3000), 'shop on p\n');
});

test('an unknown image that is there to end does its work and ends', () => {
  const script = { command: ['sh', '-c', 'echo begin; shopcli migrate; sleep 5; echo end'], isToEnd: true };
  const job = new TestContainer('team/shop:v2', script);
  assert.equal(job.state.running, true);
  assert.deepEqual(job.pass(5000).state, { running: false, exitCode: 0 });
  assert.deepEqual(job.logs, ['begin', 'end']);
  assert.deepEqual(new TestContainer('team/shop:v2', { isToEnd: true }).state, { running: false, exitCode: 0 });
});

const health = (container: TestContainer, port: number, service = '') =>
  container.process.check?.(port, service, container.world());

test('an unknown image and etcd answer gRPC health checks on their ports, web servers do not', () => {
  const unknown = new TestContainer('team/shop:v2', { ports: [3000] });
  assert.deepEqual(health(unknown, 3000, 'shop'), { status: 'SERVING' });
  assert.equal(health(unknown, 80), undefined);
  const etcd = new TestContainer('registry.k8s.io/etcd:3.5.4-0');
  assert.deepEqual(health(etcd, 2379), { status: 'SERVING' });
  assert.deepEqual(health(etcd, 2379, 'shop'), { code: 'NotFound', message: 'unknown service' });
  assert.equal(health(etcd, 2381), undefined);
  assert.equal(health(new TestContainer('nginx'), 80), undefined);
});

test('agnhost grpc-health-checking serves for a while, and as it is told over HTTP', () => {
  const image = 'registry.k8s.io/e2e-test-images/agnhost:2.40';
  const plain = new TestContainer(image, { args: ['grpc-health-checking'] });
  assert.deepEqual(health(plain, 5000), { status: 'SERVING' });
  assert.equal(plain.get(8080, '/make-not-serving'), '0s');
  assert.deepEqual(health(plain, 5000), { status: 'NOT_SERVING' });
  plain.get(8080, '/make-serving');
  assert.deepEqual(health(plain, 5000), { status: 'SERVING' });
  const args = ['grpc-health-checking', '--port', '9000', '--service=shop', '--delay-unhealthy-sec=10'];
  const late = new TestContainer(image, { args });
  assert.deepEqual(health(late, 9000, 'shop'), { status: 'SERVING' });
  assert.deepEqual(health(late, 9000), { code: 'NotFound', message: 'unknown service' });
  assert.equal(health(late, 5000), undefined);
  late.pass(10_000);
  assert.deepEqual(health(late, 9000, 'shop'), { status: 'NOT_SERVING' });
});

test('chk-log appends each access to a file of its host name', () => {
  const container = new TestContainer('sysnet4admin/chk-log', { hostname: 'log-1' });
  container.get(80);
  container.get(80, '/again');
  assert.deepEqual(container.exec(['/bin/bash', '-c', 'cat /audit/audit_log-1.log']).stdout.split('\n'), [
    '03/Oct/2022:00:00:00 +0000  192.168.1.1  GET /',
    '03/Oct/2022:00:00:00 +0000  192.168.1.1  GET /again',
    '',
  ]);
});

test('mysql wants a password', () => {
  const bare = new TestContainer('mysql:8');
  assert.deepEqual(bare.state, { running: false, exitCode: 1 });
  assert.match(bare.logs.join('\n'), /MYSQL_ROOT_PASSWORD/);
  assert.equal(
    new TestContainer('mysql:8', { env: new Map([['MYSQL_ROOT_PASSWORD', 'x']]) }).process.listens(3306),
    true,
  );
});

test("the documentation's Job computes pi", () => {
  const container = new TestContainer('perl:5.34', { command: ['perl', '-Mbignum=bpi', '-wle', 'print bpi(20)'] });
  assert.deepEqual(container.state, { running: false, exitCode: 0 });
  assert.deepEqual(container.logs, ['3.1415926535897932385']);
});

/** image, command, how it ends: [milliseconds, exit code] or never (oracle: puppet) */
const PUPPET: readonly (readonly [string, readonly string[], (readonly [number, number])?])[] = [
  ['busybox', [], [400, 0]],
  ['docker.io/library/perl:5', [], [400, 0]],
  ['nginx', []],
  ['busybox', ['sleep', '5'], [5000, 0]],
  ['busybox', ['sleep', '3600']],
  ['busybox', ['sleep', 'infinity']],
  ['busybox', ['sh', '-c', 'exit 3'], [400, 3]],
  ['busybox', ['sh', '-c', 'sleep 1; exit 0'], [1000, 0]],
  ['busybox', ['sh', '-c', 'echo hi'], [400, 0]],
  ['busybox', ['false'], [400, 1]],
  ['busybox', ['top']],
];

for (const [name, command, end] of PUPPET) {
  test(`puppet: ${name} ${command.join(' ')}`, () => {
    const expected = end === undefined ? undefined : { afterMs: end[0], exitCode: end[1] };
    assert.deepEqual(puppetEnd(name, { command, args: [] }), expected);
  });
}

test('the server of the page on probes is well for ten seconds', () => {
  for (const [image, command] of [
    ['registry.k8s.io/liveness', ['/server']],
    ['registry.k8s.io/e2e-test-images/agnhost:2.40', ['/agnhost', 'liveness']],
  ] as const) {
    const server = new TestContainer(image, { command });
    assert.equal(server.get(8080, '/healthz'), 'ok');
    assert.equal(server.pass(10_000).get(8080, '/healthz'), 'ok');
    assert.equal(server.pass(500).get(8080, '/healthz'), 'error: 10.5');
    assert.equal(server.process.isSteady, false);
  }
});

const MEBI = 2 ** 20;
const STRAINS: readonly (readonly [words: string, limitMebi: number | undefined, state: object])[] = [
  ['stress --vm 1 --vm-bytes 250M --vm-hang 1', 100, { running: false, exitCode: 137, reason: 'OOMKilled' }],
  ['stress --vm 1 --vm-bytes 150M --vm-hang 1', 200, { running: true }],
  ['stress --vm 2 --vm-bytes 150M', 200, { running: false, exitCode: 137, reason: 'OOMKilled' }],
  ['stress --vm 1 --vm-bytes 250M', undefined, { running: true }],
  ['stress --cpu 2 --timeout 20s', 10, { running: false, exitCode: 0 }],
  ['stress -mem-total 250Mi', 200, { running: false, exitCode: 137, reason: 'OOMKilled' }],
];

for (const [words, limit, state] of STRAINS)
  test(`${words} under ${limit ?? 'no'} Mi`, () => {
    const limits = limit === undefined ? {} : { memoryLimitBytes: limit * MEBI };
    assert.deepEqual(
      new TestContainer('polinux/stress', { command: words.split(' '), ...limits }).pass(30_000).state,
      state,
    );
  });

test('the nginx of the pages on stateful sets serves the files below its root', () => {
  for (const image of ['registry.k8s.io/nginx-slim:0.8', 'gcr.io/google_containers/nginx-slim:0.8']) {
    const server = new TestContainer(image);
    server.exec(['sh', '-c', 'echo "$(hostname)" > /usr/share/nginx/html/index.html']);
    assert.equal(server.get(80), 'p\n');
  }
});

test('pause has no shell that one could enter', () => {
  assert.match(
    new TestContainer('registry.k8s.io/pause:3.1').exec(['sh']).stderr,
    /exec: "sh": executable file not found in \$PATH/,
  );
});

test('the image of the page on DNS asks the resolver', () => {
  const tools = new TestContainer('registry.k8s.io/e2e-test-images/jessie-dnsutils:1.3', {
    command: ['sleep', '3600'],
  });
  assert.match(tools.exec(['nslookup', 'web']).stdout, /^Server:\t\t10\.96\.0\.10\n/);
  assert.match(tools.exec(['nslookup', 'web', '10.96.0.10']).stdout, /^Server:\t\t10\.96\.0\.10\n/);
  assert.match(tools.exec(['nslookup', 'web', '8.8.8.8']).stderr, /a server that is not the resolver's/);
});

const SAMPLES: readonly (readonly [image: string, port: number, body: string])[] = [
  ['gcr.io/google-samples/hello-app:2.0', 8080, 'Hello, world!\nVersion: 2.0.0\nHostname: p\n'],
  ['gcr.io/google-samples/node-hello:1.0', 8080, 'Hello Kubernetes!'],
  ['gcr.io/google-samples/kubernetes-bootcamp:v1', 8080, 'Hello Kubernetes bootcamp! | Running on: p | v=1\n'],
  ['registry.k8s.io/hpa-example', 80, 'OK!'],
  ['registry.k8s.io/serve_hostname', 9376, 'p\n'],
];

for (const [image, port, body] of SAMPLES)
  test(`${image} answers as its page says`, () => assert.equal(new TestContainer(image).get(port), body));

test('echoserver says who asked', () => {
  assert.match(
    new TestContainer('registry.k8s.io/echoserver:1.4').get(8080) ?? '',
    /^CLIENT VALUES:\nclient_address=192\.168\.1\.1\ncommand=GET\n/,
  );
});

test('the version that the tutorial on updates asks for is not there', () => {
  assert.equal(createCatalogue().find('gcr.io/google-samples/kubernetes-bootcamp:v10'), undefined);
});

test('busyboxplus is a shell that waits for somebody to type', () => {
  assert.equal(new TestContainer('radial/busyboxplus:curl', { tty: true, stdin: true }).state.running, true);
});
