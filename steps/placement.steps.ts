import { Then } from '@cucumber/cucumber';
import { eventually } from './support/expect.ts';
import { everyWorkerRuns, noneOn, spread } from './support/placement.ts';
import type { SeatrialWorld } from './world.ts';

function evenly(this: SeatrialWorld, count: number, owner: string): void {
  eventually(this, everyWorkerRuns(this, owner, count));
}

Then('every worker runs {int} pod(s) of {string}', evenly);
Then(
  '모든 워커 노드가 {string}의 파드를 {int}개씩 실행한다',
  function (this: SeatrialWorld, owner: string, count: number) {
    evenly.call(this, count, owner);
  },
);

function byAtMost(this: SeatrialWorld, owner: string, difference: number): void {
  eventually(this, spread(this, owner, difference));
}

/** The fullest worker has at most so many pods more than the emptiest. */
Then('the pods of {string} spread over the workers with a difference of at most {int}', byAtMost);
Then('{string}의 파드는 워커 노드마다 많아야 {int}개 차이로 나뉜다', byAtMost);

function nowhereOn(this: SeatrialWorld, owner: string, node: string): void {
  eventually(this, noneOn(this, owner, node));
}

Then('no pod of {string} runs on {node}', nowhereOn);
Then('{string}의 파드는 {node}에서 실행되지 않는다', nowhereOn);
