import type { ArithmeticExpression } from 'unbash';
import { NotSimulated, type Work } from '../work.ts';
import { Fatal, plainValue } from './parameter.ts';
import { parseScript } from './parse.ts';
import type { Shell } from './shell.ts';

const BINARY: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '**': (a, b) => {
    if (b < 0) throw new Fatal('exponent less than 0');
    return a ** b;
  },
  '/': (a, b) => Math.trunc(a / nonZero(b)),
  '%': (a, b) => a % nonZero(b),
  '<': (a, b) => Number(a < b),
  '>': (a, b) => Number(a > b),
  '<=': (a, b) => Number(a <= b),
  '>=': (a, b) => Number(a >= b),
  '==': (a, b) => Number(a === b),
  '!=': (a, b) => Number(a !== b),
  '&': (a, b) => Number(BigInt(a) & BigInt(b)),
  '|': (a, b) => Number(BigInt(a) | BigInt(b)),
  '^': (a, b) => Number(BigInt(a) ^ BigInt(b)),
  '<<': (a, b) => Number(BigInt.asIntN(64, BigInt(a) << BigInt(b & 63))),
  '>>': (a, b) => Number(BigInt(a) >> BigInt(b & 63)),
};

function nonZero(value: number): number {
  if (value === 0) throw new Fatal('division by 0');
  return value;
}

function exact(value: number): number {
  if (!Number.isSafeInteger(value)) throw new NotSimulated('sh: arithmetic beyond 2^53');
  return value;
}

/** Integer arithmetic: `$((...))`, `((...))`. */
export function* evaluate(shell: Shell, node: ArithmeticExpression): Work<number> {
  switch (node.type) {
    case 'ArithmeticGroup':
      return yield* evaluate(shell, node.expression);
    case 'ArithmeticWord':
      return numberOf(
        shell,
        node.parts === undefined
          ? dollarValue(shell, node.value)
          : yield* shell.interpreter.expandParts(shell, node.parts),
      );
    case 'ArithmeticTernary':
      return (yield* evaluate(shell, node.test)) === 0
        ? yield* evaluate(shell, node.alternate)
        : yield* evaluate(shell, node.consequent);
    case 'ArithmeticUnary':
      return yield* unary(shell, node);
    case 'ArithmeticBinary':
      return yield* binary(shell, node);
    case 'ArithmeticCommandExpansion':
      return numberOf(
        shell,
        yield* shell.interpreter.expandParts(shell, [{ ...node, script: node.script, type: 'CommandExpansion' }]),
      );
  }
}

/** The arithmetic of a text, as it stands between `((` and `))`. */
export function* evaluateText(shell: Shell, text: string): Work<number> {
  if (/^\s*\d+\s*$/.test(text)) return Number(text);
  const [statement] = parseScript(`((${text}))`).commands;
  const { command } = statement ?? {};
  if (command?.type !== 'ArithmeticCommand' || command.expression === undefined)
    throw new Fatal(`arithmetic syntax error: ${text}`);
  return yield* evaluate(shell, command.expression);
}

/** `$name`, `$1` or `$#`, which the parser leaves as it stands; anything else is the word itself. */
function dollarValue(shell: Shell, word: string): string {
  const name = /^\$(\w+|[#?$!@*-])$/.exec(word)?.[1];
  return name === undefined ? word : plainValue(shell, name);
}

/** A number, or a variable whose value is one. */
function numberOf(shell: Shell, text: string, depth = 0): number {
  const value = text.trim();
  if (value === '') return 0;
  if (/^-?\d+$/.test(value)) return exact(/^0[0-7]+$/.test(value) ? Number.parseInt(value, 8) : Number(value));
  if (/^0[xX][\da-fA-F]+$/.test(value)) return exact(Number(value));
  if (/^[A-Za-z_]\w*$/.test(value) && depth < 10) return numberOf(shell, plainValue(shell, value), depth + 1);
  throw new Fatal(`arithmetic syntax error: ${value}`);
}

function* unary(shell: Shell, node: Extract<ArithmeticExpression, { type: 'ArithmeticUnary' }>): Work<number> {
  const { operator, operand, prefix } = node;
  const value = yield* evaluate(shell, operand);
  switch (operator) {
    case '-':
      return value === 0 ? 0 : -value;
    case '+':
      return value;
    case '!':
      return Number(value === 0);
    case '~':
      return -value - 1;
    case '++':
    case '--': {
      const next = operator === '++' ? value + 1 : value - 1;
      assign(shell, operand, next);
      return prefix ? next : value;
    }
    default:
      throw new NotSimulated(`sh: arithmetic operator ${operator}`);
  }
}

function* binary(shell: Shell, node: Extract<ArithmeticExpression, { type: 'ArithmeticBinary' }>): Work<number> {
  const { operator } = node;
  if (operator === '&&' || operator === '||') {
    const left = (yield* evaluate(shell, node.left)) !== 0;
    if (left === (operator === '||')) return Number(left);
    return Number((yield* evaluate(shell, node.right)) !== 0);
  }
  if (operator === ',') {
    yield* evaluate(shell, node.left);
    return yield* evaluate(shell, node.right);
  }
  const isAssignment = operator.endsWith('=') && BINARY[operator] === undefined;
  const right = yield* evaluate(shell, node.right);
  if (operator === '=') return assign(shell, node.left, right);
  const apply = BINARY[isAssignment ? operator.slice(0, -1) : operator];
  if (apply === undefined) throw new NotSimulated(`sh: arithmetic operator ${operator}`);
  const result = exact(apply(yield* evaluate(shell, node.left), right));
  return isAssignment ? assign(shell, node.left, result) : result;
}

function assign(shell: Shell, target: ArithmeticExpression, value: number): number {
  if (target.type !== 'ArithmeticWord' || !/^[A-Za-z_]\w*$/.test(target.value)) {
    throw new Fatal('arithmetic: attempted assignment to non-variable');
  }
  shell.set(target.value, String(value));
  return value;
}
