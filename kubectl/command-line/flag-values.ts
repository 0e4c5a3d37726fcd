import { quoteGo } from '../output/quote.ts';

/** A flag's value did not parse; `reason` is Go's text behind `invalid argument "x" for "--flag" flag: `. */
export class FlagValueError extends Error {
  override readonly name = 'FlagValueError';
}

const trueWords = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const falseWords = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);

/** strconv.ParseBool. */
export function parseBool(text: string): boolean {
  if (trueWords.has(text)) return true;
  if (falseWords.has(text)) return false;
  throw new FlagValueError(`strconv.ParseBool: parsing ${quoteGo(text)}: invalid syntax`);
}

/** strconv.ParseInt with base 0: decimal, 0x, 0o, 0b and a leading 0 for octal; 32 or 64 bits. */
export function parseInteger(text: string, bits: 32 | 64 = 64): number {
  const [, sign = '', digits = ''] =
    /^([+-]?)(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|0[0-7]*|[1-9][0-9]*)$/.exec(text) ?? [];
  if (digits === '') throw new FlagValueError(`strconv.ParseInt: parsing ${quoteGo(text)}: invalid syntax`);
  const octal = /^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits;
  const size = BigInt(octal.toLowerCase());
  const value = sign === '-' ? -size : size;
  const limit = 2n ** BigInt(bits - 1);
  if (value >= limit || value < -limit)
    throw new FlagValueError(`strconv.ParseInt: parsing ${quoteGo(text)}: value out of range`);
  return Number(value);
}

const unitsMs: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** time.ParseDuration (`1h15m`, `1.5s`, `-2m`, `0`), in milliseconds. */
export function parseDurationMs(text: string): number {
  const [, sign = '', body = ''] = /^([+-]?)([\s\S]*)$/.exec(text) ?? [];
  if (body === '0') return 0;
  if (body === '') throw new FlagValueError(`time: invalid duration ${quoteGo(text)}`);
  let rest = body;
  let totalMs = 0;
  while (rest !== '') {
    const [matched = '', number = '', unit = ''] = /^(\d+\.?\d*|\.\d+)([^0-9.]*)/.exec(rest) ?? [];
    if (number === '') throw new FlagValueError(`time: invalid duration ${quoteGo(text)}`);
    if (unit === '') throw new FlagValueError(`time: missing unit in duration ${quoteGo(text)}`);
    const unitMs = unitsMs[unit];
    if (unitMs === undefined)
      throw new FlagValueError(`time: unknown unit ${quoteGo(unit)} in duration ${quoteGo(text)}`);
    totalMs += Number(number) * unitMs;
    rest = rest.slice(matched.length);
  }
  return sign === '-' ? -totalMs : totalMs;
}

/** One record of comma-separated values with Go's csv quoting, as a stringSlice flag takes it. */
export function parseCsv(text: string): readonly string[] {
  if (text === '') return [];
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    const quoted = text[at] === '"';
    const end = quoted ? endOfQuoted(text, at) : endOfBare(text, at);
    fields.push(quoted ? text.slice(at + 1, end - 1).replaceAll('""', '"') : text.slice(at, end));
    if (end >= text.length) return fields;
    at = end + 1;
  }
}

function endOfBare(text: string, start: number): number {
  const comma = text.indexOf(',', start);
  const end = comma === -1 ? text.length : comma;
  const quote = text.slice(start, end).indexOf('"');
  if (quote !== -1)
    throw new FlagValueError(`parse error on line 1, column ${start + quote + 1}: bare " in non-quoted-field`);
  return end;
}

function endOfQuoted(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] !== '"') continue;
    if (text[at + 1] === '"') at += 1;
    else if (at + 1 === text.length || text[at + 1] === ',') return at + 1;
    else throw new FlagValueError(`parse error on line 1, column ${at + 1}: extraneous or missing " in quoted-field`);
  }
  throw new FlagValueError(`parse error on line 1, column ${text.length + 1}: extraneous or missing " in quoted-field`);
}

/** pflag's stringToString: `a=1,b=2`; a single pair keeps its commas. */
export function parsePairs(text: string): readonly string[] {
  const equals = text.split('=').length - 1;
  const pairs = equals > 1 ? parseCsv(text) : [text.replaceAll(/^"+|"+$/g, '')];
  const wrong = pairs.find((pair) => !pair.includes('='));
  if (equals === 0 || wrong !== undefined) throw new FlagValueError(`${wrong ?? text} must be formatted as key=value`);
  return pairs;
}
