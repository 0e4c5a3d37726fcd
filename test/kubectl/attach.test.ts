import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubectlResult } from '../../kubectl/environment.ts';
import { Terminal } from './terminal.ts';

const HINT = "If you don't see a command prompt, try pressing enter.\n";
const BUSYBOX = '--image=busybox --restart=Never';

interface Row {
  readonly what: string;
  readonly line: string;
  readonly stdin?: string;
  readonly answer: KubectlResult;
}

/** Texts and exit codes as pkg/cmd/run and pkg/cmd/attach of kubectl v1.25 have them. */
const rows: readonly Row[] = [
  {
    what: 'a container that has ended before anybody could attach: its log',
    line: `run t --rm -it ${BUSYBOX} -- echo hello`,
    answer: { exit: 0, stdout: 'hello\npod "t" deleted\n', stderr: '' },
  },
  {
    what: 'the exit code of a container that failed, without "error: "',
    line: `run t -i ${BUSYBOX} -- sh -c "echo no; exit 3"`,
    answer: { exit: 3, stdout: 'no\n', stderr: 'pod default/t terminated (Error)\n' },
  },
  {
    what: 'what was printed before the attachment is not shown',
    line: `run t --rm --attach ${BUSYBOX} -- sh -c "echo before; sleep 10; echo after"`,
    answer: { exit: 0, stdout: 'after\npod "t" deleted\n', stderr: HINT },
  },
  {
    what: 'standard input is read to its end, and both outputs are kept apart',
    line: `run t --rm -i ${BUSYBOX} -- sh`,
    stdin: 'echo one\necho two >&2\ncat /etc/hostname\nexit 4\n',
    answer: {
      exit: 4,
      stdout: 'one\nt\npod "t" deleted\n',
      stderr: `${HINT}two\npod default/t terminated (Error)\n`,
    },
  },
  {
    what: 'on a terminal both outputs are one',
    line: `run t --rm -it ${BUSYBOX} -- sh`,
    stdin: 'echo one\necho two >&2\n',
    answer: { exit: 0, stdout: 'one\ntwo\npod "t" deleted\n', stderr: HINT },
  },
  {
    what: 'a last line without a newline is entered',
    line: `run t --rm -it ${BUSYBOX} -- sh`,
    stdin: 'echo one',
    answer: { exit: 0, stdout: 'one\npod "t" deleted\n', stderr: HINT },
  },
  {
    what: 'a shell that nobody types into ends',
    line: `run t --rm -it ${BUSYBOX}`,
    answer: { exit: 0, stdout: 'pod "t" deleted\n', stderr: HINT },
  },
  {
    what: 'a pod that is to be restarted may be attached to again; its exit code counts for nothing',
    line: 'run t -it --image=busybox',
    stdin: 'exit 5\n',
    answer: {
      exit: 0,
      stdout: "Session ended, resume using 'kubectl attach t -c t -i -t' command when the pod is running\n",
      stderr: HINT,
    },
  },
  {
    what: '--quiet leaves out the notes, not the output',
    line: 'run t --rm -it -q --image=busybox',
    stdin: 'echo hello\n',
    answer: { exit: 0, stdout: 'hello\n', stderr: '' },
  },
  {
    what: '--leave-stdin-open: the client goes, the container reads on',
    line: `run t -i --leave-stdin-open ${BUSYBOX} -- sh`,
    stdin: 'echo hello\n',
    answer: { exit: 0, stdout: 'hello\n', stderr: HINT },
  },
  {
    what: '--attach=false makes the pod and goes',
    line: `run t -i --attach=false ${BUSYBOX}`,
    answer: { exit: 0, stdout: 'pod/t created\n', stderr: '' },
  },
  {
    what: 'a pod that does not come up',
    line: 'run t -i --rm --image=nginx:nope --pod-running-timeout=5s',
    answer: { exit: 1, stdout: 'pod "t" deleted\n', stderr: 'error: timed out waiting for the condition\n' },
  },
  {
    what: 'the service of --expose goes, too',
    line: `run t -i --rm --expose --port=80 ${BUSYBOX} -- echo hello`,
    answer: {
      exit: 0,
      stdout: 'service/t created\nhello\npod "t" deleted\nservice "t" deleted\n',
      stderr: '',
    },
  },
  {
    what: 'a server does not end',
    line: 'run t --rm -i --image=nginx --restart=Never --request-timeout=10s',
    answer: { exit: 0, stdout: 'pod "t" deleted\n', stderr: HINT },
  },
  {
    what: '--rm without an attachment',
    line: 'run t --rm --image=nginx',
    answer: {
      exit: 1,
      stdout: '',
      stderr: "error: --rm should only be used for attached containers\nSee 'kubectl run -h' for help and examples\n",
    },
  },
  {
    what: '-t without -i',
    line: 'run t -t --image=nginx',
    answer: {
      exit: 1,
      stdout: '',
      stderr:
        "error: -i/--stdin is required for containers with -t/--tty=true\nSee 'kubectl run -h' for help and examples\n",
    },
  },
  {
    what: 'a dry run with an attachment',
    line: 'run t -i --dry-run=client --image=nginx',
    answer: {
      exit: 1,
      stdout: '',
      stderr:
        "error: --dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, or --tty)\nSee 'kubectl run -h' for help and examples\n",
    },
  },
];

