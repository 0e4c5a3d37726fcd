import { clip, escape } from '../html/escape.ts';
import { duration, instant, tick } from '../virtual-time.ts';
import type { Lane, StepMark, Timeline } from './model.ts';
import type { Outage } from './nodes.ts';
import type { PodBar, PodState, Segment } from './pods.ts';
import { type Scale, scaleOf, ticksOf } from './scale.ts';

const WIDTH = 960;
const LEFT = 92;
const RIGHT = 12;
const ROW = 19;
const BAR = 15;
const STEPS = 26;
const AXIS = 22;
/** About the width of a character of the bars' labels. */
const CHARACTER = 6.1;
const LANE_GAP = 8;

/** One class per state; the style sheet of the page gives the colours, light and dark. */
const CLASSES: Readonly<Record<PodState, string>> = {
  pending: 'p',
  starting: 's',
  running: 'u',
  ready: 'r',
  failing: 'f',
  done: 'd',
  stopping: 't',
  lost: 'l',
};

/** The picture of a timeline: lanes are nodes, bars are pods, across is virtual time. */
export function timelineSvg(timeline: Timeline, title: string): string {
  const scale = scaleOf(timesOf(timeline), Math.max(1, timeline.endMs), LEFT, WIDTH - RIGHT);
  const outageRows = timeline.outages.length;
  const heights = timeline.lanes.map((lane) => Math.max(1, lane.rows.length + lane.outages.length) * ROW + 6);
  const top = STEPS + outageRows * ROW;
  const bottom = top + heights.reduce((sum, height) => sum + height + LANE_GAP, 0);
  let y = top;
  const lanes = timeline.lanes.map((lane, index) => {
    const height = heights[index] ?? 0;
    const drawn = drawLane(lane, scale, y, height);
    y += height + LANE_GAP;
    return drawn;
  });
  return [
    `<svg class="tl" viewBox="0 0 ${WIDTH} ${bottom + AXIS}" role="img" aria-label="${escape(title)}">`,
    timeline.outages.map((outage, index) => drawOutage(outage, outage.process, scale, STEPS + index * ROW)).join(''),
    ...lanes,
    drawBreaks(scale, bottom),
    drawSteps(timeline.steps, scale, bottom),
    drawAxis(scale, bottom),
    '</svg>',
  ].join('');
}

function timesOf({ lanes, outages, steps }: Timeline): readonly number[] {
  const spans = [
    ...outages,
    ...lanes.flatMap((lane) => [...lane.spans, ...lane.outages, ...lane.rows.flat().flatMap((bar) => bar.segments)]),
  ];
  return [...spans.flatMap(({ fromMs, toMs }) => [fromMs, toMs]), ...steps.map((step) => step.atMs)];
}

function drawLane({ node, rows, spans, outages }: Lane, scale: Scale, y: number, height: number): string {
  const name = node === '' ? 'no node' : node;
  const shades = spans.map(
    ({ fromMs, toMs, what }) =>
      `<rect class="${what === 'NotReady' ? 'nr' : 'co'}" ${box(scale, fromMs, toMs, y, height)}>${tip(`${node} ${what}`, fromMs, toMs)}</rect>`,
  );
  const down = outages.map((outage, index) => drawOutage(outage, outage.process, scale, y + 3 + index * ROW));
  const pods = rows.map((row, index) =>
    row.map((bar) => drawPod(bar, scale, y + 3 + (outages.length + index) * ROW)).join(''),
  );
  return [
    `<rect class="ln" x="${LEFT}" y="${y}" width="${WIDTH - LEFT - RIGHT}" height="${height}" rx="3"/>`,
    ...shades,
    `<text class="nd" x="${LEFT - 8}" y="${y + 16}">${escape(clip(name, 14))}</text>`,
    ...down,
    ...pods,
  ].join('');
}

