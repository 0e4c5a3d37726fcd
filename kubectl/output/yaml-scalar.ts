import { resolvePlain } from '../manifest/scalar.ts';

/** go-yaml breaks lines at the first single space after this column. */
const bestWidth = 80;
const maxSimpleKeyLength = 128;

/** Where a scalar is written: the indentation of its continuation lines, and the column where it begins. */
export interface ScalarPlace {
  readonly indent: number;
  readonly column: number;
  readonly isKey: boolean;
}

interface Analysis {
  readonly plain: boolean;
  readonly single: boolean;
  readonly block: boolean;
}

function isPrintable(rune: string): boolean {
  const code = rune.codePointAt(0) ?? 0;
  return (
    code === 0x0a ||
    (code >= 0x20 && code <= 0x7e) ||
    (code >= 0xa0 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd && code !== 0xfeff)
  );
}

const leadingIndicator = /^(?:[#,[\]{}&*!|>'"%@`]|[?:-](?:\s|$)|---|\.\.\.)/;

/** Which styles the text of a scalar allows in a block context (libyaml's yaml_emitter_analyze_scalar). */
function analyze(text: string): Analysis {
  const special = [...text].some((rune) => !isPrintable(rune)) || / [\n\u2028\u2029]/.test(text);
  const spaceAfterBreak = /[\n\u2028\u2029] /.test(text);
  const edges = /^[ \n\u2028\u2029]|[ \n\u2028\u2029]$/.test(text);
  const breaks = /[\n\u2028\u2029]/.test(text);
  const indicators = leadingIndicator.test(text) || /:(?:\s|$)|\s#/.test(text);
  return {
    plain: !special && !spaceAfterBreak && !edges && !breaks && !indicators,
    single: !special && !spaceAfterBreak && !breaks,
    block: text !== '' && !special && !text.endsWith(' '),
  };
}

/** Sexagesimal floats of YAML 1.1, which go-yaml quotes for the sake of other readers. */
const base60Float = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
const timestamp =
  /^\d{4}-\d{1,2}-\d{1,2}(?:(?:[Tt]|\s+)\d{1,2}:\d{2}:\d{2}(?:\.\d*)?\s*(?:Z|[-+]\d{1,2}(?::?\d{2})?)?)?$/;

/** Unquoted it would be read as something else than this string. */
function readsAsOther(text: string): boolean {
  const value = resolvePlain(text);
  return typeof value !== 'string' || base60Float.test(text) || timestamp.test(text);
}

/** Too long or too many lines to stand before a `:`; such a key is written with `? `. */
export function needsExplicitKey(text: string): boolean {
  return Buffer.byteLength(text) > maxSimpleKeyLength || /[\n\u2028\u2029]/.test(text);
}

/** A string as go-yaml v2 writes it: plain if it can be read back, a `|` block if it has lines, else quoted; folded at 80 columns. */
export function writeString(text: string, place: ScalarPlace): string {
  const analysis = analyze(text);
  if (text.includes('\n')) return analysis.block && !place.isKey ? literal(text, place) : doubleQuoted(text, place);
  if (readsAsOther(text) || !analysis.single) return doubleQuoted(text, place);
  return analysis.plain ? folded(text, place, false) : folded(text, place, true);
}

function literal(text: string, place: ScalarPlace): string {
  const hint = /^[ \n]/.test(text) ? '2' : '';
  const chomping = !text.endsWith('\n') ? '-' : text === '\n' || text.endsWith('\n\n') ? '+' : '';
  const pad = ' '.repeat(place.indent);
  const lines = (text.endsWith('\n') ? text.slice(0, -1) : text)
    .split('\n')
    .map((line) => (line === '' ? '' : pad + line));
  return `|${hint}${chomping}\n${lines.join('\n')}`;
}

/** Plain and single-quoted scalars break at a single space beyond the width. */
function folded(text: string, place: ScalarPlace, quoted: boolean): string {
  const runes = [...text];
  let column = place.column + (quoted ? 1 : 0);
  let out = quoted ? "'" : '';
  let afterSpace = false;
  for (const [at, rune] of runes.entries()) {
    const inside = !quoted || (at > 0 && at < runes.length - 1);
    if (rune === ' ' && !place.isKey && !afterSpace && column > bestWidth && inside && runes[at + 1] !== ' ') {
      out += `\n${' '.repeat(place.indent)}`;
      column = place.indent;
    } else {
      out += quoted && rune === "'" ? "''" : rune;
      column += quoted && rune === "'" ? 2 : 1;
    }
    afterSpace = rune === ' ';
  }
  return quoted ? `${out}'` : out;
}

const shortEscapes: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\u0007': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\u001b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\u0085': '\\N',
  '\u00a0': '\\_',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

function escapeRune(rune: string): string {
  const short = shortEscapes[rune];
  if (short !== undefined && (rune !== '\u00a0' || !isPrintable(rune))) return short;
  if (isPrintable(rune)) return rune;
  const code = rune.codePointAt(0) ?? 0;
  const hex = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}

function doubleQuoted(text: string, place: ScalarPlace): string {
  const runes = [...text.toWellFormed()];
  let column = place.column + 1;
  let out = '"';
  let afterSpace = false;
  for (const [at, rune] of runes.entries()) {
    const inside = at > 0 && at < runes.length - 1;
    if (rune === ' ' && !place.isKey && !afterSpace && column > bestWidth && inside) {
      const more = runes[at + 1] === ' ' ? '\\' : '';
      out += `\n${' '.repeat(place.indent)}${more}`;
      column = place.indent + more.length;
    } else {
      const escaped = escapeRune(rune);
      out += escaped;
      column += escaped.length;
    }
    afterSpace = rune === ' ';
  }
  return `${out}"`;
}
