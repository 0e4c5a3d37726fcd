import { decodeBase64Text, encodeBase64 } from '../../api/base64.ts';
import { jsonObjectError } from '../../api/go-json.ts';
import type { Kind } from '../../api/kind.ts';
import { type FieldError, invalid, required, tooLong } from '../../api/validation/field-error.ts';
import { dns1123Subdomain } from '../../api/validation/names.ts';
import { immutable } from '../checks.ts';
import { AGE, NAME } from '../columns.ts';
import type { Errors } from '../field-checks.ts';
import { omitZero } from '../omit.ts';
import type { Secret } from '../types.ts';
import { MAX_DATA_BYTES, base64Bytes, immutableErrors, keyErrors } from './config-data.ts';

const ACCOUNT = 'kubernetes.io/service-account.name';

/** Keys that hold a JSON object. */
const REGISTRY_KEYS: Readonly<Record<string, string>> = {
  'kubernetes.io/dockercfg': '.dockercfg',
  'kubernetes.io/dockerconfigjson': '.dockerconfigjson',
};

/** Keys that a secret of a type must have. */
const REQUIRED_KEYS: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
};

/** Plain text goes to `data` as base64; the member that held it is never stored. */
function defaults(given: Secret): Secret {
  const { stringData = {}, ...rest } = given;
  const added = Object.fromEntries(Object.entries(stringData).map(([key, text]) => [key, encodeBase64(text)]));
  const data = { ...rest.data, ...added };
  const type = rest.type === undefined || rest.type === '' ? 'Opaque' : rest.type;
  return omitZero<Secret>({ ...rest, data, type }, ['data']);
}

/** ValidateSecret, v1.25. */
function validate({ metadata, data = {}, type = '' }: Secret): Errors {
  const bytes = Object.values(data).reduce((sum, value) => sum + base64Bytes(value), 0);
  const errors: FieldError[] = [...keyErrors('data', data)];
  if (bytes > MAX_DATA_BYTES) errors.push(tooLong('data', MAX_DATA_BYTES));
  if (type === 'kubernetes.io/service-account-token' && (metadata.annotations?.[ACCOUNT] ?? '') === '') {
    errors.push(required(`metadata.annotations[${ACCOUNT}]`));
  }
  if (type === 'kubernetes.io/basic-auth' && data['username'] === undefined && data['password'] === undefined) {
    errors.push(required('data[username]'), required('data[password]'));
  }
  const missing = (REQUIRED_KEYS[type] ?? []).filter((key) => data[key] === undefined);
  return [...errors, ...missing.map((key) => required(`data[${key}]`)), ...registryErrors(type, data)];
}

/** What registries are logged in to by has to be JSON; what it says instead is not repeated. */
function registryErrors(type: string, data: Readonly<Record<string, string>>): Errors {
  const key = REGISTRY_KEYS[type] ?? '';
  const text = data[key];
  const why = text === undefined ? undefined : jsonObjectError(decodeBase64Text(text));
  return why === undefined ? [] : [invalid(`data[${key}]`, '<secret contents redacted>', why)];
}

export const secret: Kind<Secret> = {
  group: '',
  version: 'v1',
  kind: 'Secret',
  plural: 'secrets',
  scope: 'Namespaced',
  schema: 'io.k8s.api.core.v1.Secret',
  nameCheck: dns1123Subdomain,
  defaults,
  validate,
  validateUpdate: (object, old) => [
    ...immutable(object.type, old.type, 'type'),
    ...immutableErrors({ ...object }, { ...old }, ['data']),
    ...validate(object),
  ],
  columns: [
    NAME,
    { name: 'Type', description: 'What the secret is for.', cell: ({ type }) => type ?? '' },
    {
      name: 'Data',
      description: 'Number of its keys.',
      cell: ({ data }) => String(Object.keys(data ?? {}).length),
    },
    AGE,
  ],
  fieldSelectors: { type: ({ type }) => type ?? '' },
  brief: ({ type, data }) => ({ type: type ?? '', keys: Object.keys(data ?? {}).length }),
};
