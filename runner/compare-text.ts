import type { Comparison, ScenarioChange, Verdict } from '../reports/compare/comparison.ts';
import { deltaText, exact } from '../reports/compare/exact.ts';
import { ASPECTS, byCause, countsLine, formerName, isNews, TITLES, TOLD } from '../reports/compare/verdict-words.ts';
import { slowerBy, type TimeChange } from '../reports/compare/times.ts';
import type { Failure } from '../scenarios/records.ts';
import { visible } from '../reports/html/escape.ts';
import { instant } from '../reports/virtual-time.ts';
import { painter, type Paint, type Terminal } from './terminal.ts';

/** Scenarios of one class that are told in full; the rest only by name. */
const MOST_TOLD = 20;
const MOST_TIMES = 3;

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

function section({ changes }: Comparison, verdict: Verdict, paint: Paint): string {
  const members = changes.filter((change) => change.verdict === verdict && isNews(change));
  if (members.length === 0) return '';
  const told = members.slice(0, MOST_TOLD);
  const left = members.length - told.length;
  return [
    `${heading(verdict, members.length, paint)}\n`,
    ...[...byCause(told)].flatMap(([cause, group]) => [
      ...(cause === '' ? [] : [`  ${paint('dim', 'because')}  ${visible(cause)}\n`]),
      ...group.map((change) => scenarioText(change, paint)),
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
  const { base, current, first, main, aspects } = change;
  const scenario = current ?? base;
  const former = formerName(change);
  const rows: readonly (readonly [label: string, text: string])[] = [
    ...(former === undefined ? [] : [['was called', former] as const]),
    ...aspects.filter((aspect) => aspect !== 'input').map((aspect) => ['differs in', ASPECTS[aspect]] as const),
    ...(first === undefined ? [] : [['first', `${instant(first.atMs)}  ${first.text}`] as const]),
    ...(main === undefined ? [] : [['mainly', `${instant(main.atMs)}  ${main.text}`] as const]),
    ...times(change).map((text, index) => [index === 0 ? 'time' : '', text] as const),
    ...(current?.failure === undefined ? [] : [['fails', firstLine(current.failure)] as const]),
    ...(change.verdict === 'broke' && current !== undefined ? [['replay', current.replay] as const] : []),
  ];
  const lines = rows.map(([label, text]) => `    ${paint('dim', label.padEnd(10))}  ${visible(text)}\n`);
  return `  ${visible(scenario?.id ?? '')}  ${paint('bold', visible(scenario?.name ?? ''))}\n${lines.join('')}`;
}

/** The whole scenario, then the parts that changed most. */
function times({ times: all }: ScenarioChange): readonly string[] {
  const parts = all
    .filter(({ what }) => what !== 'scenario')
    .toSorted((a, b) => Math.abs(slowerBy(b)) - Math.abs(slowerBy(a)));
  return [
    ...all.filter(({ what }) => what === 'scenario').map(timeText),
    ...parts.slice(0, MOST_TIMES).map((time) => `${timeText(time)}  ${time.name}`),
  ];
}

function firstLine({ message, divergence }: Failure): string {
  if (divergence === undefined) return message.split('\n')[0] ?? '';
  return `${divergence.what}: expected ${divergence.expected}, got ${divergence.actual}`;
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
    ...slow.map(({ scenario, time }) => `  ${visible(scenario.id)}  ${visible(time.name)}  ${timeText(time)}\n`),
    '\n',
  ];
}
