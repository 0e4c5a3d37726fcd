import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gradeAll } from '../../grading/grading.ts';
import type { Grade } from '../../grading/grade.ts';
import { submissionsIn } from '../../grading/submissions.ts';
import { readExercise } from '../../scenarios/exercises.ts';
import { classOf, type Member, writeClass } from './class.ts';

const SIZE = 100;
const MAX_SCORE = 10;
const exercise = readExercise('run-and-expose-a-pod');
const folder = mkdtempSync(join(tmpdir(), 'seatrial-class-'));
after(() => {
  rmSync(folder, { recursive: true, force: true });
});

test(`a class of ${SIZE} gets its grades, each of them right and explained`, async () => {
  const members = classOf(exercise, SIZE, MAX_SCORE, '1');
  writeClass(folder, members);
  const grades = await gradeAll({
    exercise,
    jobs: submissionsIn(folder).jobs,
    language: 'en',
    seed: '1',
    projectFolder: folder,
    processes: 2,
    hasPages: false,
    graded: () => undefined,
  });
  const byName = new Map(grades.map((grade) => [grade.submission, grade]));
  const wrong = members
    .map((member) => complaint(member, byName.get(member.name)))
    .filter((text) => text !== undefined);
  assert.deepEqual(wrong, []);
});

/** What is wrong with a grade; undefined: nothing. */
function complaint({ name, expected }: Member, grade: Grade | undefined): string | undefined {
  if (grade === undefined) return `${name}: no grade`;
  const { status, score, checks, limits, reason } = grade;
  const found = `${name}: ${status} ${String(score)} ${reason ?? ''} ${limits.map(({ limit }) => limit).join()}, expected ${JSON.stringify(expected)}`;
  const unexplained = checks.find(
    ({ passed, message, causes }) => !passed && message === undefined && causes.length === 0,
  );
  if (unexplained !== undefined) return `${name}: ${unexplained.name} is lost without a reason`;
  if (status !== expected.status) return found;
  if (expected.status === 'unreadable') return score === null && reason !== undefined ? undefined : found;
  if ('score' in expected) return score === expected.score ? undefined : found;
  if ('below' in expected) return score !== null && score < expected.below ? undefined : found;
  return limits.some(({ limit }) => limit === expected.limit) ? undefined : found;
}
