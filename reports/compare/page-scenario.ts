import type { TraceEntry } from '../../engine/index.ts';
import { clip, escape } from '../html/escape.ts';
import { failureBlock } from '../html/failure.ts';
import { pictureKey } from '../html/picture.ts';
import { ENGLISH, failureWords, type PieceWords } from '../html/words.ts';
import type { IndexedScenario } from '../run-index.ts';
import { type Timeline, timelineOf } from '../timeline/model.ts';
import { timelineSvg } from '../timeline/svg.ts';
import { duration, instant } from '../virtual-time.ts';
import type { ScenarioChange } from './comparison.ts';
import type { ContextLine, Difference } from './first-difference.ts';
import { deltaText, exact } from './exact.ts';
import { slowerBy, type TimeChange } from './times.ts';
import { ASPECTS, CHIPS, formerName } from './verdict-words.ts';

/** The traces of a scenario in both runs; empty where a run does not have it. */
export interface Traces {
  readonly base: readonly TraceEntry[];
  readonly current: readonly TraceEntry[];
}

const WORDS: PieceWords = { ...ENGLISH, firstDivergence: 'First difference' };
/** No scenario takes more of the page. */
const BUDGET_BYTES = 60_000;
const MOST_PODS: readonly number[] = [48, 24, 8];
const MOST_TIMES = 12;

/** One scenario that changed, as a block that opens: the first difference, the account around it, times, and both timelines. */
export function changeBlock(change: ScenarioChange, anchor: string, traces: Traces, isOpen: boolean): string {
  let block = '';
  for (const mostPods of MOST_PODS) {
    block = frame(change, anchor, isOpen, [
      change.current?.failure === undefined ? '' : failureBlock(change.current.failure, failureWords('en')),
      firstBlock(change),
      account(change.first ?? change.cause),
      timesTable(change.times),
      pictures(change, traces, mostPods),
      replay(change),
    ]);
    if (Buffer.byteLength(block) <= BUDGET_BYTES) break;
  }
  return block;
}

function frame(change: ScenarioChange, anchor: string, isOpen: boolean, parts: readonly string[]): string {
  const { verdict } = change;
  const scenario = change.current ?? change.base;
  if (scenario === undefined) return '';
  const summary = `<summary><span class="mark k-${verdict}">${CHIPS[verdict]}</span><span class="name">${escape(clip(scenario.name, 300))}</span>${deltaOf(change)}</summary>`;
  const former = formerName(change);
  const where = `<p class="soft mono">${escape(scenario.id)}${former === undefined ? '' : `, was ${escape(clip(former, 300))}`}</p>`;
  return `<details class="sc k-${verdict}" id="${anchor}"${isOpen ? ' open' : ''}>${summary}<div class="body">${where}${parts.join('')}</div></details>`;
}

/** How much longer the whole scenario takes. */
export function deltaOf({ times }: ScenarioChange): string {
  const whole = times.find(({ what }) => what === 'scenario');
  if (whole === undefined) return '';
  return `<span class="delta ${slowerBy(whole) > 0 ? 'up' : 'down'}" title="virtual time">${deltaText(whole)}</span>`;
}

function firstBlock(change: ScenarioChange): string {
  const { first, main } = change;
  const notes = notesOf(change);
  const small = notes.length === 0 ? '' : `<p class="soft">${notes.join(' ')}</p>`;
  const shown = main ?? first;
  if (shown === undefined)
    return small === '' ? '<p>The cluster did the same, at the same times.</p>' : `<div class="first">${small}</div>`;
  const what = main === undefined ? 'First difference' : 'First great difference';
  return `<div class="first" role="note"><p>${what}, at <span class="num">${instant(shown.atMs)}</span>: <b>${escape(clip(shown.text, 600))}</b>.</p>${small}</div>`;
}

function notesOf({ aspects, isRedrawn, times, first, main }: ScenarioChange): readonly string[] {
  const effects = aspects.filter((aspect) => aspect !== 'input').map((aspect) => ASPECTS[aspect]);
  return [
    ...(effects.length === 0 ? [] : [`Differs in ${listed(effects)}.`]),
    ...(isRedrawn && times.length > 0
      ? ['Pods have other names than before, so how long each pulls and starts was drawn anew.']
      : []),
    ...(main === undefined || first === undefined
      ? []
      : [`The very first difference, at ${instant(first.atMs)}: ${escape(clip(first.text, 300))}.`]),
  ];
}

