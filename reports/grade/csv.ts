import type { CheckGrade, Grade } from '../../grading/grade.ts';
import { visible } from '../html/escape.ts';

/**
 * grades.csv (RFC 4180, lines end with LF): a header, and a row for every submission whatever happened to it. An empty score is no
 * score, never 0. Each check has a column with its points, headed by its name and its most points: `A pod serves (2)`.
 */
export function gradesCsv(grades: readonly Grade[]): string {
  const columns = columnsOf(grades);
  const header = ['submission', 'status', 'score', 'max_score', 'reason', ...columns.map(({ heading }) => heading)];
  const rows = grades.map(({ submission, status, score, maxScore, reason = '', checks }) => {
    const points = new Map(checks.map((check) => [check.id, check.points]));
    const own = columns.map(({ id }) => (score === null ? null : (points.get(id) ?? null)));
    return [submission, status, score, maxScore, reason, ...own];
  });
  return [header, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join('');
}

interface Column {
  readonly id: string;
  readonly heading: string;
}

/** Checks of all grades in the order of the rubric; where two are called the same, the heading says which. */
function columnsOf(grades: readonly Grade[]): readonly Column[] {
  const checks = new Map<string, CheckGrade>();
  for (const check of grades.flatMap((grade) => grade.checks)) if (!checks.has(check.id)) checks.set(check.id, check);
  const headings = [...checks.values()].map(({ name, maxPoints }) => `${name} (${maxPoints})`);
  return [...checks.keys()].map((id, index) => {
    const heading = headings[index] ?? '';
    const isTwice = headings.indexOf(heading) !== headings.lastIndexOf(heading);
    return { id, heading: isTwice ? `${heading} ${id}` : heading };
  });
}

/** Longest text of a cell: some readers of spreadsheets cut or refuse what is longer. */
const LONGEST = 2000;

/** First characters with which a spreadsheet takes a text for a formula, half and full width. */
const FORMULA = /^\s*[=+\-@\t\r＝＋－＠]/;

/** Numbers as they are; texts in one line, never a formula, and never a line that a CI takes for a command (`::error::`). */
function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const line = visible(value.slice(0, LONGEST).replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' '));
  const text = FORMULA.test(value) ? `'${line}` : line;
  return /[",:#\s]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
