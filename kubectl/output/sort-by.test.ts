import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sortBy } from './sort-by.ts';

function sorted(values: readonly unknown[]): readonly unknown[] {
  return sortBy(
    values.map((value) => (value === undefined ? {} : { v: value })),
    '.v',
    (item) => item,
  ).sorted.map((item) => item.v);
}

describe('sortBy', () => {
  const orders: readonly (readonly [name: string, values: readonly unknown[], order: readonly unknown[]])[] = [
    ['names with numbers', ['web-10', 'web-2', 'db', 'web-1'], ['db', 'web-1', 'web-2', 'web-10']],
    ['timestamps', ['2022-10-03T00:00:10Z', '2022-10-03T00:00:02Z'], ['2022-10-03T00:00:02Z', '2022-10-03T00:00:10Z']],
    ['quantities', ['1Gi', '500Mi', '2', '100m', '1e3', '-1'], ['-1', '100m', '2', '1e3', '500Mi', '1Gi']],
    ['numbers', [10, 9, 2], [2, 9, 10]],
    ['missing ones first', ['b', undefined, 'a'], [undefined, 'a', 'b']],
  ];
  for (const [name, values, order] of orders) {
    it(`puts ${name} in order`, () => {
      assert.deepEqual(sorted(values), order);
    });
  }

  it('keeps ties as they were and says when nothing has the field', () => {
    const items = [
      { n: 1, v: 'x' },
      { n: 2, v: 'x' },
    ];
    assert.deepEqual(
      sortBy(items, '{.v}', (item) => item).sorted.map(({ n }) => n),
      [1, 2],
    );
    const result = sortBy(items, '.nope', (item) => item);
    assert.equal(result.fieldFound, false);
    assert.equal(result.message, 'couldn\'t find any field with path "{.nope}" in the list of objects');
  });

  it('puts the last of those without the field foremost, as Go does', () => {
    const items = [{ n: 'db' }, { n: 'solo', v: '10' }, { n: 'tiny', v: '9' }, { n: 'web-1' }, { n: 'web-2' }];
    const { sorted: order } = sortBy(items, '.v', (item) => item);
    assert.deepEqual(
      order.map(({ n }) => n),
      ['web-2', 'web-1', 'db', 'tiny', 'solo'],
    );
  });

  const refusals: readonly (readonly [values: readonly unknown[], refusal: string])[] = [
    [[{ a: 1 }, { a: 2 }], 'unsortable type: map[string]interface {}'],
    [[[1], [2]], 'unsortable type: []interface {}'],
    [[true, false], 'unsortable type: bool'],
    [[1, 'a'], 'unsortable interface: interface'],
    [[10, 1.5], 'unsortable interface: interface'],
  ];
  for (const [values, refusal] of refusals)
    it(`refuses ${JSON.stringify(values)}`, () => {
      const message = `Field {.v} in *unstructured.Unstructured is an unsortable type: interface, err: ${refusal}`;
      assert.throws(
        () => sorted(values),
        (error: Error) => error.message.endsWith(`] ${message}`),
      );
    });
});
