import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readOracleCase } from '../../runner/play/oracle-case.ts';
import { replayCase } from '../../runner/play/oracle-replay.ts';
import { commandsOf, eventsOf, nodesOf, objectsOf, type Recording, rolloutsOf } from './recording.ts';

const KEPT = join(import.meta.dirname, 'kept');

/** Heartbeats are 10 s apart: what follows from a missed one is only so far determined. */
const MOST_APART_SECONDS = 15;

for (const file of readdirSync(join(KEPT, 'cases')).sort()) {
  const oracle = readOracleCase(readFileSync(join(KEPT, 'cases', file), 'utf8'), file);
  const golden = JSON.parse(readFileSync(join(KEPT, 'golden', `${oracle.name}.json`), 'utf8')) as Recording;
  const replay = JSON.parse(JSON.stringify(replayCase(oracle))) as Recording;

  test(`${oracle.name}: every command is answered as recorded`, () => {
    assert.ok(commandsOf(golden).length > 5);
    assert.deepEqual(commandsOf(replay), commandsOf(golden));
  });

  test(`${oracle.name}: the objects are the recorded ones, leaf by leaf`, () => {
    assert.ok(objectsOf(golden).length > 0);
    assert.deepEqual(objectsOf(replay), objectsOf(golden));
  });

  test(`${oracle.name}: every recorded event happens`, () => {
    const happened = eventsOf(replay);
    for (const [index, recorded] of eventsOf(golden).entries())
      assert.deepEqual(
        recorded.filter((line) => happened[index]?.includes(line) !== true),
        [],
      );
  });

  test(`${oracle.name}: ReplicaSets have the recorded names and sizes`, () => {
    assert.ok(Object.keys(rolloutsOf(golden)).length > 0);
    assert.deepEqual(rolloutsOf(replay), rolloutsOf(golden));
  });

  test(`${oracle.name}: nodes go through what was recorded, and when`, () => {
    const seen = nodesOf(replay);
    for (const [name, recorded] of nodesOf(golden)) {
      const states = seen.get(name) ?? [];
      assert.deepEqual(
        states.map(({ state }) => state),
        recorded.map(({ state }) => state),
        name,
      );
      for (const [index, { state, after }] of recorded.entries())
        assert.ok(
          Math.abs((states[index]?.after ?? 0) - after) <= MOST_APART_SECONDS,
          `${name}: ${state} at ${after} s`,
        );
    }
  });
}