/** `a, b and c` */
function listed(words: readonly string[]): string {
  return [words.slice(0, -1).join(', '), ...words.slice(-1)].filter((part) => part !== '').join(' and ');
}

const SIDES: Readonly<Record<ContextLine['side'], readonly [cssClass: string, sign: string, word: string]>> = {
  '': ['', '', ''],
  '-': ['was', '−', 'only in base'],
  '+': ['is', '+', 'only in current'],
};

function account(difference: Difference | undefined): string {
  if (difference === undefined || difference.context.length === 0) return '';
  const rows = difference.context.map(({ atMs, text, side }) => {
    const [cssClass, sign, word] = SIDES[side];
    return `<tr${cssClass === '' ? '' : ` class="${cssClass}"`}><td class="sg"${word === '' ? '' : ` title="${word}"`}>${sign}</td><td class="t">${instant(atMs)}</td><td>${escape(clip(text, 300))}</td></tr>`;
  });
  return `<h3>What happened around it: base (−) and current (+)</h3><div class="scroll"><table class="acct"><tbody>${rows.join('')}</tbody></table></div>`;
}

function timesTable(times: readonly TimeChange[]): string {
  if (times.length === 0) return '';
  const rows = times.slice(0, MOST_TIMES).map((time) => {
    const way = slowerBy(time) > 0 ? 'up' : 'down';
    return `<tr><td>${escape(clip(sentenceCase(time.name), 200))}</td><td class="num right wide">${exact(time.baseMs)}</td><td class="num right wide">${exact(time.currentMs)}</td><td class="num d ${way}">${deltaText(time)}</td></tr>`;
  });
  const left = times.length - MOST_TIMES;
  const more = left > 0 ? `<tr><td colspan="4" class="soft">and ${left} more</td></tr>` : '';
  return `<h3>Virtual time</h3><table class="tm"><thead><tr><th>What</th><th class="right wide">Base</th><th class="right wide">Current</th><th class="right">Difference</th></tr></thead><tbody>${rows.join('')}${more}</tbody></table>`;
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Both timelines above one another, to one scale. */
function pictures({ base, current, first, main }: ScenarioChange, traces: Traces, mostPods: number): string {
  if (base === undefined || current === undefined || first === undefined) return '';
  const { atMs } = main ?? first;
  const before = timeline(base, traces.base, mostPods, atMs);
  const now = timeline(current, traces.current, mostPods, atMs);
  const title = (run: string, { elapsedMs, name }: IndexedScenario): string =>
    `${run}: ${WORDS.timelineOf(name, duration(elapsedMs))}`;
  const both = { ...before, lanes: [...before.lanes, ...now.lanes], hiddenPods: before.hiddenPods + now.hiddenPods };
  return `<h3>${WORDS.podsOnNodes}, to one scale</h3><div class="pair"><div class="scroll"><h4><b>Base</b> ${exact(base.elapsedMs)}</h4>${timelineSvg(before, title('Base', base), WORDS, now)}<h4><b>Current</b> ${exact(current.elapsedMs)}</h4>${timelineSvg(now, title('Current', current), WORDS, before)}</div>${pictureKey(both, WORDS)}</div>`;
}

function timeline(scenario: IndexedScenario, trace: readonly TraceEntry[], mostPods: number, atMs: number): Timeline {
  const steps = scenario.steps.flatMap((step, index) =>
    step.status === 'skipped' ? [] : [{ number: index + 1, atMs: step.atMs, hasFailed: step.status === 'failed' }],
  );
  return timelineOf(trace, scenario.elapsedMs, { steps, mostPods, divergedAtMs: Math.min(atMs, scenario.elapsedMs) });
}

function replay({ current }: ScenarioChange): string {
  if (current === undefined) return '';
  return `<div class="replay"><pre>${escape(current.replay)}</pre><button class="copy" type="button" hidden>Copy</button></div>`;
}
