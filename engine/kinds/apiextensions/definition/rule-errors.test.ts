import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatFieldError } from '../../../api/validation/field-error.ts';
import { schemaErrors } from './schema-errors.ts';
import type { WrittenSchema } from './written-schema.ts';

/** What an API server of v1.25.2 says of a definition with the property `p` below `spec`; P stands for that property. */
function said(p: WrittenSchema): readonly string[] {
  const spec: WrittenSchema = { type: 'object', properties: { p } };
  const schema: WrittenSchema = { type: 'object', properties: { spec } };
  return schemaErrors(schema, 'S', false).map((error) =>
    `${error.field}: ${formatFieldError(error)}`.replaceAll('S.properties[spec].properties[p]', 'P'),
  );
}

const rules = (...texts: readonly string[]): WrittenSchema => ({
  'x-kubernetes-validations': texts.map((rule) => ({ rule })),
});

const RULE = 'x-kubernetes-validations[0].rule';
const NO_TYPE =
  'Internal error: internal error: failed to construct type information for x-kubernetes-validations rules: unable to convert structural schema to CEL declarations';
const UNCORRELATED =
  'Invalid value: "self == oldSelf": oldSelf cannot be used on the uncorrelatable portion of the schema within P';
const NO_BOOL =
  'Invalid value: apiextensions.ValidationRule{Rule:"self", Message:""}: cel expression must evaluate to a bool';
const text: WrittenSchema = { type: 'string', maxLength: 5 };
const ROWS: readonly (readonly [what: string, schema: WrittenSchema, ...said: readonly string[]])[] = [
  [
    'items of a list have no old one',
    { type: 'array', maxItems: 5, items: { ...text, ...rules('self == oldSelf') } },
    `P.items.${RULE}: ${UNCORRELATED}`,
  ],
  [
    'nor have those of a set',
    { type: 'array', maxItems: 5, 'x-kubernetes-list-type': 'set', items: { ...text, ...rules('self == oldSelf') } },
    `P.items.${RULE}: ${UNCORRELATED}`,
  ],
  [
    'members of an atomic object have one',
    { type: 'object', 'x-kubernetes-map-type': 'atomic', properties: { q: { ...text, ...rules('self == oldSelf') } } },
  ],
  [
    'what is preserved unseen has no rules',
    { 'x-kubernetes-preserve-unknown-fields': true, ...rules('self == 1') },
    `P.x-kubernetes-validations: ${NO_TYPE}`,
  ],
  [
    'an int or a text is checked when it is there',
    { 'x-kubernetes-int-or-string': true, ...rules('self', 'self > 1', 'self == "a"', 'self.x == 1') },
    `P.${RULE}: ${NO_BOOL}`,
  ],
  [
    'a default obeys the rules',
    { type: 'integer', default: 5, ...rules('self > 10') },
    'P.default: Invalid value: "integer": failed rule: self > 10',
  ],
  ['below a list without a limit', { type: 'array', items: { type: 'integer', ...rules('self > 1') } }],
];

for (const [what, schema, ...errors] of ROWS)
  test(what, () => {
    assert.deepEqual(said(schema), errors);
  });

const REMEDY =
  'try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared';
const exceeds = (factor: string): string =>
  `Forbidden: estimated rule cost exceeds budget by factor of ${factor} (${REMEDY})`;

test('a rule may not cost too much, and not too much with the others', () => {
  const every = 'self.all(x, self.exists(y, x == y))';
  const list = (maxItems: number): WrittenSchema => ({
    type: 'array',
    maxItems,
    items: { type: 'string', maxLength: 10 },
    ...rules(every),
  });
  assert.deepEqual(said(list(900)), []);
  assert.deepEqual(said(list(1200)), [`P.${RULE}: ${exceeds('1.440600x')}`]);
  assert.deepEqual(said(list(2500)), [`P.${RULE}: ${exceeds('6.3x')}`]);
  const { maxItems: _free, ...unlimited } = list(0);
  assert.deepEqual(said({ ...unlimited, items: { type: 'string' } }), [
    `P.${RULE}: ${exceeds('more than 100x')}`,
    `P.${RULE}: Forbidden: contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema`,
    `S: Forbidden: x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema exceeds budget by factor of more than 100x (${REMEDY})`,
  ]);
});

test('rules are not read where their schema has other mistakes', () => {
  const broken: WrittenSchema = { type: 'array', 'x-kubernetes-list-type': 'heap', items: text, ...rules('self.x') };
  assert.deepEqual(said(broken), [
    'P.x-kubernetes-list-type: Unsupported value: "heap": supported values: "atomic", "set", "map"',
  ]);
});