/** Neighbours in one state, and what is too narrow to see, become one piece. */
function visibleSegments(segments: readonly Segment[], scale: Scale): readonly Segment[] {
  const shown: Segment[] = [];
  for (const segment of segments) {
    const last = shown.at(-1);
    const isNarrow = scale.x(segment.toMs) - scale.x(segment.fromMs) < 1;
    if (last !== undefined && (isNarrow || last.state === segment.state))
      shown[shown.length - 1] = { ...last, toMs: segment.toMs };
    else shown.push(segment);
  }
  return shown;
}

function drawPod(bar: PodBar, scale: Scale, y: number): string {
  const [, name = bar.pod] = bar.pod.split('/');
  const pieces = visibleSegments(bar.segments, scale).map(
    (segment) =>
      `<rect class="${CLASSES[segment.state]}" ${box(scale, segment.fromMs, segment.toMs, y, BAR)}>${tip(`${name} ${segment.status}`, segment.fromMs, segment.toMs)}</rect>`,
  );
  const from = scale.x(bar.fromMs);
  const to = scale.x(bar.toMs);
  const end = bar.isGone ? `<path class="x" d="M${round(to)} ${y}v${BAR}"/>` : '';
  return `<g>${pieces.join('')}${end}${label(name, from, to, y)}</g>`;
}

/** Inside the bar where it fits, shortened from the left (the end of a pod's name tells it apart); beside it where there is room. */
function label(name: string, from: number, to: number, y: number): string {
  const room = Math.floor((to - from - 8) / CHARACTER);
  const baseline = y + 11.5;
  if (room >= 5)
    return `<text class="pn" x="${round(from + 4)}" y="${baseline}">${escape(shortened(name, room))}</text>`;
  const beside = Math.floor((WIDTH - RIGHT - to - 6) / CHARACTER);
  if (beside < 5) return '';
  return `<text class="pn out" x="${round(to + 4)}" y="${baseline}">${escape(shortened(name, Math.min(beside, 12)))}</text>`;
}

function shortened(name: string, length: number): string {
  return name.length <= length ? name : `…${name.slice(name.length - length + 1)}`;
}

function drawOutage({ process, fromMs, toMs, isOver }: Outage, text: string, scale: Scale, y: number): string {
  const from = scale.x(fromMs);
  const to = scale.x(toMs);
  const words = `${text} stopped${isOver ? '' : ' to the end'}`;
  const fits = (to - from - 8) / CHARACTER >= words.length;
  const at = fits ? from + 4 : Math.min(to + 4, WIDTH - RIGHT - words.length * CHARACTER);
  return `<g><rect class="ou" ${box(scale, fromMs, toMs, y, BAR)}>${tip(`${process} stopped`, fromMs, toMs)}</rect><text class="pn fa" x="${round(at)}" y="${y + 11.5}">${escape(words)}</text></g>`;
}

/** Numbers of the steps, as in the list of steps; those of one moment stand under one mark: `3–5`. */
function drawSteps(steps: readonly StepMark[], scale: Scale, bottom: number): string {
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

function drawBreaks(scale: Scale, bottom: number): string {
  return scale.breaks
    .map(({ fromX, toX }) => {
      const height = bottom - STEPS + 6;
      const edges = `M${round(fromX)} ${STEPS - 6}v${height}M${round(toX)} ${STEPS - 6}v${height}`;
      return `<rect class="bk" x="${round(fromX)}" y="${STEPS - 6}" width="${round(toX - fromX)}" height="${height}"/><path class="be" d="${edges}"/>`;
    })
    .join('');
}

function drawAxis(scale: Scale, y: number): string {
  const { stepMs, ticks } = ticksOf(scale, 58);
  const marks = ticks.map(
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

function box(scale: Scale, fromMs: number, toMs: number, y: number, height: number): string {
  const from = scale.x(fromMs);
  return `x="${round(from)}" y="${y}" width="${round(Math.max(1, scale.x(toMs) - from))}" height="${height}"`;
}

function tip(what: string, fromMs: number, toMs: number): string {
  return `<title>${escape(what)} ${instant(fromMs)} – ${instant(toMs)}</title>`;
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}
