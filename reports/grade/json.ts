import type { CheckGrade, CommandReport, FileReport, Grade, LimitHit } from '../../grading/grade.ts';
import type { Divergence } from '../../scenarios/records.ts';

type KeysOf<T> = T extends readonly (infer Item)[] ? KeysOf<Item> : T extends object ? keyof T : never;
type EveryKey =
  | keyof Grade
  | keyof CheckGrade
  | KeysOf<CheckGrade['steps']>
  | keyof Divergence
  | keyof FileReport
  | KeysOf<FileReport['problems']>
  | keyof CommandReport
  | keyof LimitHit;

/** Every key of a grade, in the order in which it is read best; the compiler asks for a key that is missing here. */
const ORDER: Readonly<Record<EveryKey, true>> = {
  exercise: true,
  submission: true,
  status: true,
  score: true,
  maxScore: true,
  reason: true,
  language: true,
  seed: true,
  checks: true,
  files: true,
  commands: true,
  limits: true,
  id: true,
  name: true,
  points: true,
  maxPoints: true,
  hidden: true,
  passed: true,
  failedStep: true,
  message: true,
  divergence: true,
  atMs: true,
  what: true,
  expected: true,
  actual: true,
  why: true,
  causes: true,
  desired: true,
  steps: true,
  keyword: true,
  text: true,
  path: true,
  kind: true,
  problems: true,
  file: true,
  line: true,
  command: true,
  exit: true,
  stdout: true,
  stderr: true,
  limit: true,
};

/** grade.json: everything that is known of a grade, hidden checks too; for teachers and programs. Equal grades give equal bytes. */
export function gradeJson(grade: Grade): string {
  return printable(JSON.stringify(grade, Object.keys(ORDER), 1));
}

/**
 * JSON text that may be printed anywhere: what a terminal (escapes, text that turns round) or a CI (`##vso[`) would act on is
 * written as `\uXXXX`, which reads back as the same value. With a line feed at its end.
 */
export function printable(json: string): string {
  const escaped = json.replace(/[\u007f-\u009f\u2028\u2029\p{Bidi_Control}]|(?<=#)#/gu, (char) => {
    return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return `${escaped}\n`;
}
