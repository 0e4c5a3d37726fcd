import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toTimestamp } from '../../api/time.ts';
import type { Event } from '../../kinds/types.ts';
import { object, START_MS, World } from '../shared/testing.ts';
import { eventTtl } from './controller.ts';

const MINUTE_MS = 60_000;
const ago = (minutes: number): string => toTimestamp(START_MS - minutes * MINUTE_MS);

const cases: readonly (readonly [string, object, number, boolean])[] = [
  ['told an hour ago', { lastTimestamp: ago(60) }, 60, false],
  ['told less than an hour ago', { lastTimestamp: ago(59) }, 59, true],
  ['made long ago and repeated since', { lastTimestamp: ago(1), count: 9 }, 300, true],
  ['of the scheduler', { lastTimestamp: null, eventTime: ago(61) }, 61, false],
  [
    'of the scheduler, seen again',
    { lastTimestamp: null, eventTime: ago(61), series: { lastObservedTime: ago(2) } },
    61,
    true,
  ],
];

for (const [what, members, ageMinutes, stays] of cases) {
  test(`an event ${what} ${stays ? 'stays' : 'goes'}`, () => {
    const world = new World([object<Event>('Event', 'e', members, { creationTimestamp: ago(ageMinutes) })]);
    world.reconcile(eventTtl, 'sweep');
    assert.equal(world.objects.length, stays ? 1 : 0);
  });
}

test('the next look is when the first event runs out, and at least a minute away', () => {
  const waits = [[], [59.5], [10, 45]].map((ages) => {
    const events = ages.map((age, index) =>
      object<Event>('Event', `e${index}`, { lastTimestamp: ago(age) }, { creationTimestamp: ago(age) }),
    );
    return (new World(events).reconcile(eventTtl, 'sweep').requeueAfterMs ?? 0) / MINUTE_MS;
  });
  assert.deepEqual(waits, [60, 1, 15]);
});
