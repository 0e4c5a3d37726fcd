import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  addQuantities,
  canonicalQuantity,
  compareQuantities,
  formatQuantity,
  milliQuantityOf,
  milliValue,
  parseQuantity,
  quantityError,
  quantityOf,
  signOfQuantity,
  subQuantities,
  value,
} from './quantity.ts';

const MISMATCH = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const SUFFIX = "unable to parse quantity's suffix";

test('quantities are stored in canonical form and read in thousandths and in whole units', () => {
  const rows: readonly (readonly [string | number, string, number, number])[] = [
    // text, canonical, thousandths, whole
    ['0', '0', 0, 0],
    ['1', '1', 1000, 1],
    [2, '2', 2000, 2],
    [0.1, '100m', 100, 1],
    ['1000m', '1', 1000, 1],
    ['1500m', '1500m', 1500, 2],
    ['1.5', '1500m', 1500, 2],
    ['250m', '250m', 250, 1],
    ['0.0001', '100u', 1, 1],
    ['-1', '-1', -1000, -1],
    ['-1500m', '-1500m', -1500, -2],
    ['1.5Gi', '1536Mi', 1_610_612_736_000, 1_610_612_736],
    ['64Mi', '64Mi', 67_108_864_000, 67_108_864],
    ['1024Ki', '1Mi', 1_048_576_000, 1_048_576],
    ['1200Ki', '1200Ki', 1_228_800_000, 1_228_800],
    ['1048576', '1048576', 1_048_576_000, 1_048_576],
    ['0.5Ki', '512', 512_000, 512],
    ['100Ti', '100Ti', 109_951_162_777_600_000, 109_951_162_777_600],
    ['16Ei', '9223372036854775807', 2 ** 63 * 1000, 2 ** 63],
    ['2G', '2G', 2e12, 2e9],
    ['1100000', '1100k', 1.1e9, 1.1e6],
    ['1e3', '1e3', 1e6, 1000],
    ['1E3', '1E3', 1e6, 1000],
    ['12e4', '120e3', 120_000_000, 120_000],
    ['1E', '1E', 1e21, 1e18],
    ['0.1n', '1n', 1, 1],
    [' 1 ', '1', 1000, 1],
    ['.5', '500m', 500, 1],
    ['5.', '5.', 5000, 5],
    ['1e1000000000', '10e999999999', Infinity, Infinity],
    ['1e-1000000000', '1e-9', 1, 1],
  ];
  for (const [text, canonical, milli, whole] of rows) {
    assert.deepEqual([canonicalQuantity(text), milliValue(text), value(text)], [canonical, milli, whole], String(text));
  }
});

test('what is no quantity is refused in Kubernetes words', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['', MISMATCH],
    ['abc', MISMATCH],
    ['100MB', MISMATCH],
    ['1GI', MISMATCH],
    ['1..2', MISMATCH],
    ['1 Gi', MISMATCH],
    ['100mm', SUFFIX],
    ['1e', SUFFIX],
    ['1i', SUFFIX],
    ['1+5', SUFFIX],
    ['1e99999999999999999999', SUFFIX],
  ];
  for (const [text, message] of rows) {
    assert.equal(quantityError(text), message, text);
    assert.throws(() => parseQuantity(text), { name: 'ParseError', message });
  }
  assert.equal(quantityError('1Gi'), undefined);
});

test('quantities compare by value, whatever their form', () => {
  const ascending = ['-1e20', '-1', '-1m', '0', '1n', '1m', '999m', '1', '1k', '1Ki', '1M', '1Gi', '1e1000000000'];
  for (const [i, a] of ascending.entries()) {
    for (const [j, b] of ascending.entries()) assert.equal(compareQuantities(a, b), Math.sign(i - j), `${a} and ${b}`);
  }
  assert.equal(compareQuantities('1024Mi', '1Gi'), 0);
  assert.equal(compareQuantities('1', '1000m'), 0);
});

test('sums and differences are exact and keep the format of the first that is not zero', () => {
  const rows: readonly (readonly [string, string, string, string])[] = [
    // a, b, a+b, a-b
    ['1Gi', '512Mi', '1536Mi', '512Mi'],
    ['250m', '1', '1250m', '-750m'],
    ['0', '1Gi', '1Gi', '-1Gi'],
    ['1', '1', '2', '0'],
    ['1Gi', '1', '1073741825', '1073741823'],
    ['100m', '1Ki', '1024100m', '-1023900m'],
  ];
  for (const [a, b, sum, difference] of rows) {
    assert.equal(formatQuantity(addQuantities(a, b)), sum, `${a} + ${b}`);
    assert.equal(formatQuantity(subQuantities(a, b)), difference, `${a} - ${b}`);
  }
});

test('numbers become quantities', () => {
  assert.equal(formatQuantity(milliQuantityOf(1500)), '1500m');
  assert.equal(formatQuantity(milliQuantityOf(2000)), '2');
  assert.equal(formatQuantity(quantityOf(3 * 1024 ** 2, 'BinarySI')), '3Mi');
  assert.equal(formatQuantity(quantityOf(1023, 'BinarySI')), '1023');
  assert.equal(signOfQuantity(quantityOf(-3)), -1);
});

test('hostile numbers take no time', { timeout: 5000 }, () => {
  const long = '1'.repeat(200_000);
  assert.equal(quantityError(`${long}x`), MISMATCH);
  assert.equal(quantityError(`${'0'.repeat(200_000)}x`), MISMATCH);
  assert.equal(canonicalQuantity(`1${'0'.repeat(99_999)}`), '1e99999');
});
