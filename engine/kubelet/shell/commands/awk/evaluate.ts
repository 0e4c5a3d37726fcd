import { replaced } from '../../interpreter/linear.ts';
import { NotSimulated } from '../../work.ts';
import { formatted } from '../printf.ts';
import { AwkProblem } from './lexer.ts';
import type { Expression } from './parser.ts';
import type { AwkState } from './state.ts';
import { compared, Given, isTrue, joinedText, toNumber, toText, type Value } from './value.ts';

const ARITHMETIC: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / nonZero(b),
  '%': (a, b) => a % nonZero(b),
  '^': (a, b) => a ** b,
};
const COMPARISON: Readonly<Record<string, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '==': (order) => order === 0,
  '!=': (order) => order !== 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

function nonZero(value: number): number {
  if (value === 0) throw new AwkFatal('division by zero');
  return value;
}

/** What awk ends with, and says. */
export class AwkFatal extends Error {}

export function evaluate(state: AwkState, node: Expression): Value {
  state.count();
  switch (node.type) {
    case 'number':
    case 'string':
      return node.value;
    case 'regex':
      return Number(state.pattern(node.source).test(state.line));
    case 'variable':
      return state.get(node.name);
    case 'field':
      return state.field(toNumber(evaluate(state, node.index)));
    case 'item':
      return state.array(node.array).get(keyOf(state, node.keys)) ?? new Given('');
    case 'in':
      return Number(state.array(node.array).has(toText(evaluate(state, node.key))));
    case 'assign': {
      const right = evaluate(state, node.value);
      const apply = ARITHMETIC[node.operator[0] ?? ''];
      const value = apply === undefined ? right : apply(toNumber(evaluate(state, node.target)), toNumber(right));
      return assign(state, node.target, value);
    }
    case 'step': {
      const before = toNumber(evaluate(state, node.target));
      assign(state, node.target, before + node.by);
      return node.isPrefix ? before + node.by : before;
    }
    case 'unary': {
      const value = evaluate(state, node.operand);
      if (node.operator === '!') return Number(!isTrue(value));
      return node.operator === '-' ? -toNumber(value) : toNumber(value);
    }
    case 'binary':
      return binary(state, node);
    case 'choice':
      return evaluate(state, isTrue(evaluate(state, node.test)) ? node.yes : node.no);
    case 'call':
      return call(state, node.name, node.args);
  }
}

export function keyOf(state: AwkState, keys: readonly Expression[]): string {
  return keys.map((key) => toText(evaluate(state, key))).join(toText(state.get('SUBSEP')));
}

function assign(state: AwkState, target: Expression, value: Value): Value {
  if (target.type === 'variable') state.set(target.name, value);
  else if (target.type === 'field') state.setField(toNumber(evaluate(state, target.index)), value);
  else if (target.type === 'item') state.setItem(target.array, keyOf(state, target.keys), value);
  else throw new AwkProblem('an assignment to what is no variable');
  return value;
}

function binary(state: AwkState, { operator, left, right }: Expression & { type: 'binary' }): Value {
  const first = evaluate(state, left);
  if (operator === '&&') return Number(isTrue(first) && isTrue(evaluate(state, right)));
  if (operator === '||') return Number(isTrue(first) || isTrue(evaluate(state, right)));
  if (operator === '~' || operator === '!~')
    return Number(state.pattern(sourceOf(state, right)).test(toText(first)) === (operator === '~'));
  const second = evaluate(state, right);
  if (operator === '') return joinedText(toText(first), toText(second));
  const compare = COMPARISON[operator];
  if (compare !== undefined) return Number(compare(compared(first, second)));
  return ARITHMETIC[operator]?.(toNumber(first), toNumber(second)) ?? 0;
}

/** A pattern as it is written, or as a text says it. */
function sourceOf(state: AwkState, node: Expression): string {
  return node.type === 'regex' ? node.source : toText(evaluate(state, node));
}

function call(state: AwkState, name: string, args: readonly Expression[]): Value {
  const value = (index: number): Value => {
    const arg = args[index];
    return arg === undefined ? new Given('') : evaluate(state, arg);
  };
  const text = (index: number): string => toText(value(index));
  switch (name) {
    case 'length':
      if (args[0]?.type === 'variable' && state.arrays.has(args[0].name)) return state.array(args[0].name).size;
      return args.length === 0 ? state.line.length : text(0).length;
    case 'substr': {
      const from = Math.round(toNumber(value(1)));
      const end = args.length > 2 ? from + Math.round(toNumber(value(2))) : Number.POSITIVE_INFINITY;
      return text(0).slice(Math.max(0, from - 1), Math.max(0, end - 1));
    }
    case 'index':
      return text(0).indexOf(text(1)) + 1;
    case 'toupper':
      return text(0).toUpperCase();
    case 'tolower':
      return text(0).toLowerCase();
    case 'int':
      return Math.trunc(toNumber(value(0)));
    case 'sqrt':
      return Math.sqrt(toNumber(value(0)));
    case 'sprintf':
      return sprintf(args.map((arg) => evaluate(state, arg)));
    case 'match': {
      const found = state.pattern(sourceOf(state, args[1] ?? EMPTY)).first(text(0));
      state.set('RSTART', found === undefined ? 0 : found.start + 1);
      state.set('RLENGTH', found === undefined ? -1 : found.end - found.start);
      return found === undefined ? 0 : found.start + 1;
    }
    case 'split':
      return split(state, args, text(0));
    case 'sub':
    case 'gsub':
      return substitute(state, args, name === 'gsub');
    default:
      throw new NotSimulated(`awk: ${name}()`);
  }
}

const EMPTY: Expression = { type: 'string', value: '' };

function split(state: AwkState, [, array, separator]: readonly Expression[], text: string): number {
  if (array?.type !== 'variable') throw new AwkProblem('split without an array');
  const by = separator === undefined ? toText(state.get('FS')) : sourceOf(state, separator);
  const parts = state.split(text, by);
  state.array(array.name).clear();
  for (const [index, part] of parts.entries()) state.setItem(array.name, String(index + 1), new Given(part));
  return parts.length;
}

function substitute(state: AwkState, [pattern, by, target]: readonly Expression[], isAll: boolean): number {
  const place: Expression = target ?? { type: 'field', index: { type: 'number', value: 0 } };
  const before = toText(evaluate(state, place));
  const expression = state.pattern(sourceOf(state, pattern ?? EMPTY));
  const found = isAll ? expression.all(before) : [expression.first(before)].flatMap((match) => match ?? []);
  if (found.length === 0) return 0;
  const text = toText(evaluate(state, by ?? EMPTY));
  const after = replaced(before, found, ({ groups: [whole = ''] }) =>
    text.replaceAll(/\\&|&/g, (mark) => (mark === '&' ? whole : '&')),
  );
  assign(state, place, after);
  return found.length;
}

/** `%d` and its kind take numbers, `%s` and `%c` texts. */
export function sprintf([format = '', ...values]: readonly Value[]): string {
  const left = values.map(toText);
  return formatted(toText(format), () => left.shift());
}
