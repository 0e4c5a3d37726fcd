import type { StepRun } from '../run-value.ts';
import { duration, instant } from '../virtual-time.ts';
import { clip, escape } from './escape.ts';
import type { PieceWords } from './words.ts';

const LONGEST_ARGUMENT = 1500;
const MOST_ROWS = 20;

/** The list of a scenario's steps, numbered as on its timeline; the first of them is step `first` of the scenario. */
export function stepList(steps: readonly StepRun[], words: PieceWords, first = 1): string {
  return `<ol class="steps">${steps.map((step, index) => stepItem(step, first + index, words)).join('')}</ol>`;
}

function stepItem(
  { keyword, text, status, atMs, durationMs, docString, table }: StepRun,
  number: number,
  words: PieceWords,
): string {
  const when =
    status === 'skipped'
      ? words.notRun
      : `<span title="${words.virtualTime}">${instant(atMs)}${durationMs > 0 ? ` + ${duration(durationMs)}` : ''}</span>`;
  const body = [
    `<span class="n">${number}</span>`,
    `<span><span class="kw">${escape(keyword)}</span> ${escape(clip(text, 400))}</span>`,
    `<span class="when num">${when}</span>`,
    docString === undefined ? '' : `<pre>${escape(clip(docString, LONGEST_ARGUMENT))}</pre>`,
    table === undefined ? '' : tableOf(table),
  ];
  return `<li class="${status}">${body.join('')}</li>`;
}

function tableOf(rows: readonly (readonly string[])[]): string {
  const shown = rows
    .slice(0, MOST_ROWS)
    .map((row) => `<tr>${row.map((cell) => `<td>${escape(clip(cell, 120))}</td>`).join('')}</tr>`);
  const more = rows.length > MOST_ROWS ? `<tr><td>and ${rows.length - MOST_ROWS} more</td></tr>` : '';
  return `<table><tbody>${shown.join('')}${more}</tbody></table>`;
}
