import { eventRows } from '../events.ts';
import { MARKS, type ScenarioRun } from '../run-value.ts';
import { timelineOf, type Timeline } from '../timeline/model.ts';
import type { PodState } from '../timeline/pods.ts';
import { timelineSvg } from '../timeline/svg.ts';
import { duration } from '../virtual-time.ts';
import { clip, escape } from './escape.ts';
import { eventTable } from './events.ts';
import { failureBlock } from './failure.ts';
import { stepList } from './steps.ts';

/** Where a scenario stands in its run, for links and for the file of its trace. */
export interface Place {
  /** The element's id: `s12`. */
  readonly anchor: string;
  readonly traceFile: string;
}

/** No scenario takes more of the page; what does not fit is in the trace. */
const BUDGET_BYTES = 44_000;

/** From generous to sparse: the first that fits the budget is taken, the last whatever its size. */
const BOUNDS: readonly { readonly pods: number; readonly events: number }[] = [
  { pods: 48, events: 80 },
  { pods: 32, events: 40 },
  { pods: 20, events: 16 },
  { pods: 8, events: 4 },
];

/** One scenario as a block that opens; a failed one is open from the start. */
export function scenarioBlock(scenario: ScenarioRun, place: Place): string {
  const { record } = scenario;
  const facts = { steps: stepList(scenario.steps), events: record === undefined ? [] : eventRows(record.trace) };
  let block = '';
  for (const bounds of BOUNDS) {
    const { pods, events } = bounds;
    block = frame(scenario, place, [
      scenario.failure === undefined ? '' : failureBlock(scenario.failure),
      `<h3>Steps</h3>${facts.steps}`,
      record === undefined ? '' : picture(scenario, pods),
      eventTable(facts.events, events, place.traceFile),
      replay(scenario),
    ]);
    if (Buffer.byteLength(block) <= BUDGET_BYTES) break;
  }
  return block;
}

function frame(
  { status, name, tags, elapsedMs, id }: ScenarioRun,
  { anchor }: Place,
  parts: readonly string[],
): string {
  const found = escape(`${name} ${tags.join(' ')} ${id}`);
  const time = elapsedMs > 0 ? `<span class="soft num" title="virtual time">${duration(elapsedMs)}</span>` : '';
  const summary = `<summary><span class="mark ${status}">${MARKS[status]}</span><span class="name">${escape(clip(name, 300))}</span>${time}</summary>`;
  const where = `<p class="soft mono">${escape(id)}${tags.length === 0 ? '' : ` · ${escape(tags.slice(0, 12).join(' '))}`}</p>`;
  return `<details class="sc ${status}" id="${anchor}" data-status="${status}" data-find="${found}"${status === 'failed' ? ' open' : ''}>${summary}<div class="body">${where}${parts.join('')}</div></details>`;
}

function picture(scenario: ScenarioRun, mostPods: number): string {
  const { record } = scenario;
  const steps = scenario.steps.flatMap(({ status, atMs }, index) =>
    status === 'skipped' ? [] : [{ number: index + 1, atMs, hasFailed: status === 'failed' }],
  );
  const timeline = timelineOf(record?.trace ?? [], scenario.elapsedMs, {
    steps,
    mostPods,
    divergedAtMs: scenario.failure?.divergence?.atMs,
  });
  const svg = timelineSvg(
    timeline,
    `Timeline of ${scenario.name}: pods on nodes over ${duration(scenario.elapsedMs)} of virtual time`,
  );
  return `<h3>Pods on nodes, in virtual time</h3><div class="scroll">${svg}</div>${key(timeline)}`;
}

const STATES: Readonly<Record<PodState, readonly [color: string, word: string]>> = {
  pending: ['none', 'Pending, no node'],
  starting: ['var(--start)', 'Starting'],
  running: ['var(--unready)', 'Running, not ready'],
  ready: ['var(--ready)', 'Ready'],
  failing: ['var(--fail)', 'Failing'],
  stopping: ['var(--stop)', 'Terminating'],
  done: ['var(--done)', 'Completed'],
  lost: ['var(--lost)', 'Unknown'],
};

/** Words for the colours that occur, and what is not drawn. */
function key({ lanes, hiddenPods, quietPods, divergedAtMs }: Timeline): string {
  const present = new Set(
    lanes.flatMap((lane) => lane.rows.flat().flatMap((bar) => bar.segments.map((segment) => segment.state))),
  );
  const states = Object.entries(STATES).filter(([state]) => present.has(state as PodState));
  const items = states.map(
    ([, [color, word]]) => `<span style="--c:${color}"${color === 'none' ? ' class="p0"' : ''}>${word}</span>`,
  );
  if (lanes.some((lane) => lane.spans.some((span) => span.what === 'NotReady')))
    items.push('<span style="--c:var(--nr)">Node not ready</span>');
  if (lanes.some((lane) => lane.spans.some((span) => span.what === 'cordoned')))
    items.push('<span style="--c:var(--co)">Node cordoned</span>');
  if (divergedAtMs !== undefined) items.push('<span style="--c:var(--bad)">First divergence</span>');
  const notes = [
    ...(hiddenPods > 0 ? [`${hiddenPods} more pods in the trace`] : []),
    ...(quietPods > 0 ? [`${quietPods} pods of the system unchanged, not drawn`] : []),
  ];
  return `<div class="key">${items.join('')}${notes.map((note) => `<i>${note}</i>`).join('')}</div>`;
}

function replay({ replay: command }: ScenarioRun): string {
  return `<div class="replay"><pre>${escape(command)}</pre><button class="copy" type="button" hidden>Copy</button></div>`;
}
