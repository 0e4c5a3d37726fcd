import type { CheckGrade, Grade } from '../../grading/grade.ts';
import { clip, escape } from '../html/escape.ts';
import { objectDiff } from '../html/failure.ts';
import { picture } from '../html/picture.ts';
import { stepList } from '../html/steps.ts';
import type { ScenarioRun, StepRun } from '../run-value.ts';
import { instant } from '../virtual-time.ts';
import { sourceOf, withPlaces } from './places.ts';
import type { GradeWords } from './words.ts';

interface Lost {
  readonly check: CheckGrade;
  readonly anchor: string;
  readonly grade: Grade;
  readonly scenario: ScenarioRun | undefined;
}

/** No check takes more of the page. */
const BUDGET_BYTES = 56 * 1024;
const MOST_CAUSES = 12;
/** Of the steps behind the failed one. */
const UNRUN_STEPS = 2;

/** How much of each thing is shown. Without any pod the picture is left out, and with it what steps are given as text and tables. */
interface Bounds {
  readonly pods: number;
  readonly steps: number;
  /** Characters of a text, and of what is wanted or found as a whole. */
  readonly text: number;
  readonly object: number;
}

/** From generous to sparse: the first that fits the budget is taken. */
const BOUNDS: readonly Bounds[] = [
  { pods: 40, steps: 100, text: 1200, object: 4000 },
  { pods: 24, steps: 60, text: 1200, object: 4000 },
  { pods: 10, steps: 40, text: 600, object: 2000 },
  { pods: 0, steps: 8, text: 250, object: 600 },
];

/** A check that lost points: expected against found, why, what to change, and how it came to it. */
export function lostCard(lost: Lost, words: GradeWords): string {
  const { check, anchor, grade } = lost;
  const mark = check.points > 0 ? words.partly : words.lost;
  const head = `<header><span class="mark failed">✗ ${mark}</span><h3>${escape(clip(check.name, 300))}</h3><span class="pts">${words.pointsOf(check.points, check.maxPoints)}</span></header>`;
  const open = `<article class="card lost" id="${anchor}">${head}`;
  if (check.hidden) return `${open}<p class="soft">${words.hiddenNote}</p></article>`;
  let card = '';
  for (const bounds of BOUNDS) {
    const reasons = [
      divergence(check, bounds, words),
      chain(check, grade, bounds, words),
      difference(check, bounds, words),
    ];
    card = `${open}${reasons.join('')}${course(lost, bounds, words)}</article>`;
    if (Buffer.byteLength(card) <= BUDGET_BYTES) break;
  }
  return card;
}

function divergence({ divergence: parted, message = '' }: CheckGrade, { text }: Bounds, words: GradeWords): string {
  if (parted === undefined) return message === '' ? '' : `<p class="message">${escape(clip(message, text))}</p>`;
  const { what, expected, actual, atMs } = parted;
  const sides = [
    `<div class="wanted"><dt>${words.expected}</dt><dd>${escape(clip(expected, text))}</dd></div>`,
    `<div class="got"><dt>${words.found}</dt><dd>${escape(clip(actual, text))}</dd></div>`,
  ];
  const when = `<span class="soft num">${words.at(instant(atMs))}</span>`;
  return `<p class="what">${escape(clip(what, text))} ${when}</p><dl class="sides">${sides.join('')}</dl>`;
}

/** From the nearest reason to what to change. */
function chain(
  { causes, divergence: parted }: CheckGrade,
  { files }: Grade,
  { text: longest }: Bounds,
  words: GradeWords,
): string {
  const why = parted?.why;
  const links = causes.length > 0 || why === undefined ? causes : [why];
  if (links.length === 0) return '';
  const shown = links.length <= MOST_CAUSES ? links : [...links.slice(0, MOST_CAUSES - 1), ...links.slice(-1)];
  const items = shown.map((cause, index) => {
    const source = index === shown.length - 1 ? sourceOf(clip(cause, longest), files) : undefined;
    return source === undefined
      ? `<li>${withPlaces(clip(cause, longest), files)}</li>`
      : `<li class="fix"><b>${words.change}</b> ${source}</li>`;
  });
  return `<h4>${words.why}</h4><ol class="chain">${items.join('')}</ol>`;
}

function difference({ desired, actual }: CheckGrade, { object }: Bounds, words: GradeWords): string {
  if (desired === undefined || actual === undefined || desired === actual) return '';
  return `<details class="more"><summary>${words.pieces.desiredAndActual}</summary>${objectDiff(clip(desired, object), clip(actual, object))}</details>`;
}

/** The steps, the failed one marked, and the timeline with the moment at which it parted. */
function course({ check, scenario }: Lost, { pods, steps: most }: Bounds, words: GradeWords): string {
  const all = scenario?.steps ?? check.steps.map(untimed);
  const end = Math.min(all.length, all.findLastIndex(({ status }) => status !== 'skipped') + 1 + UNRUN_STEPS);
  const begin = Math.max(0, end - most);
  const steps = all.slice(begin, end);
  const shown = stepList(pods === 0 ? steps.map(withoutArguments) : steps, words.pieces, begin + 1);
  const more = end < all.length ? `<p class="unrun">${words.moreNotRun(all.length - end)}</p>` : '';
  const timed = scenario === undefined ? `<div class="untimed">${shown}</div>` : shown;
  const list = all.length === 0 ? '' : `<h4>${words.steps}</h4>${timed}${more}`;
  if (scenario?.record === undefined || pods === 0) return list;
  const failure = { message: '', ...(check.divergence === undefined ? {} : { divergence: check.divergence }) };
  return `${list}${picture({ ...scenario, name: check.name, failure }, pods, words.pieces)}`;
}

function withoutArguments({ keyword, text, line, status, atMs, durationMs }: StepRun): StepRun {
  return { keyword, text, line, status, atMs, durationMs };
}

/** A step of a check of which no run was kept: its time is not known, and the style sheet shows none. */
function untimed(step: CheckGrade['steps'][number]): StepRun {
  return { ...step, line: 0, atMs: 0, durationMs: 0 };
}
