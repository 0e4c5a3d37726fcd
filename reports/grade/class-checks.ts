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

const MOST_REASONS = 4;
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
  const groups = [...Map.groupBy(lost, ({ check }) => reasonOf(check))].toSorted(([, a], [, b]) => b.length - a.length);
  const items = groups.slice(0, MOST_REASONS).map(([reason, losses]) => {
    const text = reason === '' ? words.noReason : escape(clip(reason, 300));
    const names = losses.slice(0, MOST_NAMES).map(({ submission }) => submissionLink(submission));
    const more = losses.length > MOST_NAMES ? `, +${losses.length - MOST_NAMES}` : '';
    return `<li><details><summary><span class="count">${losses.length}×</span> ${text}</summary><p class="who">${names.join(', ')}${more}</p></details></li>`;
  });
  const others = groups.slice(MOST_REASONS).reduce((sum, [, losses]) => sum + losses.length, 0);
  const rest = others === 0 ? '' : `<li class="soft">${words.otherReasons(others)}</li>`;
  return `<ul class="reasons" aria-label="${words.reasons}">${items.join('')}${rest}</ul>`;
}

/**
 * The reason in words that are the same for everybody who made the mistake: without the student's file names and lines, the random
 * ends of pods' names, and addresses.
 */
function reasonOf({ causes, divergence, message = '', failedStep = '' }: CheckGrade): string {
  const parted = divergence === undefined ? undefined : `${divergence.what}: ${divergence.actual}`;
  const [firstLine = ''] = (causes.at(-1) ?? parted ?? (message === '' ? failedStep : message)).split('\n');
  return firstLine
    .slice(0, 600)
    .replace(/[^\s"'`(]+\.(?:ya?ml|json|sh|txt|md)(?::\d+)*:?\s*/gi, '')
    .replace(/-(?:[bcdf-hj-np-tv-z2-9]{5,10}-)?[bcdf-hj-np-tv-z2-9]{5}(?![\w-])/g, '-…')
    .replace(/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, '…')
    .trim();
}
