import assert from 'node:assert/strict';
import { test } from 'node:test';

import { goIntOrString, resolveIntOrPercent } from './intstr.ts';

test('percentages resolve with the rounding asked for', () => {
  const rows: readonly (readonly [number | string, number, number, number])[] = [
    // value, total, up, down
    [2, 10, 2, 2],
    ['25%', 4, 1, 1],
    ['25%', 3, 1, 0],
    ['100%', 3, 3, 3],
    ['0%', 3, 0, 0],
    ['150%', 3, 5, 4],
  ];
  for (const [value, total, up, down] of rows) {
    assert.equal(resolveIntOrPercent(value, total, 'up'), up, String(value));
    assert.equal(resolveIntOrPercent(value, total, 'down'), down, String(value));
  }
  assert.throws(() => resolveIntOrPercent('x', 1, 'up'), {
    message: 'invalid value for IntOrString: invalid type: string is not a percentage',
  });
  assert.throws(() => resolveIntOrPercent('x%', 1, 'up'), {
    message: 'invalid value for IntOrString: invalid value "x%": strconv.Atoi: parsing "x": invalid syntax',
  });
  assert.equal(goIntOrString(undefined), 'intstr.IntOrString{Type:0, IntVal:0, StrVal:""}');
  assert.equal(goIntOrString('a'), 'intstr.IntOrString{Type:1, IntVal:0, StrVal:"a"}');
});
