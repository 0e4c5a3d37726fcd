import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { setSubject } from '../../scenarios/subject.ts';
import { worldOf } from './testing.ts';
import { checkUsed, isLike } from './used-commands.ts';

afterEach(() => setSubject(undefined));

const rows: readonly (readonly [command: string, pattern: string, expected: boolean])[] = [
  ['kubectl expose pod nginx --port=80', 'kubectl expose *', true],
  ['kubectl expose pod nginx --port=80', 'kubectl expose deployment', false],
  ['kubectl -n shop expose pod nginx', 'kubectl expose pod', true],
  ['kubectl scale deployment web --replicas=3', 'kubectl scale --replicas=*', true],
  ['kubectl scale deployment web --replicas=3', 'kubectl --replicas=* scale', false],
  ['kubectl  scale "deployment"  web', 'kubectl scale deployment web', true],
  ['kubectl scales', 'kubectl scale', false],
  ['kubectl label pod a x=y', 'kubectl label pod a x.y', false],
  ["kubectl exec web -- sh -c 'kubectl scale'", 'kubectl scale', false],
  ['kubectl run "never closed', 'kubectl run', true],
  ['kubectl delete deploy web', 'kubectl delete deployment', true],
  ['kubectl delete deployments.apps/web', 'kubectl delete deployment web', true],
  ['kubectl scale deployment web', 'kubectl scale deploy/web', true],
  ['kubectl scale rs/web --replicas 3', 'kubectl scale --replicas=*', true],
  ['kubectl scale rs/web --replicas 3', 'kubectl scale --replicas=4', false],
  ['kubectl delete pod deploy', 'kubectl delete service', false],
  ['kubectl apply -f deploy/web.yaml', 'kubectl apply -f *', true],
];

const { cluster: known } = worldOf('kinds');

for (const [command, pattern, expected] of rows)
  test(`"${command}" is ${expected ? '' : 'not '}like "${pattern}"`, () =>
    assert.equal(
      isLike(command, pattern, (word) => known.client().resolve(word)?.kind),
      expected,
    ));

function submit(...commands: readonly (readonly [command: string, exit: number])[]): ReturnType<typeof worldOf> {
  const world = worldOf('used');
  const { cluster } = world;
  setSubject({
    prepare: () => cluster,
    commands: commands.map(([command, exit]) => ({ command, exit })),
    budgetSteps: 1000,
  });
  return world;
}

test('a command counts as used when it succeeded, and as tried however it ended', () => {
  const world = submit(['kubectl get pods', 0], ['kubectl scale deployment web --replicas=3', 1]);
  checkUsed(world, 'kubectl get pods', true);
  checkUsed(world, 'kubectl delete', false);
  assert.throws(() => checkUsed(world, 'kubectl scale', true), {
    message: /one like "kubectl scale" that succeeds\n.*kubectl get pods; kubectl scale .* \(exit code 1\)/,
  });
  assert.throws(() => checkUsed(world, 'kubectl scale', false), { message: /none like "kubectl scale"/ });
});

test('of many commands a message shows the first', () => {
  const world = submit(...Array.from({ length: 12 }, (_, index) => [`kubectl get pod p${index}`, 0] as const));
  assert.throws(() => checkUsed(world, 'kubectl delete', true), { message: /kubectl get pod p9; and 2 more\n/ });
  assert.throws(() => checkUsed(submit(), 'kubectl delete', true), { message: /actual: {3}no commands/ });
});
