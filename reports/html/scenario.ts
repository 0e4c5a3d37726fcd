import { eventRows } from '../events.ts';
import { MARKS, type ScenarioRun } from '../run-value.ts';
import { duration } from '../virtual-time.ts';
import { clip, escape } from './escape.ts';
import { eventTable } from './events.ts';
import { failureBlock } from './failure.ts';
import { picture } from './picture.ts';
import { stepList } from './steps.ts';
import { ENGLISH, failureWords } from './words.ts';

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

/** One scenario as a block that opens; a failed one is open from the start. `language`: of its feature. */
export function scenarioBlock(scenario: ScenarioRun, place: Place, language: string): string {
  const { record } = scenario;
  const facts = {
    steps: stepList(scenario.steps, ENGLISH),
    events: record === undefined ? [] : eventRows(record.trace),
  };
  let block = '';
  for (const bounds of BOUNDS) {
    const { pods, events } = bounds;
    block = frame(scenario, place, [
      scenario.failure === undefined ? '' : failureBlock(scenario.failure, failureWords(language)),
      `<h3>Steps</h3>${facts.steps}`,
      record === undefined ? '' : picture(scenario, pods, ENGLISH),
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

function replay({ replay: command }: ScenarioRun): string {
  return `<div class="replay"><pre>${escape(command)}</pre><button class="copy" type="button" hidden>Copy</button></div>`;
}
