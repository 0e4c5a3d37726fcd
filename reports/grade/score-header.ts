import type { CheckGrade, Grade } from '../../grading/grade.ts';
import { clip, escape } from '../html/escape.ts';
import { score } from './points.ts';
import type { GradeWords } from './words.ts';

/** A check and the element of the page that tells about it. */
export interface Placed {
  readonly check: CheckGrade;
  readonly anchor: string;
}

interface Header {
  readonly grade: Grade;
  readonly title: string;
  readonly task: string;
  readonly checks: readonly Placed[];
}

/** Who, which exercise, how many points, and a bar that has a piece for every check. */
export function scoreHeader({ grade, title, task, checks }: Header, words: GradeWords): string {
  const passed = checks.filter(({ check }) => check.passed).length;
  const lead = passed === checks.length ? words.allPassed : words.somePassed(passed, checks.length);
  const result =
    grade.score === null
      ? `<p class="score none">${words.noScore[grade.status].title}</p>`
      : `<p class="score" aria-label="${words.scoreOf(grade.score, grade.maxScore)}"><b>${score(grade.score)}</b><span> / ${score(grade.maxScore)}</span></p>${bar(checks, words)}<p class="lead">${lead}</p>`;
  const brief =
    task === ''
      ? ''
      : `<details class="task"><summary>${words.task}</summary><p>${escape(clip(task, 8000))}</p></details>`;
  return `<header class="top"><p class="over">${escape(clip(title, 200))}</p><h1><bdi>${escape(clip(grade.submission, 120))}</bdi></h1>${result}${brief}</header>`;
}

/** Beyond this the pieces are too narrow to be told apart or touched. */
const MOST_PIECES = 40;

/** A piece as wide as its check is worth, filled as far as its points go; a tick or a cross says it without colour. */
function bar(checks: readonly Placed[], words: GradeWords): string {
  if (checks.length === 0 || checks.length > MOST_PIECES) return '';
  const pieces = checks.map(({ check: { name, points, maxPoints, passed }, anchor }) => {
    const label = escape(
      `${passed ? words.passed : words.lost}: ${clip(name, 100)}, ${words.pointsOf(points, maxPoints)}`,
    );
    const share = passed ? 100 : Math.round((100 * points) / Math.max(maxPoints, points, 1));
    return `<a class="${passed ? 'yes' : 'no'}" href="#${anchor}" style="flex-grow:${Math.max(1, maxPoints)};--got:${share}%" title="${label}" aria-label="${label}">${passed ? '✓' : '✗'}</a>`;
  });
  return `<nav class="checks">${pieces.join('')}</nav>`;
}
