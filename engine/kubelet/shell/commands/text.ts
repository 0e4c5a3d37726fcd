import type { Work } from '../work.ts';
import { NotSimulated } from '../work.ts';
import { type Call, fail, inputs, linesOf, parse } from './command.ts';

export function* wc(call: Call): Work<number> {
  const { flags, rest } = parse(call, 'lwcm');
  const { texts, failed } = yield* inputs(call, rest);
  const all = flags.size === 0;
  const counts = texts.map(({ name, text }) => ({
    name,
    numbers: [
      ...(all || flags.has('l') ? [text.split('\n').length - 1] : []),
      ...(all || flags.has('w') ? [text.split(/\s+/).filter((word) => word !== '').length] : []),
      ...(all || flags.has('c') || flags.has('m') ? [text.length] : []),
    ],
  }));
  const width = counts.some(({ numbers }) => numbers.length > 1) ? 7 : 1;
  for (const { name, numbers } of counts) {
    const text = numbers.map((number) => String(number).padStart(width)).join(' ');
    call.stdout.write(`${text}${name === '-' ? '' : ` ${name}`}\n`);
  }
  return failed ? 1 : 0;
}

export function* sort(call: Call): Work<number> {
  const { flags, rest, value } = parse(call, 'nruk:t:');
  const { texts, failed } = yield* inputs(call, rest);
  const key = value('k');
  const field = key === undefined ? undefined : Number.parseInt(key, 10) - 1;
  const separator = value('t') ?? /\s+/;
  const keyOf = (line: string): string => (field === undefined ? line : (line.trim().split(separator)[field] ?? ''));
  const isNumeric = flags.has('n') || key?.includes('n') === true;
  const lines = texts
    .flatMap(({ text }) => linesOf(text))
    .sort((a, b) => {
      const [x, y] = [keyOf(a), keyOf(b)];
      if (isNumeric && numberIn(x) !== numberIn(y)) return numberIn(x) - numberIn(y);
      return x < y ? -1 : x > y ? 1 : a < b ? -1 : a > b ? 1 : 0;
    });
  const ordered = flags.has('r') || key?.includes('r') === true ? lines.toReversed() : lines;
  for (const line of flags.has('u') ? new Set(ordered) : ordered) call.stdout.write(`${line}\n`);
  return failed ? 1 : 0;
}

const numberIn = (text: string): number => Number.parseFloat(text) || 0;

export function* uniq(call: Call): Work<number> {
  const { flags, rest } = parse(call, 'cdu');
  const { texts, failed } = yield* inputs(call, rest.slice(0, 1));
  const groups: { line: string; count: number }[] = [];
  for (const line of texts.flatMap(({ text }) => linesOf(text))) {
    const last = groups.at(-1);
    if (last?.line === line) last.count += 1;
    else groups.push({ line, count: 1 });
  }
  for (const { line, count } of groups) {
    if ((flags.has('d') && count === 1) || (flags.has('u') && count > 1)) continue;
    call.stdout.write(`${flags.has('c') ? `${String(count).padStart(7)} ` : ''}${line}\n`);
  }
  return failed ? 1 : 0;
}

export function* cut(call: Call): Work<number> {
  const { rest, value, flags } = parse(call, 'd:f:c:s');
  const [fields, characters] = [value('f'), value('c')];
  if (fields === undefined && characters === undefined)
    return fail(call, 'you must specify a list of bytes, characters, or fields');
  const { texts, failed } = yield* inputs(call, rest);
  const delimiter = value('d') ?? '\t';
  for (const line of texts.flatMap(({ text }) => linesOf(text))) {
    if (characters !== undefined) call.stdout.write(`${chosen([...line], characters).join('')}\n`);
    else if (line.includes(delimiter))
      call.stdout.write(`${chosen(line.split(delimiter), fields ?? '').join(delimiter)}\n`);
    else if (!flags.has('s')) call.stdout.write(`${line}\n`);
  }
  return failed ? 1 : 0;
}

/** `1,3-5,7-`, counted from 1. */
function chosen<T>(items: readonly T[], list: string): readonly T[] {
  const ranges = list.split(',').map((part) => {
    const [from = '', to] = part.split('-');
    return { from: Number(from || 1), to: to === undefined ? Number(from) : Number(to || items.length) };
  });
  return items.filter((_, i) => ranges.some(({ from, to }) => i + 1 >= from && i + 1 <= to));
}

export function* tr(call: Call): Work<number> {
  const { flags, rest } = parse(call, 'dsc');
  if (flags.has('c')) throw new NotSimulated('tr -c');
  const from = [...set(rest[0] ?? '')];
  const to = [...set(rest[1] ?? '')];
  const isDeleting = flags.has('d');
  for (;;) {
    const piece = yield* call.stdin.piece();
    if (piece === undefined) return 0;
    let out = '';
    for (const char of piece) {
      const at = from.indexOf(char);
      if (at >= 0 && isDeleting) continue;
      const next = at < 0 || to.length === 0 ? char : (to[Math.min(at, to.length - 1)] ?? char);
      const squeezed = to.length === 0 ? from : to;
      if (flags.has('s') && out.endsWith(next) && squeezed.includes(next)) continue;
      out += next;
    }
    call.stdout.write(out);
  }
}

/** rev [FILE...]: each line from its end to its beginning. */
export function* rev(call: Call): Work<number> {
  const { rest } = parse(call, '');
  const { texts, failed } = yield* inputs(call, rest);
  for (const line of texts.flatMap(({ text }) => linesOf(text))) call.stdout.write(`${[...line].reverse().join('')}\n`);
  return failed ? 1 : 0;
}

const CLASSES: Readonly<Record<string, string>> = {
  upper: 'A-Z',
  lower: 'a-z',
  digit: '0-9',
  space: ' \t\n\r',
  alpha: 'A-Za-z',
  alnum: 'A-Za-z0-9',
};

function set(text: string): string {
  const plain = text
    .replaceAll(/\[:(\w+):\]/g, (whole, name: string) => CLASSES[name] ?? whole)
    .replaceAll('\\n', '\n')
    .replaceAll('\\t', '\t');
  return plain.replaceAll(/(.)-(.)/gs, (_, first: string, last: string) => {
    const [from, to] = [first.charCodeAt(0), last.charCodeAt(0)];
    return Array.from({ length: Math.max(0, to - from + 1) }, (__, i) => String.fromCharCode(from + i)).join('');
  });
}
