import type { TestExpression } from 'unbash';
import { NotSimulated, type Work } from '../work.ts';
import { expandPattern, expandText } from './expand.ts';
import { matches } from './pattern.ts';
import { textOf } from './fields.ts';
import { testBinary, testUnary } from './test.ts';
import type { Shell } from './shell.ts';

/** `[[ ... ]]` */
export function* holds(shell: Shell, node: TestExpression): Work<boolean> {
  switch (node.type) {
    case 'TestGroup':
      return yield* holds(shell, node.expression);
    case 'TestNot':
      return (yield* holds(shell, node.operand)) !== (node.negations.length % 2 === 1);
    case 'TestLogical': {
      for (const operand of node.operands) {
        const isTrue = yield* holds(shell, operand);
        if (isTrue === (node.operator === '||')) return isTrue;
      }
      return node.operator === '&&';
    }
    case 'TestUnary':
      return testUnary(shell, node.operator, yield* expandText(shell, node.operand));
    case 'TestBinary': {
      const left = yield* expandText(shell, node.left);
      const right = yield* expandPattern(shell, node.right);
      switch (node.operator) {
        case '==':
        case '=':
          return matches(left, right);
        case '!=':
          return !matches(left, right);
        case '=~':
          return regularExpression(textOf(right)).test(left);
        default:
          return testBinary(shell, left, node.operator, textOf(right));
      }
    }
  }
}

/** A POSIX extended expression, as far as JavaScript's are the same. */
export function regularExpression(source: string, flags = ''): RegExp {
  try {
    return new RegExp(
      source.replaceAll(/\[\[:(\w+):\]\]/g, (whole, name: string) => CLASSES[name] ?? whole),
      flags,
    );
  } catch {
    throw new NotSimulated(`regular expression ${source}`);
  }
}

const CLASSES: Readonly<Record<string, string>> = {
  digit: '[0-9]',
  space: '\\s',
  alpha: '[A-Za-z]',
  alnum: '[A-Za-z0-9]',
  upper: '[A-Z]',
  lower: '[a-z]',
};
