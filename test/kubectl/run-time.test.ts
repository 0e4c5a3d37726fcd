import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FileAccess, KubectlEnvironment, PodRuntime } from '../../kubectl/environment.ts';
import { FIRST_KUBECONFIG } from '../../kubectl/kubeconfig.ts';
import { runKubectl } from '../../kubectl/kubectl.ts';
import { writeArchive } from '../../engine/kubelet/shell/tar-archive.ts';
import { MemoryFiles } from '../../scenarios/files.ts';
import { Terminal } from './terminal.ts';
import { playSession } from './transcript.ts';

const two =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: two}\nspec: {containers: [{name: c, image: nginx}, {name: d, image: nginx}]}\n';

/** The runtime's answers are given, so that only kubectl's own part is under test; calls are kept. */
function withRuntime(
  terminal: Terminal,
  runtime: Partial<PodRuntime>,
): (line: string) => ReturnType<typeof runKubectl> {
  const environment: KubectlEnvironment = {
    authenticate: () => undefined,
    client: terminal.cluster.client('kubectl'),
    raw: () => undefined,
    serveApi: () => undefined,
    session: { kubeconfig: FIRST_KUBECONFIG },
    files: terminal.files,
    stdin: 'typed',
    editor: undefined,
    runtime: { ...asRuntime(terminal), ...runtime },
    forward: () => undefined,
    nowMs: () => terminal.cluster.nowMs,
    waitUntil: (done, timeoutMs) => terminal.cluster.waitUntil(done, timeoutMs),
  };
  return (line) => runKubectl(line.split(' '), environment);
}

function asRuntime({ cluster: { runtime } }: Terminal): PodRuntime {
  return {
    logs: (...args) => runtime.logs(...args),
    exec: (...args) => runtime.exec(...args),
    attach: (...args) => runtime.attach(...args),
    files: () => new MemoryFiles(),
  };
}

function terminalWithPods(): Terminal {
  const terminal = new Terminal();
  terminal.file('two.yaml', two);
  terminal.out('apply -f two.yaml');
  terminal.out('run one --image=nginx');
  terminal.cluster.advance(3000);
  return terminal;
}

/** Texts of kubectl v1.25. */
const refusals = `$ exec one
E: error: you must specify at least one command for the container
= 1
$ exec nope -- date
E: Error from server (NotFound): pods "nope" not found
= 1
$ logs nothere
E: Error from server (NotFound): pods "nothere" not found
= 1
$ logs
E: error: expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.
E: POD or TYPE/NAME is a required argument for the logs command
E: See 'kubectl logs -h' for help and examples
= 1
$ logs two -c nope
E: error: container nope is not valid for pod two
= 1
$ cp a b
E: error: one of src or dest must be a remote file specification
= 1
$ cp nofile one:/x
E: error: nofile doesn't exist in local filesystem
= 1
$ port-forward one
E: error: TYPE/NAME and list of ports are required for port-forward
E: See 'kubectl port-forward -h' for help and examples
= 1
$ port-forward one 8080:80
Forwarding from 127.0.0.1:8080 -> 80
Forwarding from [::1]:8080 -> 80
$ top nodes
E: error: Metrics API not available
= 1
$ attach
E: error: at least 1 argument is required for attach
= 1
$ attach a b c
E: error: expected POD, TYPE/NAME, or TYPE NAME, (at most 2 arguments) saw 3: [a b c]
= 1
$ attach nope
E: Error from server (NotFound): pods "nope" not found
= 1
$ attach pod nope
E: Error from server (NotFound): pods "nope" not found
= 1
$ attach one --pod-running-timeout=0s
E: error: --pod-running-timeout must be higher than zero
E: See 'kubectl attach -h' for help and examples
= 1
$ attach one -c nope
E: error: cannot attach to the container: container nope not found in pod one
= 1
$ attach one -it --request-timeout=5s
E: error: Unable to use a TTY - container one did not allocate one
E: If you don't see a command prompt, try pressing enter.
`;

test('commands about running pods refuse in the words of kubectl', () => {
  playSession(terminalWithPods(), refusals);
});

test('exec hands on the command, input, output and exit code', () => {
  const calls: unknown[] = [];
  const kubectl = withRuntime(terminalWithPods(), {
    exec: (...args) => {
      calls.push(args);
      return { exitCode: 3, stdout: 'out\n', stderr: 'err\n' };
    },
  });
  assert.deepEqual(kubectl('exec -i two -c d -- cat -n'), {
    exit: 3,
    stdout: 'out\n',
    stderr: 'err\ncommand terminated with exit code 3\n',
  });
  assert.match(kubectl('exec two -- date').stderr, /^Defaulted container "c" out of: c, d\n/);
  assert.match(kubectl('exec one date').stderr, /^kubectl exec \[POD\] \[COMMAND\] is DEPRECATED and will be removed/);
  assert.deepEqual(calls, [
    ['default', 'two', 'd', ['cat', '-n'], 'typed'],
    ['default', 'two', 'c', ['date'], undefined],
    ['default', 'one', 'one', ['date'], undefined],
  ]);
});

