import type { TraceEntry } from '../engine/index.ts';
import { sentBody } from './sent-body.ts';
import type { Run, ScenarioRun } from './run-value.ts';

/**
 * A scenario's trace as newline-delimited JSON. The first line says what ran and how its steps went; then one entry a line. Virtual
 * time only: the same seed gives the same bytes.
 */
export function traceText(scenario: ScenarioRun, runSeed: string): string {
  const { uri, line, name, status, steps, elapsedMs, record, failure } = scenario;
  const head = {
    format: 'seatrial-trace/1',
    uri,
    line,
    name,
    seed: runSeed,
    ...(record === undefined
      ? {}
      : { topology: record.topology, startTime: record.startTime, heartbeats: record.heartbeats }),
    elapsedMs,
    status,
    steps: steps.map((step) => ({
      keyword: step.keyword,
      text: step.text,
      line: step.line,
      status: step.status,
      atMs: step.atMs,
      durationMs: step.durationMs,
    })),
    ...(failure === undefined ? {} : { failure }),
  };
  const lines = [JSON.stringify(head)];
  for (const entry of record?.trace ?? []) lines.push(JSON.stringify(fitForFile(entry)));
  return `${lines.join('\n')}\n`;
}

/** What a user sent stands in the file as `sentBody` has it; everything else as it is. */
function fitForFile(entry: TraceEntry): TraceEntry {
  const { type, about, detail } = entry;
  if (type !== 'request' || detail['body'] === undefined) return entry;
  return { ...entry, detail: { ...detail, body: sentBody(about, detail['body']) } };
}

/** File names of all traces, `features__course__2-1.feature-L12.ndjson`, unique in the run. */
export function traceNames(run: Run): ReadonlyMap<ScenarioRun, string> {
  const taken = new Set<string>();
  const names = new Map<ScenarioRun, string>();
  for (const scenario of run.features.flatMap((feature) => feature.scenarios)) {
    const slug = `${slugOf(scenario.uri)}-L${scenario.line}`;
    let name = slug;
    for (let number = 2; taken.has(name); number++) name = `${slug}-${number}`;
    taken.add(name);
    names.set(scenario, `${name}.ndjson`);
  }
  return names;
}

/** Letters and digits of every script stay; a name never begins with a dot, nor is it longer than file systems take. */
function slugOf(uri: string): string {
  const slug = uri
    .replace(/^[./\\]+/, '')
    .replaceAll('/', '__')
    .replace(/[^\p{L}\p{N}._-]/gu, '_');
  return slug.length > 80 ? slug.slice(-80) : slug;
}
