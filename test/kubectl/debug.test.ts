import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cluster, type Pod } from '../../engine/index.ts';
import { splitWords } from '../../kubectl/command-line/words.ts';
import type { KubectlResult } from '../../kubectl/environment.ts';
import { MemoryFiles } from '../../scenarios/files.ts';
import { Session } from '../../scenarios/session.ts';
import { topology } from '../../scenarios/topologies.ts';

/** A cluster whose images behave, with a pod `web` that runs. What is printed was compared with kubectl v1.25.0 against the served cluster. */
function debugging(): { readonly cluster: Cluster; readonly run: (line: string, stdin?: string) => KubectlResult } {
  const cluster = Cluster.start(topology('bare'), { seed: '1' });
  const session = new Session(cluster, new MemoryFiles());
  const run = (line: string, stdin?: string): KubectlResult => {
    const split = splitWords(line);
    if ('refused' in split) throw new Error(split.refused);
    const result = session.kubectl(split.words, stdin === undefined ? {} : { stdin });
    cluster.settleNow();
    return result;
  };
  run('run web --image=nginx');
  cluster.advance(20_000);
  return { cluster, run };
}

const PROMPT = "If you don't see a command prompt, try pressing enter.\n";

test('debug waits for a container that has ended already and prints its log', () => {
  const { run } = debugging();
  const line = "debug web --image=busybox -c once --attach -- sh -c 'echo hello; exit 3'";
  assert.deepEqual(run(line), { exit: 0, stdout: 'hello\n', stderr: '' });
  assert.match(run('get pod web').stdout, /\nweb +1\/1 +Running +0 /);
});

test('debug shows what a container prints once somebody is attached', () => {
  const { run } = debugging();
  const line = "debug web --image=busybox -c talks --attach -- sh -c 'sleep 5; echo two'";
  assert.deepEqual(run(line), { exit: 0, stdout: 'two\n', stderr: PROMPT });
  assert.equal(run("debug web --image=busybox -c still --attach -q -- sh -c 'sleep 1'").stderr, '');
});

test('debug -it types into the shell of the container', () => {
  const { run } = debugging();
  const { exit, stdout, stderr } = run(
    'debug web --image=busybox -c shell -it',
    'hostname\nwget -qO- localhost | grep -c Welcome\n',
  );
  const ended =
    "Session ended, the ephemeral container will not be restarted but may be reattached using 'kubectl attach web -c shell -i -t' if it is still running\n";
  assert.deepEqual({ exit, stdout, stderr }, { exit: 0, stdout: `web\n2\n${ended}`, stderr: PROMPT });
});

test('debug says what a container waits for, and gives up after ten minutes', () => {
  const { run } = debugging();
  const { exit, stdout, stderr } = run('debug web --image=nosuch -c never --attach');
  assert.equal(exit, 1);
  assert.equal(stdout, '');
  const lines = stderr.trimEnd().split('\n');
  assert.match(lines[0] ?? '', /^Warning: container never: rpc error: code = NotFound desc = failed to pull /);
  assert.equal(lines[1], 'Warning: container never: Back-off pulling image "nosuch"');
  assert.match(lines.at(-1) ?? '', /^error: gave up after 10m0s of waiting for container never of pod web to run/);
});

test('logs and exec reach an ephemeral container, and describe shows it', () => {
  const { cluster, run } = debugging();
  run("debug web --image=busybox -c tools -- sh -c 'echo ready; sleep 1000'");
  cluster.advance(20_000);
  assert.equal(run('logs web -c tools').stdout, 'ready\n');
  assert.equal(run('logs web --all-containers --prefix').stdout.split('\n').at(-2), '[pod/web/tools] ready');
  assert.equal(run('exec web -c tools -- cat /etc/hostname').stdout, 'web\n');
  assert.match(run('logs web').stderr, /^Defaulted container "web" out of: web, tools \(ephem\)\n$/);
  const shown = run('describe pod web').stdout;
  const part = shown.slice(shown.indexOf('\nEphemeral Containers:\n') + 1, shown.indexOf('\nConditions:\n'));
  assert.match(
    part,
    /^Ephemeral Containers:\n {2}tools:\n {4}Container ID: +containerd:\/\/\w+\n {4}Image: +busybox\n[\s\S]*\n {4}State: +Running\n {6}Started: .*\n {4}Ready: +False\n {4}Restart Count: +0\n/,
  );
});

test('a pod for a node runs in the namespaces of the node and sees its files', () => {
  const { cluster, run } = debugging();
  const { exit, stdout } = run('debug node/w1-k8s --image=busybox -- ls /host');
  assert.equal(exit, 0);
  const [, name = ''] = /^Creating debugging pod (\S+) with container debugger on node w1-k8s\.\n$/.exec(stdout) ?? [];
  assert.match(name, /^node-debugger-w1-k8s-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
  cluster.advance(20_000);
  const pod = cluster.client('test').get({ kind: 'Pod', namespace: 'default', name }) as Pod;
  assert.equal(pod.spec.nodeName, 'w1-k8s');
  assert.equal(pod.status.podIP, pod.status.hostIP);
  assert.equal(pod.status.phase, 'Succeeded');
  const [first, second] = [run('debug node/w1-k8s --image=busybox'), run('debug node/w1-k8s --image=busybox')];
  assert.notEqual(first.stdout, second.stdout);
});

test('who may not patch pods/ephemeralcontainers cannot debug', () => {
  const { run } = debugging();
  run('create role reader --verb=get,patch --resource=pods');
  run('create rolebinding reader --role=reader --user=kim');
  const { exit, stderr } = run('debug web --image=busybox -c tools --as=kim');
  assert.equal(exit, 1);
  assert.equal(
    stderr,
    'Error from server (Forbidden): pods "web" is forbidden: User "kim" cannot patch resource "pods/ephemeralcontainers" in API group "" in the namespace "default"\n',
  );
});
