import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Evidence } from './evidence.ts';
import type { Fate, Outcome } from './outcome.ts';

const STATUS: Readonly<Record<Fate, string>> = {
  caught: 'Killed',
  survived: 'Survived',
  equivalent: 'Ignored',
  'no end': 'RuntimeError',
};

/**
 * The mutants as mutation-testing-report-schema (version 2) has them, for the viewers that read it: what is mutated are the solution's
 * files, the tests are the rubric's scenarios. The same evidence gives the same bytes.
 */
export function mutationJson({ trials, rubric, exercise, outcomes }: Evidence, minCaughtPercent: number): string {
  const files = trials.solution.files.map(({ path, text }) => {
    const mutants = outcomes.flatMap((outcome, index) =>
      outcome.mutant.file === path ? [mutantOf(outcome, index, text)] : [],
    );
    return [`solution/${path}`, { language: languageOf(path), source: text, mutants }] as const;
  });
  const tests = rubric.checks.map(({ id, name }) => {
    return { id, name, location: { start: { line: Number(id.split(':').at(-1)), column: 1 } } };
  });
  const source = readFileSync(join(exercise.folder, rubric.file), 'utf8');
  const high = Math.round(minCaughtPercent);
  const report = {
    schemaVersion: '2.0',
    thresholds: { high, low: Math.min(high, 60) },
    files: Object.fromEntries(files),
    testFiles: { [rubric.file]: { source, tests } },
    framework: { name: 'seatrial rubric' },
  };
  return `${JSON.stringify(report, null, 1)}\n`;
}

function mutantOf({ mutant, fate, caughtBy, reason }: Outcome, index: number, source: string): object {
  const { line, operator, text } = mutant;
  const length = (source.split('\n')[line - 1] ?? '').length;
  return {
    id: String(index + 1),
    mutatorName: operator,
    description: text,
    location: { start: { line, column: 1 }, end: { line, column: length + 1 } },
    status: STATUS[fate],
    ...(reason === undefined ? {} : { statusReason: reason }),
    killedBy: caughtBy,
  };
}

function languageOf(path: string): string {
  if (/\.ya?ml$/.test(path)) return 'yaml';
  return path.endsWith('.json') ? 'json' : 'bash';
}
