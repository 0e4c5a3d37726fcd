import { htmlDocument } from '../html/document.ts';
import { clip, escape } from '../html/escape.ts';
import { SCRIPT } from '../html/script.ts';
import { instant } from '../virtual-time.ts';
import type { Comparison, ScenarioChange, Verdict } from './comparison.ts';
import { deltaText, exact } from './exact.ts';
import { COMPARE_STYLE } from './page-style.ts';
import { changeBlock, deltaOf, type Traces } from './page-scenario.ts';
import { byCause, CHIPS, countsOf, headline, membersOf, TITLES, TOLD } from './verdict-words.ts';

/** Scenarios that get a block of their own; the rest is listed. */
const MOST_BLOCKS = 120;
const MOST_LISTED = 500;

export interface ComparePage {
  readonly comparison: Comparison;
  /** What the two runs are called: their folders. */
  readonly names: { readonly base: string; readonly current: string };
  /** Asked only for scenarios that are shown in full. */
  traces(change: ScenarioChange): Traces;
}

/** A comparison as one self-contained page: the worst first, both timelines of each scenario that changed. */
export function comparePage(page: ComparePage): string {
  const { comparison } = page;
  const news = TOLD.flatMap((verdict) => membersOf(comparison, verdict));
  // Only what is in both runs has something to show; of very many, the worst.
  const shown = news.filter(({ base, current }) => base !== undefined && current !== undefined).slice(0, MOST_BLOCKS);
  const anchors = new Map(shown.map((change, index) => [change, `c${index + 1}`]));
  const body = [
    top(page),
    '<main>',
    tooSlow(comparison),
    ...TOLD.map((verdict) => group(page, verdict, news, anchors)),
    same(comparison),
    '</main><footer>Made by seatrial. Times are virtual: minutes and seconds of the simulated cluster.</footer>',
  ].join('\n');
  return htmlDocument({
    language: 'en',
    title: `seatrial compare: ${headline(comparison)}`,
    body,
    script: SCRIPT,
    style: COMPARE_STYLE,
  });
}

function top({ comparison, names }: ComparePage): string {
  const { changes, seed } = comparison;
  const counts = countsOf(changes);
  const bars = counts.map(
    ({ verdict, count }) =>
      `<i class="k-${verdict}" style="width:${((100 * count) / changes.length).toFixed(2)}%"></i>`,
  );
  const facts = counts.map(({ verdict, count, words }) => `<li class="k-${verdict}"><b>${count}</b>${words}</li>`);
  const said = counts.map(({ count, words }) => `${count} ${words}`).join(', ');
  return `<header class="top"><p class="over"><b>${escape(clip(names.base, 80))}</b> → <b>${escape(clip(names.current, 80))}</b>, seed ${escape(clip(seed, 40))}</p><h1>${headline(comparison)}</h1><p class="lead">The same seed and the same input give the same run, to the millisecond: every difference here has a cause.</p><div class="bar" role="img" aria-label="${said}">${bars.join('')}</div><ul class="facts">${facts.join('')}</ul></header>`;
}

function tooSlow({ tooSlow: slow, maxSlowerMs }: Comparison): string {
  if (slow.length === 0) return '';
  const items = [...Map.groupBy(slow, ({ scenario }) => scenario)].slice(0, MOST_LISTED).map(([{ name, id }, each]) => {
    const parts = each.map(
      ({ time }) => `<span class="delta up">${deltaText(time)}</span> ${escape(clip(time.name, 160))}`,
    );
    return `<li><span class="name">${escape(clip(name, 200))}<br><span class="soft">${parts.join('<br>')}</span></span><span class="soft mono">${escape(id)}</span></li>`;
  });
  return `<div class="card slow"><h2>Slower than the ${exact(maxSlowerMs ?? 0)} that --max-slower allows</h2><ul class="list">${items.join('')}</ul></div>`;
}

function group(
  page: ComparePage,
  verdict: Verdict,
  news: readonly ScenarioChange[],
  anchors: ReadonlyMap<ScenarioChange, string>,
): string {
  const members = news.filter((change) => change.verdict === verdict);
  if (members.length === 0) return '';
  const parts = [...byCause(members)].map(([cause, changes]) => {
    const blocks = changes.flatMap((change) => {
      const anchor = anchors.get(change);
      if (anchor === undefined) return [];
      return [changeBlock(change, anchor, page.traces(change), verdict === 'broke' || anchor === 'c1')];
    });
    return [causeBlock(cause, changes), ...blocks, list(changes.filter((change) => !anchors.has(change)))].join('\n');
  });
  return `<section class="group"><h2>${TITLES[verdict]} <span class="num">${members.length}</span></h2>${parts.join('\n')}</section>`;
}

function causeBlock(cause: string, changes: readonly ScenarioChange[]): string {
  const atMs = changes[0]?.cause?.atMs;
  if (cause === '' || atMs === undefined) return '';
  const count = changes.length === 1 ? '' : ` in ${changes.length} scenarios`;
  return `<div class="cause"><p class="soft">The cause${count}, at <span class="num">${instant(atMs)}</span>:</p><p>${escape(clip(cause, 600))}</p></div>`;
}

function list(changes: readonly ScenarioChange[]): string {
  if (changes.length === 0) return '';
  const items = changes.slice(0, MOST_LISTED).map((change) => {
    const scenario = change.current ?? change.base;
    const status =
      change.current !== undefined && change.current.status !== 'passed'
        ? ' <span class="mark k-broke">Failed</span>'
        : '';
    return `<li><span class="mark k-${change.verdict}">${CHIPS[change.verdict]}</span><span class="name">${escape(clip(scenario?.name ?? '', 200))}${status}</span>${deltaOf(change)}<span class="soft mono">${escape(scenario?.id ?? '')}</span></li>`;
  });
  const left = changes.length - MOST_LISTED;
  return `<div class="card"><ul class="list">${items.join('')}${left > 0 ? `<li class="soft">and ${left} more</li>` : ''}</ul></div>`;
}

function same({ changes }: Comparison): string {
  const count = changes.filter(({ verdict }) => verdict === 'same').length;
  if (count === 0) return '';
  const words = count === 1 ? '1 scenario is' : `${count} scenarios are`;
  return `<p class="soft">${words} the same, to the millisecond.</p>`;
}
