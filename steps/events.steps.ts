import { Then } from '@cucumber/cucumber';
import { eventually } from './support/expect.ts';
import { eventRecorded } from './support/events.ts';
import type { SeatrialWorld } from './world.ts';

function recorded(this: SeatrialWorld, reason: string, about: string): void {
  eventually(this, eventRecorded(this, reason, about, ''));
}

Then('an event {string} about {string} is recorded', recorded);
Then('{string} 이벤트가 {string}에 대해 기록된다', recorded);

function recordedWith(this: SeatrialWorld, reason: string, about: string, text: string): void {
  eventually(this, eventRecorded(this, reason, about, text));
}

Then('an event {string} about {string} says {string}', recordedWith);
Then('{string} 이벤트가 {string}에 대해 {string}(이)라고 말한다', recordedWith);
