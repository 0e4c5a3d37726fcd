import type { CheckGrade, Grade } from '../../grading/grade.ts';
import { clip, escape } from '../html/escape.ts';
import { submissionLink } from './class-table.ts';
import type { GradeWords } from './words.ts';

/** A check of the rubric, numbered as its column. */
export interface Column {
  readonly number: number;
  readonly id: string;
  readonly name: string;
  readonly maxPoints: number;
  readonly hidden: boolean;
}

/** The checks of all grades, in the order of the rubric. */
export function columnsOf(grades: readonly Grade[]): readonly Column[] {
  const checks = new Map<string, CheckGrade>();
  for (const check of grades.flatMap((grade) => grade.checks)) if (!checks.has(check.id)) checks.set(check.id, check);
  return [...checks.values()].map(({ id, name, maxPoints, hidden }, index) => {
    return { number: index + 1, id, name, maxPoints, hidden };
  });
}

const MOST_REASONS = 3;
const MOST_NAMES = 60;

/** Which check was lost how often and why, the most lost first. */
export function checksCard(columns: readonly Column[], grades: readonly Grade[], words: GradeWords): string {
  if (columns.length === 0) return '';
  const graded = grades.filter(({ score }) => score !== null);
  const rows = columns.map((column) => ({ column, lost: lostOf(column, graded) }));
  const items = rows
    .toSorted((a, b) => b.lost.length - a.lost.length)
    .map(({ column, lost }) => item(column, lost, graded.length, words));
  return `<section class="card"><h2>${words.checks}</h2><ul class="rubric">${items.join('')}</ul></section>`;
}

interface Loss {
  readonly submission: string;
  readonly check: CheckGrade;
}

function lostOf({ id }: Column, graded: readonly Grade[]): readonly Loss[] {
  return graded.flatMap(({ submission, checks }) =>
    checks.filter((check) => check.id === id && !check.passed).map((check) => ({ submission, check })),
  );
}

function item(column: Column, lost: readonly Loss[], graded: number, words: GradeWords): string {
  const { number, name, id, hidden, maxPoints } = column;
  const share = graded === 0 ? '0' : ((100 * lost.length) / graded).toFixed(2);
  const label = words.lostBy(lost.length, graded);
  const secret = hidden ? ` <span class="mark skipped">${words.hidden}</span>` : '';
  const head = `<div class="row" title="${escape(id)}"><span class="no">${number}</span><span class="name"><b>${escape(clip(name, 200))}</b> <span class="soft">(${maxPoints})</span>${secret}</span><span class="num">${label}</span></div>`;
  const bar = `<div class="bar" aria-hidden="true"><i style="width:${share}%"></i></div>`;
  return `<li>${head}${bar}${lost.length === 0 ? '' : reasons(lost, words)}</li>`;
}

/** The commonest reasons with who lost the points for them. */
function reasons(lost: readonly Loss[], words: GradeWords): string {
  const told = lost.map(({ submission, check }) => ({ submission, reason: reasonOf(check) }));
  const groups = [...Map.groupBy(told, ({ reason }) => reason.key).values()].toSorted((a, b) => b.length - a.length);
  const items = groups.slice(0, MOST_REASONS).map((group) => {
    const names = group.slice(0, MOST_NAMES).map(({ submission }) => submissionLink(submission));
    const more = group.length > MOST_NAMES ? `, +${group.length - MOST_NAMES}` : '';
    const text = group[0] === undefined || group[0].reason.key === '' ? words.noReason : reasonText(group[0].reason);
    return `<li><details><summary><span class="count">${group.length}×</span> ${text}</summary><p class="who">${names.join(', ')}${more}</p></details></li>`;
  });
  const others = groups.slice(MOST_REASONS).reduce((sum, group) => sum + group.length, 0);
  const rest = others === 0 ? '' : `<li class="soft">${words.otherReasons(others)}</li>`;
  return `<ul class="reasons" aria-label="${words.reasons}">${items.join('')}${rest}</ul>`;
}

/** A reason in words that are the same for everybody who made the mistake. */
interface Reason {
  readonly key: string;
  /** The line of the submission at which it ends. */
  readonly source?: string;
  /** What it explains. */
  readonly effect?: string;
}

/** `web.yaml:14: app: wbe`, of which the file and the line are the student's own. */
const SOURCE = /^[^\n]*?\.(?:ya?ml|json|sh|txt|md):\d+(?::\s*(.*))?$/i;

/** The last thing that the chain of causes says, and the line of the submission that it leads to. */
function reasonOf({ causes, divergence, message = '', failedStep = '' }: CheckGrade): Reason {
  const last = SOURCE.exec(causes.at(-1) ?? '');
  const parted = divergence === undefined ? undefined : `${divergence.what}: ${divergence.actual}`;
  const told = last === null ? causes : causes.slice(0, -1);
  const said = told.at(-1) ?? parted ?? (message === '' ? failedStep : message);
  const source = last?.[1];
  const effect = told.at(-2);
  return {
    key: general(said),
    ...(source === undefined ? {} : { source: general(source) }),
    ...(effect === undefined ? {} : { effect: general(effect) }),
  };
}

/** The first line without the student's file names, the random ends of pods' names, and addresses. */
function general(text: string): string {
  const [firstLine = ''] = text.split('\n', 1);
  return firstLine
    .slice(0, 600)
    .replace(/[^\s"'`(]+\.(?:ya?ml|json|sh|txt|md)(?::\d+)*:?\s*/gi, '')
    .replace(/-(?:[bcdf-hj-np-tv-z2-9]{5,10}-)?(?=[a-z]*\d)[bcdf-hj-np-tv-z2-9]{5}(?![\w-])/g, '-…')
    .replace(/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, '…')
    .trim();
}

function reasonText({ key, source, effect }: Reason): string {
  const before = effect === undefined ? '' : `<span class="soft">${escape(clip(effect, 110))} →</span> `;
  const line = source === undefined || source === '' ? '' : ` <code class="soft">${escape(clip(source, 120))}</code>`;
  return `${before}${escape(clip(key, 300))}${line}`;
}
