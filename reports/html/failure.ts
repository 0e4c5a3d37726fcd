import type { Failure } from '../../scenarios/records.ts';
import { diffLines } from '../diff.ts';
import { furtherCauses } from '../run-value.ts';
import { instant } from '../virtual-time.ts';
import { clip, escape } from './escape.ts';
import type { FailureWords } from './words.ts';

const LONGEST = 1500;
const LONGEST_OBJECT = 4000;

/** What went wrong first, why, and how what is there differs from what was wanted. */
export function failureBlock({ message, divergence, desired, actual }: Failure, words: FailureWords): string {
  const diff =
    desired === undefined || actual === undefined
      ? ''
      : `<h3>${words.desiredAndActual}</h3>${objectDiff(desired, actual)}`;
  if (divergence === undefined)
    return `<div class="why" role="note"><p class="what">${escape(clip(message, LONGEST))}</p></div>${diff}`;
  const rows: readonly (readonly [string, string | undefined])[] = [
    [words.expected, words.said(divergence.expected)],
    [words.actual, words.said(divergence.actual)],
    [words.at, words.atInstant(instant(divergence.atMs))],
    [words.why, divergence.why === undefined ? undefined : words.said(divergence.why)],
    ...furtherCauses(divergence).map((cause) => [words.because, words.said(cause)] as const),
  ];
  const list = rows.map(([term, text]) =>
    text === undefined ? '' : `<dt>${term}</dt><dd>${escape(clip(text, LONGEST))}</dd>`,
  );
  return `<div class="why" role="note"><p class="what">${words.firstDivergence}: ${escape(clip(words.said(divergence.what), LONGEST))}</p><dl>${list.join('')}</dl></div>${diff}`;
}

const SIGNS = { same: ' ', del: '-', ins: '+' } as const;

/** What was wanted against what there is, line by line. */
export function objectDiff(desired: string, actual: string): string {
  const lines = diffLines(clip(desired, LONGEST_OBJECT), clip(actual, LONGEST_OBJECT));
  const body = lines.map(({ kind, text }) => `<span class="${kind}">${SIGNS[kind]} ${escape(text)}</span>`);
  return `<pre class="diff">${body.join('')}</pre>`;
}
