import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Terminal } from './terminal.ts';

/** What is deleted of several types, as recorded: ReplicaSets have gone with their deployments, pods are still there. */
const several: readonly (readonly [string, string])[] = [
  ['deploy,rs --all', 'deployment.apps "a" deleted\ndeployment.apps "b" deleted\n'],
  ['deploy,rs -l app=a', 'deployment.apps "a" deleted\n'],
  ['rs,deploy -l app=a', 'replicaset.apps "a-HASH" deleted\ndeployment.apps "a" deleted\n'],
];

for (const [words, printed] of several) {
  test(`delete ${words}`, () => {
    const terminal = new Terminal();
    for (const name of ['a', 'b']) terminal.out(`create deployment ${name} --image=nginx`);
    terminal.cluster.advance(5000);
    assert.equal(terminal.out(`delete ${words}`).replace(/-[0-9a-z]{8,10}"/, '-HASH"'), printed);
  });
}
