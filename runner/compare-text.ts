import type { Comparison, ScenarioChange, Verdict } from '../reports/compare/comparison.ts';
import { exact } from '../reports/compare/first-difference.ts';
import { slowerBy, type TimeChange } from '../reports/compare/times.ts';
import { visible } from '../reports/html/escape.ts';
import { instant } from '../reports/virtual-time.ts';
import { painter, type Paint, type Terminal } from './terminal.ts';

/** Scenarios of one class that are told in full; the rest only by name. */
const MOST_TOLD = 20;
const MOST_TIMES = 3;

const TITLES: Readonly<Record<Verdict, string>> = {
  broke: 'Broke',
  failing: 'Failed before and still fails',
  new: 'New',
  gone: 'Gone',
  fixed: 'Fixed',
  differs: 'Behaves differently, though it passes',
  slower: 'Slower in virtual time',
  faster: 'Faster in virtual time',
  same: 'The same',
};

/** A comparison for the terminal: the worst first, each scenario with its first difference, the counts last. */
export function comparisonText(comparison: Comparison, terminal: Terminal): string {
  const paint = painter(terminal);
  const told: readonly Verdict[] = ['broke', 'failing', 'differs', 'slower', 'faster', 'fixed', 'new', 'gone'];
  const sections = told.map((verdict) => section(comparison, verdict, paint));
  return [...sections, ...tooSlow(comparison, paint), `${countsLine(comparison)}\n`].join('');
}

function section({ changes }: Comparison, verdict: Verdict, paint: Paint): string {
  const members = changes.filter((change) => change.verdict === verdict && isWorthTelling(change));
  if (members.length === 0) return '';
  const style = verdict === 'broke' ? (['bold', 'red'] as const) : ('bold' as const);
  const head = paint(style as Parameters<Paint>[0], `${TITLES[verdict]} (${members.length})`);
  const told = members.slice(0, MOST_TOLD).map((change) => scenarioText(change, paint));
  const left = members.length - told.length;
  return `${head}\n${told.join('')}${left > 0 ? `  and ${left} more (--html FILE shows them)\n` : ''}\n`;
}

/** What fails in the same way as before is no news. */
function isWorthTelling({ verdict, first, cause, times }: ScenarioChange): boolean {
  return verdict !== 'failing' || first !== undefined || cause !== undefined || times.length > 0;
}

function scenarioText(change: ScenarioChange, paint: Paint): string {
  const { base, current, cause, first, times, aspects } = change;
  const scenario = current ?? base;
  const whole = times.find(({ what }) => what === 'scenario');
  const parts = times
    .filter(({ what }) => what !== 'scenario')
    .toSorted((a, b) => Math.abs(slowerBy(b)) - Math.abs(slowerBy(a)));
  const rows: readonly (readonly [label: string, text: string])[] = [
    ...(aspects.length === 0 ? [] : [['differs in', aspects.join(', ')] as const]),
    ...(cause === undefined ? [] : [['because', `at ${instant(cause.atMs)} ${cause.text}`] as const]),
    ...(first === undefined ? [] : [['first', `at ${instant(first.atMs)} ${first.text}`] as const]),
    ...(whole === undefined ? [] : [['time', timeText(whole)] as const]),
    ...parts.slice(0, MOST_TIMES).map((time) => ['', `${timeText(time)}  ${time.name}`] as const),
    ...(current?.failure === undefined ? [] : [['fails', current.failure.message.split('\n')[0] ?? ''] as const]),
    ...(change.verdict === 'broke' && current !== undefined ? [['replay', current.replay] as const] : []),
  ];
  const lines = rows.map(([label, text]) => `    ${paint('dim', label.padEnd(11))} ${visible(text)}\n`);
  return `  ${visible(scenario?.id ?? '')}  ${paint('bold', visible(scenario?.name ?? ''))}\n${lines.join('')}`;
}

function timeText(time: TimeChange): string {
  const by = slowerBy(time);
  return `${by > 0 ? '+' : '−'}${exact(Math.abs(by))}  (${exact(time.baseMs)} → ${exact(time.currentMs)})`;
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

/** `14 scenarios: 1 broke, 2 slower, 11 the same` */
export function countsLine({ changes }: Comparison): string {
  const words: readonly (readonly [Verdict, string])[] = [
    ['broke', 'broke'],
    ['failing', 'failing as before'],
    ['differs', 'behave differently'],
    ['slower', 'slower'],
    ['faster', 'faster'],
    ['fixed', 'fixed'],
    ['new', 'new'],
    ['gone', 'gone'],
    ['same', 'the same'],
  ];
  const counts = words.flatMap(([verdict, word]) => {
    const count = changes.filter((change) => change.verdict === verdict).length;
    return count === 0 ? [] : [`${count} ${word}`];
  });
  return `${changes.length} scenario${changes.length === 1 ? '' : 's'}: ${counts.join(', ')}`;
}
