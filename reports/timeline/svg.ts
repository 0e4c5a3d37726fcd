import { escape } from '../html/escape.ts';
import type { PieceWords } from '../html/words.ts';
import { AXIS, LEFT, RIGHT, ROW, STEPS, WIDTH } from './drawing.ts';
import { drawLane, drawOutage, laneHeight } from './lanes.ts';
import { drawAxis, drawBreaks, drawDivergence, drawSteps } from './marks.ts';
import type { Timeline } from './model.ts';
import { scaleOf } from './scale.ts';

const LANE_GAP = 8;

/**
 * The picture of a timeline: lanes are nodes, bars are pods, across is virtual time. With another timeline `beside` it has a scale that fits
 * both, so that what stands below one another in the two pictures happened at one time.
 */
export function timelineSvg(timeline: Timeline, title: string, words: PieceWords, beside?: Timeline): string {
  const times = [...timesOf(timeline), ...(beside === undefined ? [] : timesOf(beside))];
  const scale = scaleOf(times, Math.max(1, timeline.endMs, beside?.endMs ?? 0), LEFT, WIDTH - RIGHT);
  let bottom = STEPS + timeline.outages.length * ROW;
  const lanes = timeline.lanes.map((lane) => {
    const drawn = drawLane(lane, scale, bottom, words);
    bottom += laneHeight(lane) + LANE_GAP;
    return drawn;
  });
  const system = timeline.outages.map((outage, index) => drawOutage(outage, scale, STEPS + index * ROW, words));
  const pieces = [...system, ...lanes];
  return [
    `<svg class="tl" viewBox="0 0 ${WIDTH} ${bottom + AXIS}" role="img" aria-label="${escape(title)}">`,
    ...pieces.map((piece) => piece.bars),
    drawBreaks(scale, bottom),
    ...pieces.map((piece) => piece.labels),
    drawDivergence(timeline.divergedAtMs, scale, bottom, words),
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
