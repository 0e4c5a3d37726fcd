import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { parseFieldSelector } from '../../engine/api/field-selectors.ts';
import { parseMatcher, parseSelector } from '../../engine/api/label-parser.ts';
import type { LabelRequirement } from '../../engine/api/labels.ts';
import { compileSelector, formatRequirements, formatSelector } from '../../engine/api/labels.ts';
import { ParseError } from '../../engine/api/parse-error.ts';

const word = fc.constantFrom('a', 'b', 'c', 'in', 'notin', 'x-1', 'app.kubernetes.io');
const labels = fc.dictionary(word, fc.constantFrom('', '1', '2', 'a', 'b'), { noNullPrototype: true });
const values = fc.uniqueArray(fc.constantFrom('1', '2', 'a', 'b'), { minLength: 1, maxLength: 3 });

const plain = { noNullPrototype: true };

const requirement: fc.Arbitrary<LabelRequirement> = fc.oneof(
  fc.record(
    { key: word, operator: fc.constantFrom('=', '==', '!='), values: values.map((list) => list.slice(0, 1)) },
    plain,
  ),
  fc.record(
    { key: word, operator: fc.constantFrom('in', 'notin'), values: values.map((list) => list.toSorted()) },
    plain,
  ),
  fc.record({ key: word, operator: fc.constantFrom('exists', '!'), values: fc.constant([]) }, plain),
  fc.record({ key: word, operator: fc.constantFrom('gt', 'lt'), values: fc.constant(['1']) }, plain),
);

test('what is printed parses to the same conditions', () => {
  fc.assert(
    fc.property(fc.array(requirement, { maxLength: 4 }), (requirements) => {
      const sorted = parseSelector(formatRequirements(requirements));
      assert.deepEqual(new Set(sorted), new Set(requirements));
      assert.equal(formatRequirements(parseSelector(formatRequirements(sorted))), formatRequirements(sorted));
    }),
  );
});

test('any text is either a selector or refused with a message', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...Array.from('ab=!(),<> \0in')) }), (text) => {
      for (const parse of [parseSelector, parseFieldSelector]) {
        try {
          parse(text);
        } catch (error) {
          assert.ok(error instanceof ParseError && error.message !== '', String(error));
        }
      }
    }),
  );
});

test('an object selector matches what its text matches', () => {
  const operator = fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist');
  const expression = fc.record({ key: word, operator, values }).map(({ values: list, ...rest }) => ({
    ...rest,
    values: rest.operator.endsWith('In') ? list : [],
  }));
  const selector = fc.record({ matchLabels: labels, matchExpressions: fc.array(expression, { maxLength: 2 }) });
  fc.assert(
    fc.property(selector, labels, (each, actual) => {
      const text = formatSelector(each);
      assert.equal(compileSelector(each)(actual), parseMatcher(text === '<none>' ? '' : text)(actual), text);
    }),
  );
});

test('a set of labels is matched by itself', () => {
  fc.assert(fc.property(labels, (each) => assert.ok(compileSelector({ matchLabels: each })(each))));
});
