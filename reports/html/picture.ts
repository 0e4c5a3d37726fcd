import type { ScenarioRun } from '../run-value.ts';
import { timelineOf, type Timeline } from '../timeline/model.ts';
import type { PodState } from '../timeline/pods.ts';
import { timelineSvg } from '../timeline/svg.ts';
import { duration } from '../virtual-time.ts';
import type { PieceWords } from './words.ts';

/** A scenario's pods on nodes over virtual time, with its steps and, where it failed, the first divergence; and what the colours mean. */
export function picture(scenario: ScenarioRun, mostPods: number, words: PieceWords): string {
  const { record } = scenario;
  const steps = scenario.steps.flatMap(({ status, atMs }, index) =>
    status === 'skipped' ? [] : [{ number: index + 1, atMs, hasFailed: status === 'failed' }],
  );
  const timeline = timelineOf(record?.trace ?? [], scenario.elapsedMs, {
    steps,
    mostPods,
    divergedAtMs: scenario.failure?.divergence?.atMs,
  });
  const svg = timelineSvg(timeline, words.timelineOf(scenario.name, duration(scenario.elapsedMs)), words);
  return `<h3>${words.podsOnNodes}</h3><div class="scroll">${svg}</div>${pictureKey(timeline, words)}`;
}

const COLORS: Readonly<Record<PodState, string>> = {
  pending: 'none',
  starting: 'var(--start)',
  running: 'var(--unready)',
  ready: 'var(--ready)',
  failing: 'var(--fail)',
  stopping: 'var(--stop)',
  done: 'var(--done)',
  lost: 'var(--lost)',
};

/** Words for the colours that occur, and what is not drawn. */
export function pictureKey({ lanes, hiddenPods, quietPods, divergedAtMs }: Timeline, words: PieceWords): string {
  const present = new Set(
    lanes.flatMap((lane) => lane.rows.flat().flatMap((bar) => bar.segments.map((segment) => segment.state))),
  );
  const states = (Object.keys(COLORS) as PodState[]).filter((state) => present.has(state));
  const items = states.map(
    (state) =>
      `<span style="--c:${COLORS[state]}"${state === 'pending' ? ' class="p0"' : ''}>${words.states[state]}</span>`,
  );
  if (lanes.some((lane) => lane.spans.some((span) => span.what === 'NotReady')))
    items.push(`<span style="--c:var(--nr)">${words.nodeNotReady}</span>`);
  if (lanes.some((lane) => lane.spans.some((span) => span.what === 'cordoned')))
    items.push(`<span style="--c:var(--co)">${words.nodeCordoned}</span>`);
  if (divergedAtMs !== undefined) items.push(`<span style="--c:var(--bad)">${words.firstDivergence}</span>`);
  const notes = [
    ...(hiddenPods > 0 ? [words.morePods(hiddenPods)] : []),
    ...(quietPods > 0 ? [words.quietPods(quietPods)] : []),
  ];
  return `<div class="key">${items.join('')}${notes.map((note) => `<i>${note}</i>`).join('')}</div>`;
}
