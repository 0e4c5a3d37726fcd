import type { Comparison, ScenarioChange } from '../compare/comparison.ts';
import { deltaText, exact } from '../compare/exact.ts';
import { CHIPS, byCause, countsLine, headline, membersOf, TOLD } from '../compare/verdict-words.ts';
import { instant } from '../virtual-time.ts';
import type { Annotation } from './annotations.ts';
import { code, markdown, row } from './markdown.ts';

const MOST_TOLD = 30;
const MOST_SLOW = 20;

/** A comparison for the summary of a GitHub step: the worst first, each with its first difference. */
export function compareSummary(comparison: Comparison): string {
  const news = TOLD.flatMap((verdict) => membersOf(comparison, verdict));
  const left = news.length - MOST_TOLD;
  return [
    `## seatrial compare: ${headline(comparison)}`,
    ...slowText(comparison),
    ...[...byCause(news.slice(0, MOST_TOLD))].map(([cause, changes]) => groupText(cause, changes)),
    ...(left > 0 ? [`and ${left} more.`] : []),
    `${countsLine(comparison)}.`,
    '',
  ].join('\n\n');
}

function groupText(cause: string, changes: readonly ScenarioChange[]): string {
  const because = cause === '' ? [] : [`Because ${markdown(cause, 600)}:`, ''];
  return [
    ...because,
    row(['', 'Scenario', 'First difference', 'Virtual time']),
    row(['---', '---', '---', '---:']),
    ...changes.map(changeRow),
  ].join('\n');
}

function changeRow({ verdict, base, current, main, first, times }: ScenarioChange): string {
  const scenario = current ?? base;
  const shown = main ?? first;
  const whole = times.find(({ what }) => what === 'scenario');
  return row([
    CHIPS[verdict],
    `${markdown(scenario?.name ?? '', 160)}<br>${code(scenario?.id ?? '', 160)}`,
    shown === undefined ? '' : `${instant(shown.atMs)} ${markdown(shown.text, 400)}`,
    whole === undefined ? '' : deltaText(whole),
  ]);
}

function slowText({ tooSlow, maxSlowerMs }: Comparison): readonly string[] {
  if (tooSlow.length === 0) return [];
  const lines = tooSlow
    .slice(0, MOST_SLOW)
    .map(({ scenario, time }) => `- ${deltaText(time)} ${markdown(scenario.name, 160)}: ${markdown(time.name, 200)}`);
  const left = tooSlow.length - MOST_SLOW;
  return [
    `Slower than the ${exact(maxSlowerMs ?? 0)} that --max-slower allows:`,
    [...lines, ...(left > 0 ? [`- and ${left} more`] : [])].join('\n'),
  ];
}

/** What made the comparison fail. */
export function compareAnnotations({ changes, tooSlow }: Comparison): readonly Annotation[] {
  const broke = changes.flatMap(({ verdict, current, cause, first }): readonly Annotation[] => {
    if (verdict !== 'broke' || current === undefined) return [];
    const said = [current.failure?.message, cause && `because ${cause.text}`, first && `first: ${first.text}`];
    const message = said.filter((each) => each !== undefined).join('\n');
    return [{ file: current.uri, line: current.line, title: `broke: ${current.name}`, message }];
  });
  const slow = tooSlow.map(({ scenario, time }) => ({
    file: scenario.uri,
    line: scenario.line,
    title: `slower: ${scenario.name}`,
    message: `${time.name}: ${deltaText(time)} (${exact(time.baseMs)} → ${exact(time.currentMs)})`,
  }));
  return [...broke, ...slow];
}
