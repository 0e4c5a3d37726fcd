import type { Kind } from '../../api/kind.ts';
import { utf8Length } from '../../api/utf8.ts';
import { invalid, tooLong } from '../../api/validation/field-error.ts';
import { dns1123Subdomain } from '../../api/validation/names.ts';
import { AGE, NAME } from '../columns.ts';
import type { Errors } from '../field-checks.ts';
import { omitZero } from '../omit.ts';
import type { ConfigMap } from '../types.ts';
import { MAX_DATA_BYTES, base64Bytes, immutableErrors, keyErrors } from './config-data.ts';

const count = ({ data = {}, binaryData = {} }: ConfigMap): number =>
  Object.keys(data).length + Object.keys(binaryData).length;

/** ValidateConfigMap, v1.25. */
function validate({ data = {}, binaryData = {} }: ConfigMap): Errors {
  const doubles = Object.keys(data)
    .toSorted()
    .filter((key) => Object.hasOwn(binaryData, key));
  const bytes =
    Object.values(data).reduce((sum, value) => sum + utf8Length(value), 0) +
    Object.values(binaryData).reduce((sum, value) => sum + base64Bytes(value), 0);
  return [
    ...keyErrors('data', data),
    ...doubles.map((key) => invalid(`data[${key}]`, key, 'duplicate of key present in binaryData')),
    ...keyErrors('binaryData', binaryData),
    ...(bytes > MAX_DATA_BYTES ? [tooLong('', MAX_DATA_BYTES)] : []),
  ];
}

export const configMap: Kind<ConfigMap> = {
  group: '',
  version: 'v1',
  kind: 'ConfigMap',
  plural: 'configmaps',
  shortNames: ['cm'],
  scope: 'Namespaced',
  schema: 'io.k8s.api.core.v1.ConfigMap',
  nameCheck: dns1123Subdomain,
  defaults: (object) => omitZero(object, ['data', 'binaryData']),
  validate,
  validateUpdate: (object, old) => [
    ...immutableErrors({ ...object }, { ...old }, ['data', 'binaryData']),
    ...validate(object),
  ],
  columns: [NAME, { name: 'Data', description: 'Number of its keys.', cell: (object) => String(count(object)) }, AGE],
  brief: (object) => ({ keys: count(object) }),
};
