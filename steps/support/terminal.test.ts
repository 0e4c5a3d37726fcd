import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from './expect.ts';
import { countOf } from './subjects.ts';
import { commandLine, fillIn, kubectlWords } from './terminal.ts';
import { worldOf } from './testing.ts';

test('what nobody knows beforehand is filled in, as the notes write it and as we do', () => {
  const world = worldOf('placeholders');
  world.kubectl(['create', 'deployment', 'web', '--image=nginx']);
  world.kubectl(['expose', 'deployment', 'web', '--type=NodePort', '--port=80']);
  eventually(world, countOf(world, 'web', 1, 'Ready'));
  assert.match(fillIn(world, 'exec web-<ReplicaSet>-<HASH> -- ls'), /^exec web-[a-z0-9]+-[a-z0-9]{5} -- ls$/);
  assert.equal(fillIn(world, '<pod of web>'), fillIn(world, 'web-<ReplicaSet>-<HASH>'));
  assert.match(fillIn(world, 'http://<IP of web>'), /^http:\/\/172\.16\.\d+\.\d+$/);
  assert.match(fillIn(world, '<node of web>'), /^w[123]-k8s$/);
  assert.match(fillIn(world, '<cluster IP of web>:<node port of web>'), /^10\.\d+\.\d+\.\d+:3\d{4}$/);
  assert.throws(
    () => fillIn(world, '<IP of nobody>'),
    /pods of "nobody"\n  expected: one that is Ready\n  actual:   no pods\n[^]*there is no workload or Pod "nobody" in namespace default/,
  );
  assert.throws(() => fillIn(world, '<cluster IP of nobody>'), /there is no Service "nobody" in namespace default/);
});

test('who asks for a Ready pod too early is told that nobody waits for it', () => {
  const world = worldOf('too early');
  world.kubectl(['create', 'deployment', 'web', '--image=nginx']);
  world.cluster.advance(1000);
  assert.throws(() => fillIn(world, '<pod of web>'), {
    message:
      /actual: {3}web-\S+ ContainerCreating on \S+\n[^]*this step does not wait: say before it that the pods of "web" are Ready$/,
  });
});

const LINES: readonly [line: string, words: readonly string[] | RegExp][] = [
  ['kubectl get pods -o wide', ['get', 'pods', '-o', 'wide']],
  [`kubectl exec a -- sh -c 'echo a > b'`, ['exec', 'a', '--', 'sh', '-c', 'echo a > b']],
  ['helm install x', /a step runs kubectl commands only/],
  ['kubectl get pods | grep x', /^Error: kubectl get pods \| grep x: not simulated: \| \(a pipe\)/],
];

for (const [line, words] of LINES) {
  test(`the line ${line}`, () => {
    const world = worldOf('lines');
    if (words instanceof RegExp) assert.throws(() => kubectlWords(world, line), words);
    else assert.deepEqual(kubectlWords(world, line), words);
  });
}

test('a command is shown as somebody would type it', () => {
  assert.equal(
    commandLine(['exec', 'a', '--', 'sh', '-c', "echo 'x' > y"]),
    String.raw`kubectl exec a -- sh -c 'echo '\''x'\'' > y'`,
  );
});
