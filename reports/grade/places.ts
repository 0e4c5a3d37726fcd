import type { FileReport } from '../../grading/grade.ts';
import { escape } from '../html/escape.ts';

/** Files whose places are looked for in a text. */
const MOST_FILES = 100;

/** Text of which places in the submission's own files (`web.yaml:14`) stand out. Escaped. */
export function withPlaces(text: string, files: readonly FileReport[]): string {
  const paths = files
    .slice(0, MOST_FILES)
    .map(({ path }) => path)
    .filter((path) => path !== '' && path.length < 300 && text.includes(`${path}:`));
  if (paths.length === 0) return escape(text);
  const longestFirst = paths
    .toSorted((a, b) => b.length - a.length)
    .map((path) => path.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const place = new RegExp(`((?:${longestFirst.join('|')}):\\d+)`);
  return text
    .split(place)
    .map((piece, index) => (index % 2 === 1 ? `<code class="at">${escape(piece)}</code>` : escape(piece)))
    .join('');
}

/** A cause that is a line of the submission, `web.yaml:14: app: wbe`, as its place and its text; undefined for any other. */
export function sourceOf(cause: string, files: readonly FileReport[]): string | undefined {
  const file = files.find(({ path }) => cause.startsWith(`${path}:`));
  const [, place, text = ''] =
    /^(.*?:\d+)(?::\s*(.*))?$/s.exec(file === undefined ? '' : cause.slice(file.path.length)) ?? [];
  if (file === undefined || place === undefined) return undefined;
  const source = text === '' ? '' : `<code class="source">${escape(text)}</code>`;
  return `<code class="at">${escape(file.path + place)}</code>${source}`;
}

/** `rubric.feature:12` of `any/folder/rubric.feature:12`. */
export function placeOf(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
