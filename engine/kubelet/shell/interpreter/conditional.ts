import type { TestExpression } from 'unbash';
import type { Work } from '../work.ts';
import { expandPattern, expandText } from './expand.ts';
import { matches } from './pattern.ts';
import { textOf } from './fields.ts';
import { regularExpression } from './regular-expression.ts';
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
          shell.matched = regularExpression(textOf(right)).first(left)?.groups ?? [];
          return shell.matched.length > 0;
        default:
          return testBinary(shell, left, node.operator, textOf(right));
      }
    }
  }
}
