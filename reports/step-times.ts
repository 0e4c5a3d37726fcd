import type { ScenarioRecord } from '../scenarios/records.ts';

export interface StepTime {
  /** Virtual milliseconds since the scenario began. */
  readonly atMs: number;
  readonly durationMs: number;
}

/**
 * When each executed step began and how long it took, from the markers that the World leaves in the trace. Steps before the first
 * cluster have no marker: they begin with the scenario, and the last of them is the one that started the cluster.
 */
export function stepTimes(executed: readonly string[], record: ScenarioRecord | undefined): readonly StepTime[] {
  if (record === undefined) return executed.map(() => ({ atMs: 0, durationMs: 0 }));
  const begins = beginnings(executed, record);
  return begins.map((atMs, index) => ({ atMs, durationMs: (begins[index + 1] ?? record.elapsedMs) - atMs }));
}

function beginnings(executed: readonly string[], { trace }: ScenarioRecord): readonly number[] {
  const markers = trace.filter((entry) => entry.type === 'marker' && entry.by === 'scenario');
  let next = 0;
  let previous = 0;
  return executed.map((text) => {
    const found = markers.findIndex((marker, index) => index >= next && marker.about === text);
    if (found >= 0) {
      next = found + 1;
      previous = markers[found]?.atMs ?? previous;
    }
    return previous;
  });
}
