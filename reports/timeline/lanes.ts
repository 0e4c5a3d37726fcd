import { clip, escape } from '../html/escape.ts';
import type { PieceWords } from '../html/words.ts';
import { BAR, box, CHARACTER, type Drawn, LEFT, RIGHT, ROW, round, tip, WIDTH } from './drawing.ts';
import type { Lane } from './model.ts';
import type { NodeSpan, Outage } from './nodes.ts';
import type { PodBar, PodState, Segment } from './pods.ts';
import type { Scale } from './scale.ts';

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

/** Pixels that a lane takes: a row for every pod row and every outage. */
export function laneHeight({ rows, outages }: Lane): number {
  return Math.max(1, rows.length + outages.length) * ROW + 6;
}

/** A node with what happened on it. */
export function drawLane(lane: Lane, scale: Scale, y: number, words: PieceWords): Drawn {
  const { node, rows, spans, outages } = lane;
  const height = laneHeight(lane);
  const drawn = [
    ...outages.map((outage, index) => drawOutage(outage, scale, y + 3 + index * ROW, words)),
    ...rows.flatMap((row, index) => drawRow(row, scale, y + 3 + (outages.length + index) * ROW)),
  ];
  const ground = `<rect class="ln" x="${LEFT}" y="${y}" width="${WIDTH - LEFT - RIGHT}" height="${height}" rx="3"/>`;
  const name = `<text class="nd" x="${LEFT - 8}" y="${y + 16}">${escape(clip(node === '' ? words.noNode : node, 14))}</text>`;
  const shades = spans.map((span) => drawSpan(span, scale, y, height));
  return {
    bars: [ground, ...shades, name, ...drawn.map((each) => each.bars)].join(''),
    labels: drawn.map((each) => each.labels).join(''),
  };
}

function drawSpan({ node, fromMs, toMs, what }: NodeSpan, scale: Scale, y: number, height: number): string {
  const shade = what === 'NotReady' ? 'nr' : 'co';
  return `<rect class="${shade}" ${box(scale, fromMs, toMs, y, height)}>${tip(`${node} ${what}`, fromMs, toMs)}</rect>`;
}

/** A process that was down; also used for those of the control plane, which have no lane. */
export function drawOutage(
  { process, fromMs, toMs, isOver }: Outage,
  scale: Scale,
  y: number,
  words: PieceWords,
): Drawn {
  const from = scale.x(fromMs);
  const to = scale.x(toMs);
  const stopped = words.stopped(process);
  const shown = isOver ? stopped : words.stoppedToTheEnd(process);
  const fits = (to - from - 8) / CHARACTER >= shown.length;
  const at = fits ? from + 4 : Math.min(to + 4, WIDTH - RIGHT - shown.length * CHARACTER);
  return {
    bars: `<rect class="ou" ${box(scale, fromMs, toMs, y, BAR)}>${tip(stopped, fromMs, toMs)}</rect>`,
    labels: `<text class="pn fa" x="${round(at)}" y="${y + 11.5}">${escape(shown)}</text>`,
  };
}

function drawRow(row: readonly PodBar[], scale: Scale, y: number): readonly Drawn[] {
  return row.map((bar, index) => {
    const next = row[index + 1];
    return drawPod(bar, scale, y, next === undefined ? WIDTH - RIGHT : scale.x(next.fromMs));
  });
}

/** `freeTo`: where the next pod of the row begins. */
function drawPod(bar: PodBar, scale: Scale, y: number, freeTo: number): Drawn {
  const [, name = bar.pod] = bar.pod.split('/');
  const pieces = visibleSegments(bar.segments, scale).map(
    ({ state, status, fromMs, toMs }) =>
      `<rect class="${CLASSES[state]}" ${box(scale, fromMs, toMs, y, BAR)}>${tip(`${name} ${status}`, fromMs, toMs)}</rect>`,
  );
  const from = scale.x(bar.fromMs);
  const to = scale.x(bar.toMs);
  const end = bar.isGone ? `<path class="x" d="M${round(to)} ${y}v${BAR}"/>` : '';
  return { bars: `${pieces.join('')}${end}`, labels: label(name, from, to, freeTo, y + 11.5) };
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

/** Inside the bar where it fits, shortened from the left (the end of a pod's name tells it apart); beside it where there is room. */
function label(name: string, from: number, to: number, freeTo: number, baseline: number): string {
  const room = Math.floor((to - from - 8) / CHARACTER);
  if (room >= 5)
    return `<text class="pn" x="${round(from + 4)}" y="${baseline}">${escape(shortened(name, room))}</text>`;
  const beside = Math.min(14, Math.floor((freeTo - to - 8) / CHARACTER));
  if (beside < 5) return '';
  return `<text class="pn out" x="${round(to + 4)}" y="${baseline}">${escape(shortened(name, beside))}</text>`;
}

function shortened(name: string, length: number): string {
  return name.length <= length ? name : `…${name.slice(name.length - length + 1)}`;
}
