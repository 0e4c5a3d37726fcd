import type { PieceWords } from '../html/words.ts';
import { duration, instant, tick } from '../virtual-time.ts';
import { LEFT, RIGHT, round, STEPS, WIDTH } from './drawing.ts';
import type { StepMark } from './model.ts';
import { type Scale, ticksOf } from './scale.ts';

/** Numbers of the steps, as in the list of steps; those of one moment stand under one mark: `3–5`. */
export function drawSteps(steps: readonly StepMark[], scale: Scale, bottom: number): string {
  const groups: { x: number; from: number; to: number; hasFailed: boolean }[] = [];
  for (const step of steps) {
    const x = scale.x(step.atMs);
    const last = groups.at(-1);
    if (last !== undefined && x - last.x < 30) {
      last.to = step.number;
      last.hasFailed ||= step.hasFailed;
    } else groups.push({ x, from: step.number, to: step.number, hasFailed: step.hasFailed });
  }
  return groups
    .map(({ x, from, to, hasFailed }) => {
      const text = from === to ? `${from}` : `${from}–${to}`;
      const width = text.length * 6.5 + 9;
      const left = Math.min(Math.max(x - width / 2, LEFT - 4), WIDTH - width);
      return `<g class="st${hasFailed ? ' bad' : ''}"><path d="M${round(x)} 18V${bottom}"/><rect x="${round(left)}" y="2" width="${round(width)}" height="16" rx="8"/><text x="${round(left + width / 2)}" y="13.5">${text}</text></g>`;
    })
    .join('');
}

/** Where a failed scenario left the way, as the block above the steps says. */
export function drawDivergence(atMs: number | undefined, scale: Scale, bottom: number, words: PieceWords): string {
  if (atMs === undefined) return '';
  return `<path class="dv" d="M${round(scale.x(atMs))} ${STEPS - 6}V${bottom}"><title>${words.firstDivergence} ${instant(atMs)}</title></path>`;
}

/** Pale stripes over the long times in which nothing happened. */
export function drawBreaks(scale: Scale, bottom: number): string {
  return scale.breaks
    .map(({ fromX, toX }) => {
      const height = bottom - STEPS + 6;
      const edges = `M${round(fromX)} ${STEPS - 6}v${height}M${round(toX)} ${STEPS - 6}v${height}`;
      return `<rect class="bk" x="${round(fromX)}" y="${STEPS - 6}" width="${round(toX - fromX)}" height="${height}"/><path class="be" d="${edges}"/>`;
    })
    .join('');
}

/** Room that the words of a break need on the axis. */
const BREAK_WORDS = 34;

/** Virtual time below the lanes; a break says how long it is instead. */
export function drawAxis(scale: Scale, y: number): string {
  const { stepMs, ticks } = ticksOf(scale, 58);
  const middles = scale.breaks.map(({ fromX, toX }) => (fromX + toX) / 2);
  const isFree = (x: number): boolean => middles.every((middle) => Math.abs(x - middle) > BREAK_WORDS + 14);
  const marks = ticks
    .filter(({ x }) => isFree(x))
    .map(
      ({ ms, x }) =>
        `<path class="ax" d="M${round(x)} ${y}v4"/><text class="tk" x="${round(x)}" y="${y + 16}">${tick(ms, stepMs)}</text>`,
    );
  const breaks = scale.breaks.map(({ fromMs, toMs, fromX, toX }) => {
    const middle = (fromX + toX) / 2;
    return `<path class="zz" d="M${round(middle - 6)} ${y + 3}l4 -6l4 6l4 -6"/><text class="tk bt" x="${round(middle)}" y="${y + 16}">${brief(toMs - fromMs)}</text>`;
  });
  return `<path class="ax" d="M${LEFT} ${y}H${WIDTH - RIGHT}"/>${marks.join('')}${breaks.join('')}`;
}

/** As `duration`, but only its first unit: there is little room in a break. */
function brief(ms: number): string {
  const words = duration(ms).split(' ');
  return words.slice(0, 2).join(' ');
}
