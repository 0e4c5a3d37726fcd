import type { Expression } from '../interpreter/linear.ts';
import { regularExpression } from '../interpreter/regular-expression.ts';
import type { Work } from '../work.ts';
import { type Call, fail, inputs, linesOf, parse } from './command.ts';

const LONG: Readonly<Record<string, string>> = {
  color: 'h',
  colour: 'h',
  quiet: 'q',
  count: 'c',
  context: 'C',
  'after-context': 'A',
  'before-context': 'B',
  'ignore-case': 'i',
  'invert-match': 'v',
  'line-number': 'n',
  'only-matching': 'o',
  'extended-regexp': 'E',
  'fixed-strings': 'F',
};

/** grep [-ivcnqEFowlhHsx] [-A N] [-B N] [-C N | -N] [-m N] PATTERN [FILE...] */
export function* grep(call: Call): Work<number> {
  const { flags, rest, values, value } = parse(
    { ...call, args: call.args.flatMap((arg) => (/^-\d+$/.test(arg) ? ['-C', arg.slice(1)] : [arg])) },
    'ivcnqEFowlhHsxe:A:B:C:m:',
    LONG,
  );
  const patterns = values.get('e') ?? rest.slice(0, 1);
  if (patterns.length === 0) return fail(call, 'no pattern given', 2);
  const matcher = matcherOf(patterns, flags, call.name);
  const paths = values.has('e') ? rest : rest.slice(1);
  if (paths.length === 0 && !['c', 'A', 'B', 'C', 'm'].some((flag) => flags.has(flag)))
    return yield* stream(call, matcher, flags);
  const { texts, failed } = yield* inputs(call, paths);
  let found = 0;
  for (const { name, text } of texts) {
    const lines = linesOf(text);
    const limit = Number(value('m') ?? lines.length);
    const hits = lines.flatMap((line, i) => (matcher.test(line) === flags.has('v') ? [] : [i])).slice(0, limit);
    found += hits.length;
    if (flags.has('q')) continue;
    const label = (texts.length > 1 && !flags.has('h')) || flags.has('H') ? name : undefined;
    if (flags.has('l')) call.stdout.write(hits.length > 0 ? `${name}\n` : '');
    else if (flags.has('c')) call.stdout.write(`${label === undefined ? '' : `${label}:`}${hits.length}\n`);
    else
      print(call, lines, hits, {
        label,
        flags,
        matcher,
        before: Math.min(lines.length, Number(value('B') ?? value('C') ?? 0)),
        after: Math.min(lines.length, Number(value('A') ?? value('C') ?? 0)),
      });
  }
  if (failed && !flags.has('s')) return 2;
  return found > 0 ? 0 : 1;
}

/** Lines as they come, so that a grep behind `tail -f` prints at once. */
function* stream(call: Call, matcher: Expression, flags: ReadonlySet<string>): Work<number> {
  let status = 1;
  for (let number = 1; ; number++) {
    const line = yield* call.stdin.line();
    if (line === undefined) return status;
    if (matcher.test(line) === flags.has('v')) continue;
    status = 0;
    if (flags.has('q')) return 0;
    for (const text of shown(line, matcher, flags)) call.stdout.write(`${flags.has('n') ? `${number}:` : ''}${text}\n`);
  }
}

function matcherOf(patterns: readonly string[], flags: ReadonlySet<string>, name: string): Expression {
  const isExtended = flags.has('E') || name.endsWith('egrep');
  return regularExpression(
    patterns.flatMap((pattern) => pattern.split('\n')),
    {
      syntax: flags.has('F') ? 'fixed' : isExtended ? 'extended' : 'basic',
      ignoresCase: flags.has('i'),
      ...(flags.has('x') ? { whole: 'line' } : flags.has('w') ? { whole: 'word' } : {}),
    },
  );
}

function shown(line: string, matcher: Expression, flags: ReadonlySet<string>): readonly string[] {
  if (!flags.has('o') || flags.has('v')) return [line];
  return matcher.all(line).flatMap(({ start, end }) => (start < end ? [line.slice(start, end)] : []));
}

interface Printing {
  readonly label: string | undefined;
  readonly flags: ReadonlySet<string>;
  readonly matcher: Expression;
  readonly before: number;
  readonly after: number;
}

function print(
  call: Call,
  lines: readonly string[],
  hits: readonly number[],
  { label, flags, matcher, before, after }: Printing,
): void {
  const wanted = new Set(hits.flatMap((hit) => Array.from({ length: before + after + 1 }, (_, i) => hit - before + i)));
  const isHit = new Set(hits);
  let previous = -1;
  for (const index of [...wanted].filter((i) => i >= 0 && i < lines.length).sort((a, b) => a - b)) {
    if ((before > 0 || after > 0) && previous >= 0 && index > previous + 1) call.stdout.write('--\n');
    previous = index;
    const mark = isHit.has(index) ? ':' : '-';
    const head = `${label === undefined ? '' : `${label}${mark}`}${flags.has('n') ? `${index + 1}${mark}` : ''}`;
    for (const text of shown(lines[index] ?? '', matcher, flags)) call.stdout.write(`${head}${text}\n`);
  }
}
