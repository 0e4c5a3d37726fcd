import type { Failure } from '../../scenarios/records.ts';
import { diffLines } from '../diff.ts';
import { instant } from '../virtual-time.ts';
import { clip, escape } from './escape.ts';
import { ENGLISH } from './words.ts';

const LONGEST = 1500;
const LONGEST_OBJECT = 4000;

/** What went wrong first, why, and how what is there differs from what was wanted. */
export function failureBlock({ message, divergence, desired, actual }: Failure): string {
  const diff =
    desired === undefined || actual === undefined
      ? ''
      : `<h3>${ENGLISH.desiredAndActual}</h3>${objectDiff(desired, actual)}`;
  if (divergence === undefined)
    return `<div class="why" role="note"><p class="what">${escape(clip(message, LONGEST))}</p></div>${diff}`;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Expected', divergence.expected],
    ['Actual', divergence.actual],
    ['At', `${instant(divergence.atMs)} of virtual time`],
    ['Why', divergence.why],
  ];
  const list = rows.map(([term, text]) =>
    text === undefined ? '' : `<dt>${term}</dt><dd>${escape(clip(text, LONGEST))}</dd>`,
  );
  return `<div class="why" role="note"><p class="what">First divergence: ${escape(clip(divergence.what, LONGEST))}</p><dl>${list.join('')}</dl></div>${diff}`;
}

const SIGNS = { same: ' ', del: '-', ins: '+' } as const;

/** What was wanted against what there is, line by line. */
export function objectDiff(desired: string, actual: string): string {
  const lines = diffLines(clip(desired, LONGEST_OBJECT), clip(actual, LONGEST_OBJECT));
  const body = lines.map(({ kind, text }) => `<span class="${kind}">${SIGNS[kind]} ${escape(text)}</span>`);
  return `<pre class="diff">${body.join('')}</pre>`;
}
