import type { TraceEntry } from '../engine/index.ts';
import type { Failure, ScenarioRecord } from '../scenarios/records.ts';
import type { FeatureRun, Run, ScenarioRun } from './run-value.ts';

/** Makings of runs for the tests of the reports. */

type Row = readonly [atMs: number, about: string, detail: Readonly<Record<string, unknown>>, by?: string];

/** A trace of object changes; `ADDED` unless the detail says otherwise. */
export function changes(rows: readonly Row[]): readonly TraceEntry[] {
  return rows.map(([atMs, about, detail, by = 'test'], seq) => ({
    seq,
    atMs,
    by,
    type: 'change',
    about,
    detail: { change: 'ADDED', ...detail },
  }));
}

export function recordOf(trace: readonly TraceEntry[], elapsedMs: number): ScenarioRecord {
  const identity = { uri: 'features/a.feature', name: 'a scenario', line: 3, seed: '1' };
  return { ...identity, topology: 'course', startTime: '2022-10-03T00:00:00Z', elapsedMs, trace, heartbeats: 0 };
}

export function scenarioOf(own: Partial<ScenarioRun>): ScenarioRun {
  const line = own.line ?? 3;
  return {
    id: `features/a.feature:${line}`,
    uri: 'features/a.feature',
    line,
    name: 'a scenario',
    tags: [],
    status: 'passed',
    steps: [],
    elapsedMs: 0,
    replay: `npx seatrial run features/a.feature:${line} --seed 1`,
    ...own,
  };
}

export function failedScenario(failure: Failure, own: Partial<ScenarioRun> = {}): ScenarioRun {
  return scenarioOf({ status: 'failed', failure, ...own });
}

export function runOf(scenarios: readonly ScenarioRun[], own: Partial<FeatureRun> = {}): Run {
  const feature = { uri: 'features/a.feature', name: 'A feature', description: '', language: 'en', scenarios, ...own };
  return { seed: '1', features: [feature] };
}
