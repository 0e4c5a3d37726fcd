import type { Comparison, ScenarioChange, Verdict } from '../reports/compare/comparison.ts';
import { deltaText, exact } from '../reports/compare/exact.ts';
import { ASPECTS, byCause, countsLine, formerName, membersOf, TITLES, TOLD } from '../reports/compare/verdict-words.ts';
import { slowerBy, type TimeChange } from '../reports/compare/times.ts';
import type { Failure } from '../scenarios/records.ts';
import { furtherCauses } from '../reports/run-value.ts';
import { visible } from '../reports/html/escape.ts';
import { instant } from '../reports/virtual-time.ts';
import { painter, type Paint, type Terminal } from './terminal.ts';

/** Scenarios of one class that are named; the rest is counted. */
const MOST_NAMED = 20;
/** Scenarios of one class with one cause that are told in full: the others differ in the same way. */
const MOST_TOLD = 3;
const MOST_TIMES = 3;
const MOST_SLOW = 100;

/** A comparison for the terminal: the worst first, each scenario with its first difference, the counts last. */
export function comparisonText(comparison: Comparison, terminal: Terminal): string {
  const paint = painter(terminal);
  const sections = TOLD.map((verdict) => section(comparison, verdict, paint));
  return [
    ...sections,
    redrawnNote(comparison, paint),
    ...tooSlow(comparison, paint),
    `${countsLine(comparison)}\n`,
  ].join('');
}

function section(comparison: Comparison, verdict: Verdict, paint: Paint): string {
  const members = membersOf(comparison, verdict);
  if (members.length === 0) return '';
  const told = members.slice(0, MOST_NAMED);
  const left = members.length - told.length;
  return [
    `${heading(verdict, members.length, paint)}\n`,
    ...[...byCause(told)].flatMap(([cause, group]) => [
      ...(cause === '' ? [] : [`  ${paint('dim', 'because')}  ${visible(cause)}\n`]),
      ...group.map((change, index) => {
        const isBrief = cause !== '' && verdict !== 'broke' && index >= MOST_TOLD;
        return isBrief ? briefText(change, paint) : scenarioText(change, paint);
      }),
    ]),
    left > 0 ? `  and ${left} more (--html FILE shows them)\n` : '',
    '\n',
  ].join('');
}

function heading(verdict: Verdict, count: number, paint: Paint): string {
  const text = `${TITLES[verdict]} (${count})`;
  return verdict === 'broke' ? paint(['bold', 'red'], text) : paint('bold', text);
}

function scenarioText(change: ScenarioChange, paint: Paint): string {
  const { current, first, main, aspects } = change;
  const former = formerName(change);
  const effects = aspects.filter((aspect) => aspect !== 'input').map((aspect) => ASPECTS[aspect]);
  const rows: readonly (readonly [label: string, text: string])[] = [
    ...(former === undefined ? [] : [['was called', former] as const]),
    ...(effects.length === 0 ? [] : [['differs in', effects.join(', ')] as const]),
    ...(first === undefined ? [] : [['first', `${instant(first.atMs)}  ${first.text}`] as const]),
    ...(main === undefined ? [] : [['mainly', `${instant(main.atMs)}  ${main.text}`] as const]),
    ...times(change).map((text, index) => [index === 0 ? 'time' : '', text] as const),
    ...(current?.failure === undefined ? [] : [['fails', failureText(current.failure)] as const]),
    ...(change.verdict === 'broke' && current !== undefined ? [['replay', current.replay] as const] : []),
  ];
  const lines = rows.map(([label, text]) => `    ${paint('dim', label.padEnd(10))}  ${indented(visible(text))}\n`);
  return `${title(change, paint)}\n${lines.join('')}`;
}

function title({ base, current }: ScenarioChange, paint: Paint): string {
  const scenario = current ?? base;
  return `  ${visible(scenario?.id ?? '')}  ${paint('bold', visible(scenario?.name ?? ''))}`;
}

/** One line: the same cause did the same to the scenarios above. */
function briefText(change: ScenarioChange, paint: Paint): string {
  const whole = change.times.find(({ what }) => what === 'scenario');
  return `${title(change, paint)}${whole === undefined ? '' : `  ${deltaText(whole)}`}\n`;
}

/** Under its first line, where a text has more than one. */
function indented(text: string): string {
  return text.split('\n').join(`\n${' '.repeat(16)}`);
}

/** The whole scenario, then the parts that changed most; a step that makes all of the difference stands beside the whole. */
function times({ times: all }: ScenarioChange): readonly string[] {
  const [whole] = all.filter(({ what }) => what === 'scenario');
  const parts = all
    .filter(({ what }) => what !== 'scenario')
    .toSorted((a, b) => Math.abs(slowerBy(b)) - Math.abs(slowerBy(a)));
  const steps = parts.filter(({ what }) => what === 'step');
  const [only] = steps;
  if (whole !== undefined && only !== undefined && steps.length === 1 && slowerBy(only) === slowerBy(whole)) {
    const others = parts.filter((part) => part !== only);
    return [`${timeText(whole)}, all of it in ${only.name}`, ...others.slice(0, MOST_TIMES).map(partText)];
  }
  return [...(whole === undefined ? [] : [timeText(whole)]), ...parts.slice(0, MOST_TIMES).map(partText)];
}

function partText(time: TimeChange): string {
  return `${timeText(time)}  ${time.name}`;
}

function failureText({ message, divergence }: Failure): string {
  if (divergence === undefined) return message;
  const { what, expected, actual, why } = divergence;
  const reasons = [...(why === undefined ? [] : [why]), ...furtherCauses(divergence)];
  return [`${what}: expected ${expected}, got ${actual}`, ...reasons.map((reason) => `because ${reason}`)].join('\n');
}

function timeText(time: TimeChange): string {
  return `${deltaText(time)}  (${exact(time.baseMs)} → ${exact(time.currentMs)})`;
}

/** Why times differ by parts of a second where nothing else does. */
function redrawnNote({ changes }: Comparison, paint: Paint): string {
  const count = changes.filter(({ isRedrawn, times: all }) => isRedrawn && all.length > 0).length;
  if (count === 0) return '';
  const scenarios = count === 1 ? '1 scenario' : `${count} scenarios`;
  return `${paint('dim', `note: in ${scenarios} pods have other names than before, so how long each pulls and starts was drawn anew`)}\n\n`;
}

function tooSlow({ tooSlow: slow, maxSlowerMs }: Comparison, paint: Paint): readonly string[] {
  if (slow.length === 0) return [];
  const head = paint('red', `Slower than --max-slower ${maxSlowerMs} allows (${slow.length})`);
  return [
    `${head}\n`,
    ...slow
      .slice(0, MOST_SLOW)
      .map(({ scenario, time }) => `  ${visible(scenario.id)}  ${visible(time.name)}  ${timeText(time)}\n`),
    slow.length > MOST_SLOW ? `  and ${slow.length - MOST_SLOW} more\n` : '',
    '\n',
  ];
}
