import type { CheckGrade, Grade } from '../../grading/grade.ts';
import { clip, visible } from '../html/escape.ts';
import { instant } from '../virtual-time.ts';
import { printable } from './json.ts';
import { forStudent } from './student.ts';
import { type GradeWords, WORDS } from './words.ts';

/** Longest text of one test; graders elsewhere cut at the same length. */
const LONGEST_OUTPUT = 2000;

/**
 * results.json as Gradescope's autograders write it (docs "Autograder Specifications": tests with score, max_score, name, number,
 * output, visibility, status).
 *
 * A hidden check is `after_published`, not `hidden`: with a `hidden` test Gradescope never shows students their total, while this
 * keeps the total back only until the teacher publishes the grades; and even then the test says no more than that it was hidden.
 *
 * Without a score (`unreadable`, `error`) the file holds neither `score` nor `tests`, so that Gradescope reports that the
 * autograder did not succeed, and nobody gets a 0.
 */
export function gradescopeJson(grade: Grade): string {
  const seen = forStudent(grade);
  const words = WORDS[grade.language];
  const frame = { output: visible(clip(output(seen, words), LONGEST_OUTPUT)), output_format: 'text' };
  if (seen.score === null) return printable(JSON.stringify({ ...frame, visibility: 'visible' }, null, 1));
  const formats = { test_output_format: 'text', test_name_format: 'text', visibility: 'visible' };
  const tests = seen.checks.map((check, index) => testOf(check, index + 1, words));
  return printable(JSON.stringify({ score: seen.score, ...frame, ...formats, tests }, null, 1));
}

/** What is said above the tests. Not the score: it would tell the sum of the hidden checks before the teacher publishes it. */
function output({ status, reason, limits, files }: Grade, words: GradeWords): string {
  const { title, what } = words.noScore[status];
  const problems = files.flatMap(({ path, problems: found }) =>
    found.map(({ line, message }) => `${path}${line === undefined ? '' : `:${line}`}: ${message}`),
  );
  const lines = [title, what, reason ?? '', ...limits.map(({ message }) => message), ...problems];
  return lines.filter((line) => line !== '').join('\n');
}

function testOf(check: CheckGrade, number: number, words: GradeWords): object {
  const { name, points, maxPoints, passed, hidden } = check;
  return {
    score: points,
    max_score: maxPoints,
    status: passed ? 'passed' : 'failed',
    name: visible(clip(name, 200)),
    name_format: 'text',
    number: String(number),
    output: visible(clip(hidden ? '' : reasons(check, words), LONGEST_OUTPUT)),
    output_format: 'text',
    visibility: hidden ? 'after_published' : 'visible',
  };
}

/** Why points were lost, in the order in which it is read: what to change stands at the end of the chain. */
function reasons({ passed, failedStep, message, divergence, causes }: CheckGrade, words: GradeWords): string {
  if (passed) return '';
  const found =
    divergence === undefined
      ? [message ?? '']
      : [
          `${divergence.what} (${words.at(instant(divergence.atMs))})`,
          `${words.expected}: ${divergence.expected}`,
          `${words.found}: ${divergence.actual}`,
        ];
  const chain = causes.map((cause, index) => `${index + 1}. ${cause}`);
  const step = failedStep === undefined ? [] : [`${words.failedStep}: ${failedStep}`];
  return [...step, ...found, ...(chain.length === 0 ? [] : [words.why, ...chain])]
    .filter((line) => line !== '')
    .join('\n');
}