for (const { what, line, stdin, answer } of rows)
  test(`${what}: kubectl ${line}`, () => {
    assert.deepEqual(new Terminal('bare').kubectl(line, stdin), answer);
  });

test('the pod says which of its standard streams are open', () => {
  const terminal = new Terminal('bare');
  const streams = '-o jsonpath={.spec.containers[0].stdin},{.spec.containers[0].stdinOnce},{.spec.containers[0].tty}';
  terminal.out('run a -it --attach=false --image=busybox');
  terminal.out('run b -i --leave-stdin-open --attach=false --image=busybox');
  terminal.out('run c --image=busybox');
  assert.deepEqual(
    ['a', 'b', 'c'].map((name) => terminal.out(`get pod ${name} ${streams}`)),
    ['true,true,true', 'true,,', ',,'],
  );
});

test('attach types into a shell that waits, as often as its standard input stays open', () => {
  const terminal = new Terminal('bare');
  terminal.file(
    'pod.yaml',
    `apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
  - {name: web, image: nginx}
  - {name: shell, image: busybox, stdin: true}
`,
  );
  terminal.out('apply -f pod.yaml');
  terminal.cluster.advance(60_000);
  assert.deepEqual(terminal.kubectl('attach p -c shell -i', 'x=1; echo first\n'), {
    exit: 0,
    stdout: 'first\n',
    stderr: HINT,
  });
  assert.deepEqual(terminal.kubectl('attach pod/p -c shell -i -q', 'echo $x\nexit\n'), {
    exit: 0,
    stdout: '1\n',
    stderr: '',
  });
  const { stderr } = terminal.kubectl('attach p --request-timeout=1s');
  assert.equal(stderr, `Defaulted container "web" out of: web, shell\n${HINT}`);
});

test('what cannot be attached to', () => {
  const terminal = new Terminal('bare');
  terminal.out('run done --image=busybox --restart=Never -- true');
  terminal.out('run waits --image=nginx:nope');
  terminal.cluster.advance(10_000);
  assert.equal(
    terminal.kubectl('attach done').stderr,
    'error: cannot attach a container in a completed pod; current phase is Succeeded\n',
  );
  assert.equal(
    terminal.kubectl('attach waits').stderr,
    `${HINT}error: unable to upgrade connection: container waits not found in pod waits_default\n`,
  );
  terminal.cluster.stop('kube-scheduler', '');
  terminal.out('run nowhere --image=nginx');
  assert.equal(
    terminal.kubectl('attach nowhere').stderr,
    `${HINT}Error from server (BadRequest): pod nowhere does not have a host assigned\n`,
  );
});
