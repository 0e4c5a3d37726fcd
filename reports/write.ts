import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { htmlPage } from './html/page.ts';
import { junitXml } from './junit.ts';
import { runIndexText } from './run-index.ts';
import { traceNames, traceText } from './trace-file.ts';
import type { Run, ScenarioRun } from './run-value.ts';

/** Writes index.html, junit.xml, run.json, messages.ndjson and traces/*.ndjson into `folder`; traces of an earlier run go. */
export function writeReports(run: Run, messages: readonly string[], folder: string): void {
  const traces = join(folder, 'traces');
  mkdirSync(traces, { recursive: true });
  for (const name of readdirSync(traces)) if (name.endsWith('.ndjson')) rmSync(join(traces, name));
  const names = traceNames(run);
  for (const [scenario, name] of names) writeFileSync(join(traces, name), traceText(scenario, run.seed));
  const traceFile = (scenario: ScenarioRun): string => `traces/${names.get(scenario) ?? ''}`;
  writeFileSync(join(folder, 'junit.xml'), junitXml(run));
  writeFileSync(join(folder, 'run.json'), runIndexText(run, traceFile));
  writeFileSync(join(folder, 'index.html'), htmlPage(run, traceFile));
  writeFileSync(join(folder, 'messages.ndjson'), messages.length === 0 ? '' : `${messages.join('\n')}\n`);
}
