import { Given, Then } from '@cucumber/cucumber';
import { always, eventually } from './support/expect.ts';
import { existence, ownedByNone } from './support/objects.ts';
import { atLeast, countOf } from './support/subjects.ts';
import { isIn } from './support/pods.ts';
import type { SeatrialWorld } from './world.ts';

/** Runs a pod as `kubectl run` does, and waits until it is ready. */
function podOfImage(this: SeatrialWorld, name: string, image: string): void {
  this.mustKubectl(['run', name, `--image=${image}`, ...this.inNamespace]);
  eventually(this, countOf(this, name, 1, 'Ready'));
}

function plainPod(this: SeatrialWorld, name: string): void {
  podOfImage.call(this, name, 'nginx');
}

Given('a pod {string}', plainPod);
Given('파드 {string}이/가 있다', plainPod);
Given('a pod {string} of image {string}', podOfImage);
Given(
  '이미지 {string}(으)로 만든 파드 {string}이/가 있다',
  function (this: SeatrialWorld, image: string, name: string) {
    podOfImage.call(this, name, image);
  },
);

/** So many pods of a workload come into a state (and no more of them are in it). */
function podsAre(this: SeatrialWorld, count: number, owner: string, state: string): void {
  eventually(this, countOf(this, owner, count, state));
}

Then('{int} pod(s) of {string} is/are {state}', podsAre);
Then(
  '{string}의 파드 {int}개가 {state} 상태가 된다',
  function (this: SeatrialWorld, owner: string, count: number, state: string) {
    podsAre.call(this, count, owner, state);
  },
);

function podsBecome(this: SeatrialWorld, count: number, owner: string, state: string, withinMs: number): void {
  eventually(this, countOf(this, owner, count, state), withinMs);
}

Then('{int} pod(s) of {string} become(s) {state} within {duration}', podsBecome);
Then(
  '{string}의 파드 {int}개가 {duration} 안에 {state} 상태가 된다',
  function (this: SeatrialWorld, owner: string, count: number, withinMs: number, state: string) {
    podsBecome.call(this, count, owner, state, withinMs);
  },
);

/** So many pods are in a state now and at every instant of the time that follows. */
function podsStay(this: SeatrialWorld, count: number, owner: string, state: string, forMs: number): void {
  always(this, countOf(this, owner, count, state), forMs);
}

Then('{int} pod(s) of {string} stay(s) {state} for {duration}', podsStay);
Then(
  '{string}의 파드 {int}개가 {duration} 동안 계속 {state} 상태이다',
  function (this: SeatrialWorld, owner: string, count: number, forMs: number, state: string) {
    podsStay.call(this, count, owner, state, forMs);
  },
);

function atLeastStay(this: SeatrialWorld, count: number, owner: string, state: string, forMs: number): void {
  always(this, atLeast(this, owner, count, state), forMs);
}

Then('at least {int} pod(s) of {string} stay(s) {state} for {duration}', atLeastStay);
Then(
  '{string}의 파드가 {duration} 동안 적어도 {int}개는 계속 {state} 상태이다',
  function (this: SeatrialWorld, owner: string, forMs: number, count: number, state: string) {
    atLeastStay.call(this, count, owner, state, forMs);
  },
);

function podIs(this: SeatrialWorld, name: string, state: string): void {
  eventually(this, countOf(this, name, 1, state));
}

Then('pod {string} is {state}', podIs);
Then('파드 {string}은/는 {state} 상태가 된다', podIs);

function allReady(this: SeatrialWorld, owner: string, count: number): void {
  eventually(this, countOf(this, owner, count, 'Ready'));
  eventually(
    this,
    countOf(this, owner, count, 'in all', (pod) => !isIn(pod, 'Terminating')),
  );
}

/** So many are ready, and nothing else is left or coming. */
Then('{string} has {int} pod(s), all Ready', allReady);
Then('{string}의 파드는 {int}개가 되고 모두 Ready 상태이다', allReady);

function noPods(this: SeatrialWorld, owner: string): void {
  eventually(
    this,
    countOf(this, owner, 0, 'there', () => true),
  );
}

Then('no pod of {string} is left', noPods);
Then('{string}의 파드는 하나도 남지 않는다', noPods);

function restarted(this: SeatrialWorld, name: string, count: number): void {
  const restarts = (pod: {
    readonly status: { readonly containerStatuses?: readonly { readonly restartCount: number }[] };
  }) => (pod.status.containerStatuses ?? []).reduce((sum, { restartCount }) => sum + restartCount, 0);
  eventually(
    this,
    countOf(this, name, 1, `restarted ${count} times`, (pod) => isIn(pod, 'Ready') && restarts(pod) === count),
  );
}

/** Containers of a pod, which itself stayed the same pod. */
Then('pod {string} is Ready again after {int} restart(s) of its container', restarted);
Then('파드 {string}은/는 컨테이너가 {int}번 다시 시작되어 Ready 상태로 돌아온다', restarted);

function exists(this: SeatrialWorld, kind: string, name: string): void {
  eventually(this, existence(this, kind, name, true));
}

Then('there is a {state} {string}', exists);
Then('{state} 오브젝트 {string}이/가 있다', exists);

function existsNot(this: SeatrialWorld, kind: string, name: string): void {
  eventually(this, existence(this, kind, name, false));
}

Then('there is no {state} {string}', existsNot);
Then('{state} 오브젝트 {string}은/는 없다', existsNot);

function alone(this: SeatrialWorld, kind: string, name: string): void {
  eventually(this, ownedByNone(this, kind, name));
}

/** Made by hand: a bare pod, a replica set without a deployment. */
Then('{state} {string} is owned by no controller', alone);
Then('{state} 오브젝트 {string}은/는 어떤 컨트롤러에도 속하지 않는다', alone);
