import type { Grade } from '../../grading/grade.ts';
import { htmlDocument } from '../html/document.ts';
import { clip, escape } from '../html/escape.ts';
import { checksCard, columnsOf } from './class-checks.ts';
import { CLASS_SCRIPT } from './class-script.ts';
import { gradeTable, submissionLink } from './class-table.ts';
import { histogram } from './histogram.ts';
import { score } from './points.ts';
import { CLASS_STYLE } from './style.ts';
import { told } from './told.ts';
import { type GradeWords, WORDS } from './words.ts';

/** What the page of a class is made of. */
export interface ClassView {
  /** The exercise's title, in the language of the grades. */
  readonly title: string;
  readonly grades: readonly Grade[];
}

/** The page of a whole class for its teacher: what needs a look first, then how it went, check by check and one by one. */
export function classPage({ title, grades: given }: ClassView): string {
  const language = given[0]?.language ?? 'en';
  const grades = given.map(told);
  const words = WORDS[language];
  const columns = columnsOf(grades);
  const body = [
    header(title, grades, words),
    '<main>',
    lookCard(grades, words),
    `<section class="card"><h2>${words.distribution}</h2>${histogram(grades, words)}</section>`,
    checksCard(columns, grades, words),
    gradeTable(columns, grades, words),
    `</main><footer>${words.classFooter}</footer>`,
  ].join('\n');
  return htmlDocument({ language, title: clip(title, 200), body, script: CLASS_SCRIPT, style: CLASS_STYLE });
}

function header(title: string, grades: readonly Grade[], words: GradeWords): string {
  const scores = grades.flatMap((grade) => grade.score ?? []).toSorted((a, b) => a - b);
  const full = grades.filter((grade) => grade.score !== null && grade.score >= grade.maxScore).length;
  const without = (['unreadable', 'error'] as const).map((status) => {
    const count = grades.filter((grade) => grade.status === status).length;
    return count === 0 ? '' : `<li class="bad"><b>${count}</b>${words.statuses[status]}</li>`;
  });
  const most = Math.max(0, ...grades.map(({ maxScore }) => maxScore));
  const spread =
    scores.length === 0
      ? []
      : [
          `<li>${words.mean} <b>${score(scores.reduce((sum, one) => sum + one, 0) / scores.length)}</b></li>`,
          `<li>${words.median} <b>${score(medianOf(scores))}</b> / ${score(most)}</li>`,
          `<li class="ok"><b>${full}</b>${words.fullMarks}</li>`,
        ];
  const facts = [`<li><b>${scores.length}</b>${words.graded}</li>`, ...without, ...spread];
  return `<header class="top"><h1>${escape(clip(title, 200))}</h1><p class="lead">${words.classLead(grades.length)} <a href="#all">${words.everySubmission}</a></p><ul class="facts">${facts.join('')}</ul></header>`;
}

function medianOf(sorted: readonly number[]): number {
  const middle = sorted.length / 2;
  const above = sorted[Math.floor(middle)] ?? 0;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? 0) + above) / 2 : above;
}

const MOST_TO_LOOK_AT = 200;

/** Submissions without a score, then those that hit a limit: a person has to look at them. */
function lookCard(grades: readonly Grade[], words: GradeWords): string {
  const order = { error: 0, unreadable: 1, graded: 2 } as const;
  const found = grades
    .filter(({ status, limits }) => status !== 'graded' || limits.length > 0)
    .toSorted((a, b) => order[a.status] - order[b.status]);
  if (found.length === 0) return '';
  const items = found.slice(0, MOST_TO_LOOK_AT).map(({ submission, status, reason, limits }) => {
    const [limit] = limits;
    const why = reason ?? (limit === undefined ? '' : `${limit.limit}: ${limit.message}`);
    const mark =
      status === 'graded'
        ? `<span class="mark warn">${words.hitLimit}</span>`
        : `<span class="mark failed">${words.statuses[status]}</span>`;
    return `<li class="row">${mark}<b>${submissionLink(submission)}</b><span class="name">${escape(clip(why, 150))}</span></li>`;
  });
  const left = found.length - items.length;
  const rest = left > 0 ? `<li class="soft">${words.more(left)}</li>` : '';
  return `<section class="card look"><h2>${words.needALook} (${found.length})</h2><ul>${items.join('')}${rest}</ul></section>`;
}
