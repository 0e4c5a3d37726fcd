import { utf8Length } from '../../../api/utf8.ts';
import { type FieldError, invalid, required } from '../../../api/validation/field-error.ts';
import { dns1035Label } from '../../../api/validation/names.ts';
import { each, named, optionalName } from '../../field-checks.ts';
import { goVersions } from './go-version.ts';
import { schemaErrors } from './schema-errors.ts';
import { isShared, type Version } from './shared-parts.ts';
import { columnErrors, subresourceErrors } from './version-parts.ts';
import type { WrittenSchema } from './written-schema.ts';

type Errors = readonly FieldError[];

const PATH = 'spec.versions';

/** What is wrong with the versions, each of them and together (validateCustomResourceDefinitionSpec, apiextensions v1.25). */
export function versionErrors(given: readonly Version[] | undefined): Errors {
  const versions = given ?? [];
  const [first] = versions;
  const names = new Set(versions.map(({ name }) => name));
  return [
    ...each(PATH, versions, missingSchema),
    ...each(PATH, versions, (version, path) => ownErrors(versions, version, path)),
    ...(names.size < versions.length ? [invalid(PATH, goVersions(versions), 'must contain unique version names')] : []),
    ...(versions.filter(({ storage }) => storage).length === 1
      ? []
      : [invalid(PATH, goVersions(given), 'must have exactly one version marked as storage version')]),
    ...(first === undefined ? [] : optionalName('spec.version', first.name, dns1035Label)),
  ];
}

function ownErrors(versions: readonly Version[], version: Version, path: string): Errors {
  const { schema, subresources, additionalPrinterColumns: columns } = version;
  return [
    ...named(`${path}.name`, version.name, dns1035Label),
    ...warningErrors(version, `${path}.deprecationWarning`),
    ...(isShared(versions, 'schema') ? [] : validationErrors(schema, `${path}.schema`, hasStatus(version))),
    ...(isShared(versions, 'subresources') ? [] : subresourceErrors(subresources, `${path}.subresources`)),
    ...(isShared(versions, 'additionalPrinterColumns')
      ? []
      : columnErrors(columns, `${path}.additionalPrinterColumns`)),
  ];
}

/** What is wrong with the parts that all versions have in common, told once. */
export function sharedErrors(versions: readonly Version[]): Errors {
  const [version] = versions;
  if (version === undefined) return [];
  const { schema, subresources, additionalPrinterColumns: columns } = version;
  return [
    ...(isShared(versions, 'schema') ? validationErrors(schema, 'spec.validation', versions.some(hasStatus)) : []),
    ...(isShared(versions, 'subresources') ? subresourceErrors(subresources, 'spec.subresources') : []),
    ...(isShared(versions, 'additionalPrinterColumns') ? columnErrors(columns, 'spec.additionalPrinterColumns') : []),
  ];
}

const hasStatus = ({ subresources }: Version): boolean => subresources?.status !== undefined;

function validationErrors(schema: Version['schema'], path: string, withStatus: boolean): Errors {
  const written = schema?.openAPIV3Schema as WrittenSchema | undefined;
  return written === undefined ? [] : schemaErrors(written, `${path}.openAPIV3Schema`, withStatus);
}

/** A schema that is there, or a message. */
function missingSchema({ schema }: Version, path: string): Errors {
  return schema?.openAPIV3Schema === undefined
    ? [required(`${path}.schema.openAPIV3Schema`, 'schemas are required')]
    : [];
}

const MAX_WARNING_BYTES = 256;
const NOT_PRINTABLE = /[^ \p{L}\p{M}\p{N}\p{P}\p{S}]/u;

function warningErrors({ deprecated, deprecationWarning: text }: Version, path: string): Errors {
  if (text === undefined) return [];
  if (deprecated !== true) return [invalid(path, text, 'can only be set for deprecated versions')];
  const at = text.search(NOT_PRINTABLE);
  const why = `must only contain printable UTF-8 characters; non-printable character found at index ${utf8Length(text.slice(0, at))}`;
  return [
    ...(utf8Length(text) > MAX_WARNING_BYTES ? [invalid(path, text, 'must be <= 256 characters long')] : []),
    ...(text === '' ? [invalid(path, text, 'must not be an empty string')] : []),
    ...(at < 0 ? [] : [invalid(path, text, why)]),
  ];
}
