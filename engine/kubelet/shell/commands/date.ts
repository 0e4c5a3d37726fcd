import { NotSimulated } from '../work.ts';
import { type Call, fail, parse, plain, type Run } from './command.ts';

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** date [-u] [-I] [+FORMAT]: virtual time; every node's zone is UTC. */
export const date: Run = plain((call: Call) => {
  const { rest, flags } = parse(call, 'uIR', { utc: 'u', 'iso-8601': 'I' });
  const [format] = rest;
  if (format !== undefined && !format.startsWith('+')) return fail(call, `invalid date '${format}'`);
  const standard = flags.has('I')
    ? '%Y-%m-%d'
    : flags.has('R')
      ? '%a, %d %b %Y %H:%M:%S +0000'
      : '%a %b %e %H:%M:%S UTC %Y';
  call.stdout.write(`${clockText(call.container.nowMs, format?.slice(1) ?? standard)}\n`);
  return 0;
});

const two = (value: number, fill = '0'): string => String(value).padStart(2, fill);

/** Texts of the second that was asked for last: servers stamp every line that they print. */
const texts = new Map<string, string>();
let textsOf = Number.NaN;

/** strftime in UTC. */
export function clockText(nowMs: number, format: string): string {
  if (format.includes('N')) return written(nowMs, format);
  const second = Math.floor(nowMs / 1000);
  if (second !== textsOf || texts.size > MAX_TEXTS) texts.clear();
  textsOf = second;
  let text = texts.get(format);
  if (text === undefined) {
    text = written(nowMs, format);
    texts.set(format, text);
  }
  return text;
}

const MAX_TEXTS = 64;

function written(nowMs: number, format: string): string {
  const at = new Date(nowMs);
  return format.replaceAll(/%([-]?)([a-zA-Z%])/g, (whole, bare: string, letter: string) => {
    const value = part(at, nowMs, letter);
    if (value === undefined) throw new NotSimulated(`date ${whole}`);
    return bare === '-' ? value.replace(/^[0 ]+(?=.)/, '') : value;
  });
}

function part(at: Date, nowMs: number, letter: string): string | undefined {
  const hour = at.getUTCHours();
  switch (letter) {
    case 'Y':
      return String(at.getUTCFullYear());
    case 'y':
      return two(at.getUTCFullYear() % 100);
    case 'm':
      return two(at.getUTCMonth() + 1);
    case 'd':
      return two(at.getUTCDate());
    case 'e':
      return two(at.getUTCDate(), ' ');
    case 'H':
      return two(hour);
    case 'I':
      return two(hour % 12 || 12);
    case 'M':
      return two(at.getUTCMinutes());
    case 'S':
      return two(at.getUTCSeconds());
    case 'N':
      return `${String(at.getUTCMilliseconds()).padStart(3, '0')}000000`;
    case 'p':
      return hour < 12 ? 'AM' : 'PM';
    case 's':
      return String(Math.floor(nowMs / 1000));
    case 'a':
      return (DAYS[at.getUTCDay()] ?? '').slice(0, 3);
    case 'A':
      return DAYS[at.getUTCDay()] ?? '';
    case 'b':
    case 'h':
      return (MONTHS[at.getUTCMonth()] ?? '').slice(0, 3);
    case 'B':
      return MONTHS[at.getUTCMonth()] ?? '';
    case 'u':
      return String(at.getUTCDay() || 7);
    case 'w':
      return String(at.getUTCDay());
    case 'F':
      return clockText(nowMs, '%Y-%m-%d');
    case 'T':
      return clockText(nowMs, '%H:%M:%S');
    case 'R':
      return clockText(nowMs, '%H:%M');
    case 'D':
      return clockText(nowMs, '%m/%d/%y');
    case 'c':
      return clockText(nowMs, '%a %b %e %H:%M:%S %Y');
    case 'Z':
      return 'UTC';
    case 'z':
      return '+0000';
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case '%':
      return '%';
    default:
      return undefined;
  }
}
