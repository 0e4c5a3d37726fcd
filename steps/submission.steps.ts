import { Given, Then } from '@cucumber/cucumber';
import { subject } from '../scenarios/subject.ts';
import { checkUsed } from './support/used-commands.ts';
import type { SeatrialWorld } from './world.ts';

/** A rubric's scenarios begin with what the submission left behind; asking for the cluster prepares it. */
function submitted(this: SeatrialWorld): void {
  if (subject() === undefined)
    throw new Error('there is no submission here: a rubric is run by "seatrial grade" or "seatrial rubric"');
  this.cluster.settleNow();
}

Given('the submission is applied', submitted);
Given('제출물이 적용되어 있다', submitted);

function used(this: SeatrialWorld, pattern: string): void {
  checkUsed(this, pattern, true);
}

/** The words of the pattern stand in this order in a command that succeeded; others may stand between them, `*` is any part of a word. */
Then('the submission used {string}', used);
Then('제출물은 {string} 명령을 사용했다', used);

function neverUsed(this: SeatrialWorld, pattern: string): void {
  checkUsed(this, pattern, false);
}

Then('the submission never used {string}', neverUsed);
Then('제출물은 {string} 명령을 사용하지 않았다', neverUsed);
