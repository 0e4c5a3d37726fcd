import type { Grade } from '../../grading/grade.ts';
import { clip, escape } from '../html/escape.ts';
import { stepList } from '../html/steps.ts';
import type { ScenarioRun } from '../run-value.ts';
import { changesOf } from './changes.ts';
import { placeOf, sourceOf, withPlaces } from './places.ts';
import type { Placed } from './score-header.ts';
import type { GradeWords } from './words.ts';

const MOST_CHANGES = 8;

/** Where several checks were lost: what to change, each once, with what it costs; the dearest first. */
export function changeFirst({ files }: Grade, lost: readonly Placed[], words: GradeWords): string {
  const changes = changesOf(lost);
  if (lost.length < 2 || changes.length === 0) return '';
  const items = changes.slice(0, MOST_CHANGES).map(({ cause, lost: checks, points }) => {
    const names = checks.map(({ check, anchor }) => `<a href="#${anchor}">${escape(clip(check.name, 120))}</a>`);
    const what = sourceOf(clip(cause, 600), files) ?? withPlaces(clip(cause, 600), files);
    const before = (checks[0]?.check.causes ?? []).slice(-3, -1).map((each) => withPlaces(clip(each, 300), files));
    const why = before.length === 0 ? '' : `<p>${before.join(' → ')}</p>`;
    return `<li><p class="fix">${what}</p>${why}<p class="soft">${words.costs(points, checks.length)}: ${names.join(', ')}</p></li>`;
  });
  return `<section class="card first"><h2>${words.changeFirst}</h2><ol>${items.join('')}</ol></section>`;
}

/** What passed, each with its steps folded away. */
export function passedCard(
  checks: readonly Placed[],
  runs: ReadonlyMap<string, ScenarioRun>,
  words: GradeWords,
): string {
  const passed = checks.filter(({ check }) => check.passed);
  if (passed.length === 0) return '';
  const items = passed.map(({ check, anchor }) => {
    const steps = runs.get(placeOf(check.id))?.steps ?? [];
    const line = `<span class="mark">✓ ${words.passed}</span><span class="name">${escape(clip(check.name, 300))}</span><span class="pts">${words.pointsOf(check.points, check.maxPoints)}</span>`;
    return check.hidden || steps.length === 0
      ? `<li id="${anchor}"><div class="row">${line}</div></li>`
      : `<li id="${anchor}"><details><summary class="row">${line}</summary>${stepList(steps.slice(0, 60), words.pieces)}</details></li>`;
  });
  return `<section class="card"><h2>${words.whatPassed}</h2><ul class="passed">${items.join('')}</ul></section>`;
}

/** For a submission without a score: that it is no 0, why, and what to do. */
export function noScore({ status, reason }: Grade, words: GradeWords): string {
  const { what, todo } = words.noScore[status];
  const because = reason === undefined ? '' : `<p class="message">${escape(clip(reason, 1200))}</p>`;
  return `<section class="card unscored"><p>${what}</p>${because}<h2>${words.whatToDo}</h2><ol>${todo.map((item) => `<li>${item}</li>`).join('')}</ol></section>`;
}
