import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatFieldError } from '../../../api/validation/field-error.ts';
import type { Version } from './shared-parts.ts';
import { versionErrors } from './version-errors.ts';

const schema = { openAPIV3Schema: { type: 'object' } };
const v1: Version = { name: 'v1', served: true, storage: true, schema };
const column = { name: 'Size', type: 'integer', jsonPath: '.spec.size' };

/** A version as Go prints it where all versions have the same schema, subresources and columns. */
const printed = (name: string, storage: boolean): string =>
  `apiextensions.CustomResourceDefinitionVersion{Name:"${name}", Served:true, Storage:${storage}, Deprecated:false, DeprecationWarning:(*string)(nil), Schema:(*apiextensions.CustomResourceValidation)(nil), Subresources:(*apiextensions.CustomResourceSubresources)(nil), AdditionalPrinterColumns:[]apiextensions.CustomResourceColumnDefinition(nil)}`;
const list = (...texts: readonly string[]): string =>
  `[]apiextensions.CustomResourceDefinitionVersion{${texts.join(', ')}}`;

const LABEL =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";
const ONE_STORED = 'must have exactly one version marked as storage version';

/** Versions, and what a v1.25 server says of them. */
const ROWS: readonly (readonly [
  what: string,
  versions: readonly Version[] | undefined,
  ...errors: readonly string[],
])[] = [
  ['a stored one', [v1]],
  [
    'nothing said',
    undefined,
    `spec.versions: Invalid value: []apiextensions.CustomResourceDefinitionVersion(nil): ${ONE_STORED}`,
  ],
  ['none', [], `spec.versions: Invalid value: []apiextensions.CustomResourceDefinitionVersion{}: ${ONE_STORED}`],
  [
    'none that is stored',
    [{ ...v1, storage: false }],
    `spec.versions: Invalid value: ${list(printed('v1', false))}: ${ONE_STORED}`,
  ],
  [
    'two that are stored, one of them badly named',
    [
      { ...v1, name: 'V1' },
      { ...v1, name: 'v2' },
    ],
    `spec.versions[0].name: Invalid value: "V1": ${LABEL}`,
    `spec.versions: Invalid value: ${list(printed('V1', true), printed('v2', true))}: ${ONE_STORED}`,
    `spec.version: Invalid value: "V1": ${LABEL}`,
  ],
  [
    'two of one name',
    [v1, { ...v1, storage: false }],
    `spec.versions: Invalid value: ${list(printed('v1', true), printed('v1', false))}: must contain unique version names`,
  ],
  [
    'two with columns of their own',
    [
      { ...v1, additionalPrinterColumns: [column] },
      { ...v1, name: 'v2' },
    ],
    `spec.versions: Invalid value: ${list(
      printed('v1', true).replace(
        'ColumnDefinition(nil)',
        'ColumnDefinition{apiextensions.CustomResourceColumnDefinition{Name:"Size", Type:"integer", Format:"", Description:"", Priority:0, JSONPath:".spec.size"}}',
      ),
      printed('v2', true),
    )}: ${ONE_STORED}`,
  ],
  [
    'a warning of a version that is not deprecated',
    [{ ...v1, deprecationWarning: 'old' }],
    'spec.versions[0].deprecationWarning: Invalid value: "old": can only be set for deprecated versions',
  ],
  [
    'an empty warning',
    [{ ...v1, deprecated: true, deprecationWarning: '' }],
    'spec.versions[0].deprecationWarning: Invalid value: "": must not be an empty string',
  ],
  [
    'a warning of two lines',
    [{ ...v1, deprecated: true, deprecationWarning: 'é\n' }],
    'spec.versions[0].deprecationWarning: Invalid value: "é\\n": must only contain printable UTF-8 characters; non-printable character found at index 2',
  ],
];

for (const [what, versions, ...errors] of ROWS) {
  test(`versions of a definition: ${what}`, () => {
    const texts = versionErrors(versions).map((error) => `${error.field}: ${formatFieldError(error)}`);
    assert.deepEqual(texts, errors);
  });
}
