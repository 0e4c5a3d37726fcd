import { type Expression, shortened } from '../interpreter/linear.ts';
import { regularExpression } from '../interpreter/regular-expression.ts';
import type { Work } from '../work.ts';
import { NotSimulated } from '../work.ts';
import { type Call, fail, inputs, linesOf, parse } from './command.ts';

/** awk [-F x] '[/pattern/] {print $1, "text", NR}': the one program everybody writes; any other is refused. */
export function* awk(call: Call): Work<number> {
  const { rest, value } = parse(call, 'F:');
  const [program, ...paths] = rest;
  if (program === undefined) return fail(call, 'usage: awk [-F fs] program [file ...]', 2);
  const parsed =
    /^(?:(NR\s*(?:==|>|<|>=|<=)\s*\d+)|\/((?:[^/\\]|\\.)*)\/)?\s*(?:\{\s*print\b([^{};]*)(?:;\s*)?\})?$/.exec(
      program.trim(),
    );
  if (parsed === null || program.trim() === '') throw new NotSimulated(`awk '${shortened(program)}'`);
  const [, condition, pattern, list = ''] = parsed;
  const items = list.trim() === '' ? [['$0']] : list.split(/,\s*/).map((item) => terms(item, program));
  const separator = value('F');
  const { texts, failed } = yield* inputs(call, paths);
  const expression = pattern === undefined ? undefined : regularExpression(pattern);
  let number = 0;
  for (const line of texts.flatMap(({ text }) => linesOf(text))) {
    number += 1;
    if (expression !== undefined && !expression.test(line)) continue;
    if (condition !== undefined && !compare(condition, number)) continue;
    const fields = split(line, separator);
    const value_ = (term: string): string => valueOf(term, line, fields, number);
    call.stdout.write(`${items.map((item) => item.map(value_).join('')).join(' ')}\n`);
  }
  return failed ? 2 : 0;
}

function terms(item: string, program: string): readonly string[] {
  const found = item.match(/"(?:[^"\\]|\\.)*"|\$NF|\$\d+|NR|NF|\S+/g) ?? [];
  const unknown = found.find((term) => !/^(?:"[^]*"|\$NF|\$\d+|NR|NF)$/.test(term));
  if (unknown !== undefined) throw new NotSimulated(`awk '${shortened(program)}'`);
  return found;
}

function valueOf(term: string, line: string, fields: readonly string[], number: number): string {
  if (term.startsWith('"'))
    return term.slice(1, -1).replaceAll('\\n', '\n').replaceAll('\\t', '\t').replaceAll('\\"', '"');
  if (term === 'NR') return String(number);
  if (term === 'NF') return String(fields.length);
  if (term === '$NF') return fields.at(-1) ?? '';
  return term === '$0' ? line : (fields[Number(term.slice(1)) - 1] ?? '');
}

function split(line: string, separator: string | undefined): readonly string[] {
  if (separator === undefined || separator === ' ') return line.trim() === '' ? [] : line.trim().split(/\s+/);
  return separator.length === 1 ? line.split(separator) : separated(line, regularExpression(separator));
}

function separated(line: string, separator: Expression): readonly string[] {
  const found = separator.all(line).filter(({ start, end }) => start < end);
  const starts = [0, ...found.map(({ end }) => end)];
  return starts.map((start, i) => line.slice(start, found[i]?.start));
}

function compare(condition: string, number: number): boolean {
  const [, operator = '', text = '0'] = /NR\s*(==|>=|<=|>|<)\s*(\d+)/.exec(condition) ?? [];
  const other = Number(text);
  return (
    { '==': number === other, '>': number > other, '<': number < other, '>=': number >= other, '<=': number <= other }[
      operator
    ] ?? false
  );
}
