import type { CheckGrade, Grade } from '../../grading/grade.ts';
import { clip, escape } from '../html/escape.ts';
import type { Column } from './class-checks.ts';
import { changesOf } from './changes.ts';
import { sourceOf } from './places.ts';
import { score } from './points.ts';
import type { GradeWords } from './words.ts';

/** Every submission with its score and one mark for every check; sortable and searchable where a script may run. */
export function gradeTable(columns: readonly Column[], grades: readonly Grade[], words: GradeWords): string {
  const heads = [
    head(words.submission, '', ''),
    head(words.score, 'right', ''),
    head(words.status, '', ''),
    ...columns.map(({ number, name, maxPoints }) =>
      head(String(number), 'm', `${number}. ${clip(name, 120)} (${maxPoints})`),
    ),
    head(words.changeFirst, 'first', ''),
  ];
  const rows = grades.map((grade) => row(grade, columns, words));
  const tools = `<div class="find" hidden><input type="search" placeholder="${words.filter}" aria-label="${words.filter}"><button type="button" data-only="" aria-pressed="true">${words.all}</button><button type="button" data-only="lost" aria-pressed="false">${words.notFull}</button><button type="button" data-only="look" aria-pressed="false">${words.needALook}</button></div>`;
  return `<section class="card" id="all"><h2>${words.everySubmission}</h2>${tools}<div class="scroll"><table class="grades"><thead><tr>${heads.join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div></section>`;
}

function head(text: string, className: string, title: string): string {
  const attributes = `${className === '' ? '' : ` class="${className}"`}${title === '' ? '' : ` title="${escape(title)}"`}`;
  return `<th${attributes} scope="col"><button type="button">${escape(text)}</button></th>`;
}

function row(grade: Grade, columns: readonly Column[], words: GradeWords): string {
  const { submission, status, maxScore, limits } = grade;
  const checks = new Map(grade.checks.map((check) => [check.id, check]));
  const isFull = grade.score !== null && grade.score >= maxScore;
  const kind = status !== 'graded' || limits.length > 0 ? 'look' : isFull ? '' : 'lost';
  const points =
    grade.score === null
      ? '<td class="right soft num" data-v="-1">–</td>'
      : `<td class="right num" data-v="${grade.score}"><b>${score(grade.score)}</b><span class="soft"> / ${score(maxScore)}</span></td>`;
  const warning = limits.length > 0 ? ` <span class="mark warn">${words.hitLimit}</span>` : '';
  const state =
    status === 'graded' ? words.statuses.graded : `<span class="mark failed">${words.statuses[status]}</span>`;
  const marks = columns.map(({ id }) => mark(checks.get(id), words));
  return `<tr data-kind="${kind}"><td>${submissionLink(submission)}</td>${points}<td class="keep">${state}${warning}</td>${marks.join('')}<td class="first">${firstOf(grade)}</td></tr>`;
}

/** What this student has to change first. */
function firstOf({ checks, files }: Grade): string {
  const [change] = changesOf(checks.map((check) => ({ check })));
  if (change === undefined) return '';
  const cause = clip(change.cause, 120);
  return sourceOf(cause, files) ?? escape(cause);
}

function mark(check: CheckGrade | undefined, words: GradeWords): string {
  if (check === undefined) return '<td class="m none" data-v="-1">–</td>';
  const { points, maxPoints, passed } = check;
  const label = `${passed ? words.passed : points > 0 ? words.partly : words.lost} ${words.pointsOf(points, maxPoints)}`;
  const kind = passed ? '' : points > 0 ? ' part' : ' no';
  const sign = passed ? '✓' : points > 0 ? score(points) : '✗';
  return `<td class="m${kind}" data-v="${points}" title="${label}"><span role="img" aria-label="${label}">${sign}</span></td>`;
}

/** The submission's name, leading to its page in the folder of the same name. */
export function submissionLink(submission: string): string {
  const name = `<bdi>${escape(clip(submission, 80))}</bdi>`;
  const isFolder = submission !== '' && submission !== '.' && submission !== '..' && !/[/\\]/.test(submission);
  return isFolder ? `<a href="./${encodeURIComponent(submission.toWellFormed())}/index.html">${name}</a>` : name;
}
