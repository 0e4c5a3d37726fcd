import { NotSimulated } from '../work.ts';
import { fail, plain, type Run } from './command.ts';
import { unescape } from './echo.ts';

const MAX_WIDTH = 10_000;
const CONVERSION = /%([-0+ #]*)(\d*)(?:\.(\d+))?([a-zA-Z%])/g;

/** printf FORMAT ARG...: the format is used again while arguments are left. */
export const printf: Run = plain((call) => {
  const [format, ...args] = call.args[0] === '--' ? call.args.slice(1) : call.args;
  if (format === undefined) return fail(call, 'usage: printf FORMAT [ARG]...', 2);
  const wanted = [...format.matchAll(CONVERSION)].filter((found) => found[4] !== '%').length;
  let at = 0;
  do {
    const once = () => args[at++];
    call.stdout.write(formatted(format, once));
  } while (wanted > 0 && at < args.length);
  return 0;
});

/** A format with its conversions done, each with the next word. */
export function formatted(format: string, next: () => string | undefined): string {
  let out = '';
  let from = 0;
  for (const found of format.matchAll(CONVERSION)) {
    out += unescape(format.slice(from, found.index));
    from = found.index + found[0].length;
    const [, flags = '', width = '', precision, letter = ''] = found;
    out += letter === '%' ? '%' : pad(value(letter, precision, next()), flags, Number(width || 0));
  }
  return out + unescape(format.slice(from));
}

function value(letter: string, precision: string | undefined, arg: string | undefined): string {
  switch (letter) {
    case 's':
      return precision === undefined ? (arg ?? '') : (arg ?? '').slice(0, Number(precision));
    case 'b':
      return unescape(arg ?? '');
    case 'c':
      return (arg ?? '').slice(0, 1);
    case 'd':
    case 'i':
    case 'u':
      return String(Math.trunc(Number(arg ?? 0) || 0));
    case 'x':
      return Math.trunc(Number(arg ?? 0) || 0).toString(16);
    case 'X':
      return Math.trunc(Number(arg ?? 0) || 0)
        .toString(16)
        .toUpperCase();
    case 'o':
      return Math.trunc(Number(arg ?? 0) || 0).toString(8);
    case 'f':
      return (Number(arg ?? 0) || 0).toFixed(Math.min(100, Number(precision ?? 6)));
    default:
      throw new NotSimulated(`printf %${letter}`);
  }
}

function pad(text: string, flags: string, width: number): string {
  if (width > MAX_WIDTH) throw new NotSimulated(`printf %${width}`);
  if (flags.includes('-')) return text.padEnd(width);
  return flags.includes('0') ? text.padStart(width, '0') : text.padStart(width);
}