test('logs asks for what the flags say and prefixes lines', () => {
  const requests: unknown[] = [];
  const kubectl = withRuntime(terminalWithPods(), {
    logs: (_namespace, pod, request) => {
      requests.push({ pod, ...request });
      return 'a\nb\n';
    },
  });
  assert.equal(
    kubectl('logs two --all-containers --prefix').stdout,
    '[pod/two/c] a\n[pod/two/c] b\n[pod/two/d] a\n[pod/two/d] b\n',
  );
  assert.equal(kubectl('logs one --tail=1 --since=1500ms --timestamps -p').exit, 0);
  assert.deepEqual(requests.at(-1), {
    pod: 'one',
    container: 'one',
    previous: true,
    tailLines: 1,
    sinceSeconds: 2,
    timestamps: true,
  });
  kubectl('logs -l run=one');
  assert.deepEqual(requests.at(-1), { pod: 'one', container: 'one', tailLines: 10 });
});

test('logs -f prints what comes, and stops after a minute of virtual time', () => {
  const terminal = terminalWithPods();
  const startMs = terminal.cluster.nowMs;
  const kubectl = withRuntime(terminal, {
    logs: () => (terminal.cluster.nowMs - startMs >= 10_000 ? 'first\nsecond\n' : 'first\n'),
  });
  const { exit, stdout, stderr } = kubectl('logs -f one');
  assert.deepEqual({ exit, stdout }, { exit: 0, stdout: 'first\nsecond\n' });
  assert.match(stderr, /^stopped following after 1m0s/);
  assert.equal(terminal.cluster.nowMs - startMs, 60_000);
});

/** What stands in the container and beside the command, and what a copy prints and leaves where it went. */
const COPIES: readonly (readonly [
  line: string,
  exit: number,
  stderr: string,
  at: string,
  content: string | undefined,
])[] = [
  ['cp in.txt one:/srv', 0, '', 'pod:/srv/in.txt', 'hello'],
  ['cp in.txt one:/srv/', 0, '', 'pod:/srv/in.txt', 'hello'],
  ['cp in.txt one:srv/other.txt', 0, '', 'pod:/srv/other.txt', 'hello'],
  ['cp site one:/srv', 0, '', 'pod:/srv/site/css/a.css', 'a {}'],
  ['cp site/ one:/srv/new', 0, '', 'pod:/srv/new/index.html', 'hi'],
  [
    'cp in.txt one:/nope/x/y',
    2,
    'tar: /nope/x: Cannot open: No such file or directory\ntar: Error is not recoverable: exiting now\ncommand terminated with exit code 2\n',
    'pod:/nope/x/y',
    undefined,
  ],
  ['cp none.txt one:/srv', 1, "error: none.txt doesn't exist in local filesystem\n", 'pod:/srv/none.txt', undefined],
  ['cp one:/etc/x out.txt', 0, "tar: Removing leading `/' from member names\n", 'out.txt', 'content'],
  ['cp one:etc/x out.txt', 0, '', 'out.txt', 'content'],
  ['cp one:/etc copy', 0, "tar: Removing leading `/' from member names\n", 'copy/x', 'content'],
  [
    'cp one:/etc/x site',
    1,
    "tar: Removing leading `/' from member names\nerror: open site: is a directory\n",
    'site/x',
    undefined,
  ],
  [
    'cp one:/nope out.txt',
    2,
    "tar: Removing leading `/' from member names\ntar: /nope: Cannot stat: No such file or directory\ntar: Exiting with failure status due to previous errors\ncommand terminated with exit code 2\n",
    'out.txt',
    undefined,
  ],
];

const SLASH = "tar: Removing leading `/' from member names\n";

/** What `tar cf - PATH` answers in a container with one file, /etc/x. */
function archived(command: readonly string[]): ReturnType<PodRuntime['exec']> {
  const path = command.at(-1) ?? '';
  const slash = path.startsWith('/') ? SLASH : '';
  const name = path.replace(/^\//, '');
  const members = [
    { name: 'etc', content: undefined },
    { name: 'etc/x', content: 'content' },
  ].filter((one) => one.name.startsWith(name));
  if (members.length > 0) return { exitCode: 0, stdout: writeArchive(members, 0) ?? '', stderr: slash };
  const missing = `tar: ${path}: Cannot stat: No such file or directory\n`;
  const stderr = `${slash}${missing}tar: Exiting with failure status due to previous errors\n`;
  return { exitCode: 2, stdout: '', stderr };
}

function containerFiles(files: Readonly<Record<string, string>>): FileAccess {
  const memory = new MemoryFiles(files);
  return {
    read: (path) => memory.read(path),
    list: (path) => memory.list(path),
    kind: (path) => memory.kind(path),
    write: (path, content) => {
      memory.put(path, content);
      return undefined;
    },
  };
}

for (const [line, exit, stderr, at, content] of COPIES)
  test(`kubectl ${line}`, () => {
    const terminal = terminalWithPods();
    terminal.file('in.txt', 'hello');
    terminal.file('site/index.html', 'hi');
    terminal.file('site/css/a.css', 'a {}');
    const inPod = containerFiles({ '/etc/x': 'content', '/srv/.keep': '' });
    const result = withRuntime(terminal, { files: () => inPod, exec: (_n, _p, _c, command) => archived(command) })(
      line,
    );
    assert.deepEqual([result.exit, result.stderr], [exit, stderr]);
    const found = at.startsWith('pod:') ? inPod.read(at.slice('pod:'.length)) : terminal.files.read(at);
    assert.equal(found, content);
  });
