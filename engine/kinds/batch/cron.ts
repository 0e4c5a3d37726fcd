/** Cron schedules as robfig/cron v3's standard parser reads them (what CronJobs use, v1.25). */
import { parseDuration } from '../../api/duration.ts';
import { goQuote } from '../../api/go-format.ts';
import { ParseError } from '../../api/parse-error.ts';

/** The values at which a schedule fires; for `@every` the interval alone. */
export type CronSchedule = CronFields | { readonly everyMs: number };

export interface CronFields {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly daysOfMonth: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  readonly daysOfWeek: ReadonlySet<number>;
  /** A day must match both fields if either is a star, else one of them is enough. */
  readonly anyDay: boolean;
}

interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const MINUTES: Bounds = { min: 0, max: 59 };
const HOURS: Bounds = { min: 0, max: 23 };
const DAYS_OF_MONTH: Bounds = { min: 1, max: 31 };
const MONTH_NAMES = ['', 'jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTHS: Bounds = { min: 1, max: 12, names: MONTH_NAMES };
const DAYS_OF_WEEK: Bounds = { min: 0, max: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] };

const DESCRIPTORS: ReadonlyMap<string, string> = new Map([
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
  ['@monthly', '0 0 1 * *'],
  ['@weekly', '0 0 * * 0'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@hourly', '0 * * * *'],
]);

/** Parses a schedule; throws ParseError in the library's words. */
export function parseCron(text: string): CronSchedule {
  if (text === '') throw new ParseError('empty spec string');
  if (text.startsWith('@')) return parseDescriptor(text);
  const fields = text.split(/\s+/).filter((field) => field !== '');
  if (fields.length !== 5) {
    throw new ParseError(`expected exactly 5 fields, found ${fields.length}: [${fields.join(' ')}]`);
  }
  const [minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = ''] = fields;
  const parsed = [
    parseField(minute, MINUTES),
    parseField(hour, HOURS),
    parseField(dayOfMonth, DAYS_OF_MONTH),
    parseField(month, MONTHS),
    parseField(dayOfWeek, DAYS_OF_WEEK),
  ] as const;
  return {
    minutes: parsed[0].values,
    hours: parsed[1].values,
    daysOfMonth: parsed[2].values,
    months: parsed[3].values,
    daysOfWeek: parsed[4].values,
    anyDay: !parsed[2].star && !parsed[4].star,
  };
}

/** Why a text is no schedule, or undefined if it is one. */
export function cronError(text: string): string | undefined {
  try {
    parseCron(text);
    return undefined;
  } catch (error) {
    if (error instanceof ParseError) return error.message;
    throw error;
  }
}

const EVERY = '@every ';

function parseDescriptor(text: string): CronSchedule {
  const fields = DESCRIPTORS.get(text);
  if (fields !== undefined) return parseCron(fields);
  if (!text.startsWith(EVERY)) throw new ParseError(`unrecognized descriptor: ${text}`);
  try {
    return { everyMs: Math.max(1000, Math.trunc(parseDuration(text.slice(EVERY.length)) / 1000) * 1000) };
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw new ParseError(`failed to parse duration ${text}: ${error.message}`);
  }
}

interface Field {
  readonly values: ReadonlySet<number>;
  readonly star: boolean;
}

function parseField(field: string, bounds: Bounds): Field {
  const ranges = field
    .split(',')
    .filter((part) => part !== '')
    .map((part) => parseRange(part, bounds));
  const values = new Set(ranges.flatMap((range) => range.values));
  return { values, star: ranges.some((range) => range.star) };
}

function parseRange(
  expression: string,
  bounds: Bounds,
): { readonly values: readonly number[]; readonly star: boolean } {
  const [range = '', stepText, ...moreSteps] = expression.split('/');
  const [low = '', high, ...moreHyphens] = range.split('-');
  const isStar = low === '*' || low === '?';
  if (!isStar && moreHyphens.length > 0) throw new ParseError(`too many hyphens: ${expression}`);
  const start = isStar ? bounds.min : numberOrName(low, bounds);
  const given = isStar ? bounds.max : high === undefined ? start : numberOrName(high, bounds);
  if (moreSteps.length > 0) throw new ParseError(`too many slashes: ${expression}`);
  const step = stepText === undefined ? 1 : numberOf(stepText);
  const end = stepText !== undefined && high === undefined ? bounds.max : given;
  const refuse = (what: string): ParseError => new ParseError(`${what}: ${expression}`);
  if (start < bounds.min) throw refuse(`beginning of range (${start}) below minimum (${bounds.min})`);
  if (end > bounds.max) throw refuse(`end of range (${end}) above maximum (${bounds.max})`);
  if (start > end) throw refuse(`beginning of range (${start}) beyond end of range (${end})`);
  if (step === 0) throw refuse('step of range should be a positive number');
  const values = [];
  for (let value = start; value <= end; value += step) values.push(value);
  return { values, star: isStar && step === 1 };
}

function numberOrName(text: string, { names = [] }: Bounds): number {
  const position = text === '' ? -1 : names.indexOf(text.toLowerCase());
  return position >= 0 ? position : numberOf(text);
}

function numberOf(text: string): number {
  if (!/^[+-]?\d+$/.test(text)) {
    throw new ParseError(`failed to parse int from ${text}: strconv.Atoi: parsing ${goQuote(text)}: invalid syntax`);
  }
  const number = Number(text);
  if (number < 0) throw new ParseError(`negative number (${number}) not allowed: ${text}`);
  return number;
}

/** `TZ=Asia/Seoul 0 9 * * *`, tolerated and never officially supported: the zone, if one is named, and the fields. */
export function splitSchedule(schedule: string): { readonly zone?: string; readonly fields: string } {
  const match = /^(?:CRON_)?TZ=(\S+)\s*/.exec(schedule);
  return match === null ? { fields: schedule } : { zone: match[1] ?? '', fields: schedule.slice(match[0].length) };
}
