import assert from 'node:assert/strict';
import { test } from 'node:test';
import { goQuantity } from './go-quantity.ts';

const cases: readonly (readonly [string, boolean, string])[] = [
  [
    '1500m',
    false,
    'resource.Quantity{i:resource.int64Amount{value:1500, scale:-3}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:"1500m", Format:"DecimalSI"}',
  ],
  [
    '4',
    true,
    'resource.Quantity{i:resource.int64Amount{value:4, scale:0}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:"4", Format:"DecimalSI"}',
  ],
  [
    '64Mi',
    false,
    'resource.Quantity{i:resource.int64Amount{value:67108864, scale:0}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:"", Format:"BinarySI"}',
  ],
  [
    '64Mi',
    true,
    'resource.Quantity{i:resource.int64Amount{value:67108864, scale:0}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:"64Mi", Format:"BinarySI"}',
  ],
];

for (const [text, isPrinted, want] of cases) {
  test(`a quantity as Go shows it: ${text}${isPrinted ? ', printed before' : ''}`, () => {
    assert.equal(goQuantity(text, { isPrinted }), want);
  });
}
