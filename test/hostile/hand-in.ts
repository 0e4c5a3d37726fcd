import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after } from 'node:test';
import { type Played, playSubmission } from '../../grading/player.ts';
import { defaultSubmissionLimits, type Submission } from '../../grading/submission.ts';
import { readSubmission } from '../../grading/submission/read.ts';
import type { Exercise } from '../../scenarios/exercises.ts';

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** Where the inputs of one test file lie while it runs. */
export const ROOT: string = mkdtempSync(join(tmpdir(), 'seatrial-hostile-'));
after(() => rmSync(ROOT, { recursive: true, force: true }));
let count = 0;

/** A folder with these files. */
export function folderOf(files: Files): string {
  const folder = join(ROOT, `s${++count}`);
  mkdirSync(folder);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

export function handIn(files: Files): Promise<Submission> {
  return readSubmission(folderOf(files), defaultSubmissionLimits);
}

/** `path kind`, and every problem as `path:line: message`. */
export function told({ reports }: Submission): readonly string[] {
  return reports.flatMap(({ path, kind, problems }) => [
    `${path} ${kind}`,
    ...problems.map(({ line, message }) => `${path}${line === undefined ? '' : `:${line}`}: ${message}`),
  ]);
}

export function limitsOf({ limits }: { readonly limits: Submission['limits'] }): readonly string[] {
  return limits.map(({ limit }) => limit);
}

export const EXERCISE: Exercise = {
  id: 'hostile',
  folder: ROOT,
  title: { en: 'x', ko: 'x' },
  task: { en: 'x', ko: 'x' },
  topology: 'course',
  paceSeconds: 2,
  settleSeconds: 60,
  retryApply: false,
  limits: {
    objects: 300,
    steps: 20_000,
    virtualHours: 2,
    files: 200,
    documents: 200,
    wallSeconds: 10,
    heapMiB: 256,
  },
};

/** Runs what was handed in on a cluster, as grading does; `limits` are those of the exercise that differ. */
export async function played(files: Files, limits: Partial<Exercise['limits']> = {}): Promise<Played> {
  const submission = await handIn(files);
  const exercise = { ...EXERCISE, limits: { ...EXERCISE.limits, ...limits } };
  const answer = playSubmission(exercise, submission, '1');
  return { ...answer, limits: [...submission.limits, ...answer.limits] };
}
