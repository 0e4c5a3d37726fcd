import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StartError } from '../../../component/workload.ts';
import { TestContainer } from '../testing.ts';

test('sleep as the first process ignores TERM, and KILL ends it with 137', () => {
  const container = new TestContainer('busybox', { command: ['sleep', '3600'] });
  assert.equal(container.signal('TERM').state.running, true);
  assert.deepEqual(container.signal('KILL').state, { running: false, exitCode: 137 });
});

test('sleep ends by itself when its time has come', () => {
  const container = new TestContainer('busybox', { command: ['sleep', '30'] });
  assert.equal(container.pass(29_999).state.running, true);
  assert.deepEqual(container.pass(1).state, { running: false, exitCode: 0 });
});

test('a loop prints in virtual time, and a trap runs when the command before it has ended', () => {
  const script = 'trap "echo bye; exit 5" TERM; while true; do date +%T; sleep 10; done';
  const container = new TestContainer('busybox', { command: ['sh', '-c', script] }).pass(25_000);
  assert.deepEqual(container.logs, ['00:00:00', '00:00:10', '00:00:20']);
  assert.equal(container.signal('TERM').state.running, true);
  assert.deepEqual(container.pass(5000).state, { running: false, exitCode: 5 });
  assert.equal(container.logs.at(-1), 'bye');
});

test('wait is interrupted by a signal with a trap', () => {
  const script = 'trap "exit 0" TERM; sleep 1000 & wait';
  const container = new TestContainer('busybox', { command: ['sh', '-c', script] }).pass(5000);
  assert.deepEqual(container.signal('TERM').state, { running: false, exitCode: 0 });
});

test('a shell without a terminal ends at once with 0', () => {
  assert.deepEqual(new TestContainer('busybox').state, { running: false, exitCode: 0 });
});

test('a shell whose standard input stays open waits for it, and runs what is typed line by line', () => {
  const container = new TestContainer('busybox', { stdin: true });
  assert.deepEqual(container.state, { running: true });
  assert.deepEqual(container.type('echo one\n').logs, ['one']);
  assert.deepEqual(container.type('for i in 2 3; do\n').logs, ['one']);
  assert.deepEqual(container.type('echo $i; done\nsleep 5; ex').logs, ['one']);
  assert.deepEqual(container.type('it 4\n').logs, ['one', '2', '3']);
  assert.equal(container.state.running, true);
  assert.deepEqual(container.pass(5000).state, { running: false, exitCode: 4 });
});

test('the end of standard input ends a shell with the last exit code, and cat with 0', () => {
  assert.deepEqual(new TestContainer('busybox', { stdin: true }).type('false\n').type(undefined).state, {
    running: false,
    exitCode: 1,
  });
  const cat = new TestContainer('busybox', { command: ['cat'], stdin: true }).type('a\nb').type(undefined);
  assert.deepEqual([cat.logs, cat.state], [['a', 'b'], { running: false, exitCode: 0 }]);
});

test('a terminal is open without stdin, sends Enter as a newline, and ends at Ctrl-D', () => {
  const container = new TestContainer('ubuntu', { tty: true });
  assert.equal(container.state.running, true);
  assert.deepEqual(container.type('echo a\r').logs, ['a']);
  assert.deepEqual(container.type('gone\u0015echo bx\u007f').type('c\r').logs, ['a', 'bc']);
  assert.deepEqual(container.type('\u0004').state, { running: false, exitCode: 0 });
});

test("a terminal's Ctrl-C is an interrupt for the main process", () => {
  const script = 'trap "exit 5" INT; while true; do sleep 1; done';
  const container = new TestContainer('busybox', { command: ['sh', '-c', script], tty: true }).pass(1500);
  assert.deepEqual(container.type('\u0003').pass(1000).state, { running: false, exitCode: 5 });
});

test('a server does not care for what is typed', () => {
  assert.equal(new TestContainer('nginx', { stdin: true }).type('x\n').type(undefined).state.running, true);
});

test('a script ends with its exit code and its output is logged', () => {
  const container = new TestContainer('busybox', {
    command: ['sh', '-c', 'echo out; echo err >&2; printf rest; exit 3'],
  });
  assert.deepEqual(container.state, { running: false, exitCode: 3 });
  assert.deepEqual(container.logs, ['out', '! err', 'rest']);
});

test('a loop that never sleeps ends the process and says why', () => {
  const container = new TestContainer('busybox', { command: ['sh', '-c', 'while true; do :; done'] });
  assert.deepEqual(container.state, { running: false, exitCode: 2 });
  assert.match(container.logs[0] ?? '', /more than 20000 commands without any time passing/);
});

for (const [command, message] of [
  [['foo'], 'exec: "foo": executable file not found in $PATH: unknown'],
  [['/bin/foo'], 'exec: "/bin/foo": stat /bin/foo: no such file or directory: unknown'],
  [['bash'], 'exec: "bash": executable file not found in $PATH: unknown'],
] as const) {
  test(`a container of busybox with command ${command[0]} cannot start`, () => {
    assert.throws(() => new TestContainer('busybox', { command }), new StartError(message));
  });
}

test('an exec of a command that is not there is refused by the runtime', () => {
  const { exitCode, stderr } = new TestContainer('nginx').exec(['foo']);
  assert.equal(exitCode, 126);
  assert.match(stderr, /exec: "foo": executable file not found in \$PATH: unknown/);
});

test('exec takes the time its command takes, and its writes stay', () => {
  const container = new TestContainer('nginx');
  assert.equal(container.exec(['sh', '-c', 'sleep 3; echo new > /usr/share/nginx/html/index.html']).tookMs, 3000);
  assert.equal(container.get(80), 'new\n');
});

test('kill 1 from inside ends a server, and not a process that ignores TERM', () => {
  const server = new TestContainer('nginx');
  server.exec(['bash', '-c', 'kill 1']);
  assert.deepEqual(server.process.step(server.world()), { running: false, exitCode: 0 });
  const sleeper = new TestContainer('busybox', { command: ['sleep', '100'] });
  sleeper.exec(['kill', '-9', '1']);
  assert.equal(sleeper.process.step(sleeper.world()).running, true);
});

test('a server can be copied, a script in the middle of its work cannot', () => {
  const server = new TestContainer('nginx');
  const copy = server.process.copy?.();
  server.signal('QUIT');
  assert.equal(copy?.listens(80), true);
  assert.equal(server.process.listens(80), false);
  const script = new TestContainer('busybox', { command: ['sleep', '100'] });
  assert.throws(() => script.process.copy?.(), /container c of pod default\/p runs "sleep 100" and cannot be copied/);
});

test('a server behind other commands of a script serves and takes the signals', () => {
  const script = 'echo changed > /usr/share/nginx/html/index.html; exec nginx -g "daemon off;"';
  const container = new TestContainer('nginx', { command: ['sh', '-c', script] });
  assert.equal(container.get(80), 'changed\n');
  assert.deepEqual(container.signal('TERM').state, { running: false, exitCode: 0 });
});

test('a fork bomb ends itself, and the container goes on', () => {
  const container = new TestContainer('busybox', { command: ['sleep', '1000'] });
  const { exitCode, stderr } = container.exec(['sh', '-c', 'b() { b | b & }; b; sleep 1']);
  assert.deepEqual([exitCode, stderr], [137, 'seatrial: b: more than 500 processes\n']);
  assert.equal(container.exec(['echo', 'on']).stdout, 'on\n');
});
