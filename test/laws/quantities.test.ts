import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import {
  addQuantities,
  canonicalQuantity,
  compareQuantities,
  formatQuantity,
  milliValue,
  parseQuantity,
  quantityError,
  subQuantities,
  value,
} from '../../engine/api/quantity.ts';

// Sums stay below 2^63: Kubernetes caps what it reads of a binary quantity there.
const suffix = fc.constantFrom('n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'Ki', 'Mi', 'Gi', 'Ti', 'e3', 'e-2', 'E5');
const number = fc.tuple(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.option(fc.nat(999), { nil: undefined }));
const quantityText = fc
  .tuple(number, suffix)
  .map(([[whole, fraction], unit]) => `${whole}${fraction === undefined ? '' : `.${fraction}`}${unit}`);

test('the canonical text is the same number, and canonical', () => {
  fc.assert(
    fc.property(quantityText, (text) => {
      const canonical = canonicalQuantity(text);
      assert.equal(compareQuantities(text, canonical), 0);
      assert.equal(canonicalQuantity(canonical), canonical);
    }),
  );
});

test('order, sum and difference agree', () => {
  fc.assert(
    fc.property(quantityText, quantityText, (a, b) => {
      const difference = subQuantities(a, b);
      assert.equal(compareQuantities(a, b), compareQuantities(difference, '0'));
      assert.equal(compareQuantities(a, b), -compareQuantities(b, a) + 0);
      assert.equal(compareQuantities(addQuantities(difference, b), a), 0);
      assert.equal(compareQuantities(addQuantities(a, b), addQuantities(b, a)), 0);
    }),
  );
});

test('a computed quantity reads back from its text', () => {
  fc.assert(
    fc.property(quantityText, quantityText, (a, b) => {
      const sum = addQuantities(a, b);
      assert.equal(compareQuantities(formatQuantity(sum), sum), 0);
    }),
  );
});

test('thousandths and whole units never fall short of the number', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), suffix, (count, unit) => {
      const text = `${count}${unit}`;
      if (milliValue(text) > Number.MAX_SAFE_INTEGER) return; // Beyond, plain numbers are not exact.
      assert.ok(milliValue(text) <= value(text) * 1000);
      assert.ok(compareQuantities(value(text), text) >= 0);
    }),
  );
});

test('any text is either a quantity or refused with a message', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...Array.from('0123456789.+-eEimkKMGTPnu x')) }), (text) => {
      if (quantityError(text) === undefined) assert.equal(typeof formatQuantity(parseQuantity(text)), 'string');
      else assert.throws(() => parseQuantity(text), { name: 'ParseError' });
    }),
  );
});
