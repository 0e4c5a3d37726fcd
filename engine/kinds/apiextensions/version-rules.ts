import { deepEqual } from '../../api/equality.ts';
import { goQuote } from '../../api/go-format.ts';
import { type FieldError, type GoValue, goValue, invalid, required } from '../../api/validation/field-error.ts';
import { dns1035Label } from '../../api/validation/names.ts';
import { each, requiredName } from '../field-checks.ts';
import type { CustomResourceDefinition } from '../types.ts';
import type { Schema } from './schema.ts';
import { schemaErrors } from './schema-rules.ts';

export type Version = CustomResourceDefinition['spec']['versions'][number];
type Column = NonNullable<Version['additionalPrinterColumns']>[number];
type Shared = 'schema' | 'subresources' | 'additionalPrinterColumns';

/**
 * The versions of a definition (validateCustomResourceDefinitionSpec, v1.25). The server judges its internal form, in which what all
 * versions have in common stands once, above them; so do the errors.
 */
export function validateVersions(versions: readonly Version[], path: string): readonly FieldError[] {
  const at = (position: number, part: Shared, common: string): string =>
    isShared(versions, part) ? `${path}.${common}` : `${path}.versions[${position}].${part}`;
  const once = (position: number, part: Shared): boolean => position === 0 || !isShared(versions, part);
  const shown = (): GoValue => goVersions(versions);
  return [
    ...versions.flatMap((version, i) => [
      ...requiredName(`${path}.versions[${i}].name`, version.name, dns1035Label),
      ...(version.schema?.openAPIV3Schema === undefined
        ? [required(`${path}.versions[${i}].schema.openAPIV3Schema`, 'schemas are required')]
        : once(i, 'schema')
          ? schemaErrors(version.schema.openAPIV3Schema as Schema, `${at(i, 'schema', 'validation')}.openAPIV3Schema`)
          : []),
      ...(once(i, 'subresources') ? subresourceErrors(version, at(i, 'subresources', 'subresources')) : []),
      ...(once(i, 'additionalPrinterColumns')
        ? columnErrors(version, at(i, 'additionalPrinterColumns', 'additionalPrinterColumns'))
        : []),
      ...warningErrors(version, `${path}.versions[${i}].deprecationWarning`),
    ]),
    ...(new Set(versions.map(({ name }) => name)).size < versions.length
      ? [invalid(`${path}.versions`, shown(), 'must contain unique version names')]
      : []),
    ...(versions.filter(({ storage }) => storage).length === 1
      ? []
      : [invalid(`${path}.versions`, shown(), 'must have exactly one version marked as storage version')]),
    ...(versions[0] === undefined ? [] : requiredName(`${path}.version`, versions[0].name, dns1035Label)),
  ];
}

function isShared(versions: readonly Version[], part: Shared): boolean {
  return versions.every((version) => deepEqual(version[part] ?? null, versions[0]?.[part] ?? null));
}

/** The versions as Go prints them; what is not shared is printed as a pointer, whose address nobody can tell. */
function goVersions(versions: readonly Version[]): GoValue {
  const type = '[]apiextensions.CustomResourceDefinitionVersion';
  if (versions.length === 0) return goValue(`${type}(nil)`);
  return goValue(`${type}{${versions.map((version) => goVersion(version, versions)).join(', ')}}`);
}

/** One version as Go prints it. */
export function goVersion(version: Version, all: readonly Version[]): string {
  const pointer = (type: string, isSet: boolean): string => `(*${type})(${isSet ? '0xc000000000' : 'nil'})`;
  const own = (part: Shared): boolean => version[part] !== undefined && !isShared(all, part);
  const fields = [
    `Name:${goQuote(version.name)}`,
    `Served:${String(version.served)}`,
    `Storage:${String(version.storage)}`,
    `Deprecated:${String(version.deprecated === true)}`,
    `DeprecationWarning:${pointer('string', version.deprecationWarning !== undefined)}`,
    `Schema:${pointer('apiextensions.CustomResourceValidation', own('schema'))}`,
    `Subresources:${pointer('apiextensions.CustomResourceSubresources', own('subresources'))}`,
    `AdditionalPrinterColumns:${goColumns(own('additionalPrinterColumns') ? version.additionalPrinterColumns : undefined)}`,
  ];
  return `apiextensions.CustomResourceDefinitionVersion{${fields.join(', ')}}`;
}

function goColumns(columns: readonly Column[] | undefined): string {
  const type = 'apiextensions.CustomResourceColumnDefinition';
  if (columns === undefined) return `[]${type}(nil)`;
  const texts = columns.map(({ name, type: of, format = '', description = '', priority = 0, jsonPath }) => {
    const quoted = `Name:${goQuote(name)}, Type:${goQuote(of)}, Format:${goQuote(format)}, Description:${goQuote(description)}`;
    return `${type}{${quoted}, Priority:${priority}, JSONPath:${goQuote(jsonPath)}}`;
  });
  return `[]${type}{${texts.join(', ')}}`;
}

function warningErrors({ deprecated, deprecationWarning }: Version, path: string): readonly FieldError[] {
  if (deprecationWarning === undefined) return [];
  const shown = goValue('(*string)(0xc000000000)');
  if (deprecated !== true) return [invalid(path, shown, 'can only be set for deprecated versions')];
  return deprecationWarning === '' ? [invalid(path, shown, 'must not be an empty string')] : [];
}

const DATA_TYPES = ['boolean', 'date', 'integer', 'number', 'string'];
const FORMATS = ['byte', 'date', 'date-time', 'double', 'float', 'int32', 'int64', 'password'];

function columnErrors({ additionalPrinterColumns }: Version, path: string): readonly FieldError[] {
  return each(path, additionalPrinterColumns, ({ name, type, format, jsonPath }, at) => [
    ...((name ?? '') === '' ? [required(`${at}.name`)] : []),
    ...((type ?? '') === ''
      ? [required(`${at}.type`, `must be one of ${DATA_TYPES.join(',')}`)]
      : DATA_TYPES.includes(type)
        ? []
        : [invalid(`${at}.type`, type, `must be one of ${DATA_TYPES.join(',')}`)]),
    ...((format ?? '') === '' || FORMATS.includes(format ?? '')
      ? []
      : [invalid(`${at}.format`, format, `must be one of ${FORMATS.join(',')}`)]),
    ...simplePath(`${at}.JSONPath`, jsonPath),
  ]);
}

function simplePath(at: string, path: string | undefined): readonly FieldError[] {
  if ((path ?? '') === '') return [required(at)];
  return path?.startsWith('.') === true ? [] : [invalid(at, path, 'must be a simple json path starting with .')];
}

function subresourceErrors({ subresources }: Version, path: string): readonly FieldError[] {
  const scale = subresources?.scale;
  if (scale === undefined) return [];
  const under = (name: keyof typeof scale, roots: readonly string[], why: string): readonly FieldError[] => {
    const value = scale[name];
    const at = `${path}.scale.${name}`;
    const simple = simplePath(at, value);
    if (simple.length > 0 || roots.some((root) => value?.startsWith(root) === true)) return simple;
    return [invalid(at, value, why)];
  };
  return [
    ...under('specReplicasPath', ['.spec.'], 'should be a json path under .spec'),
    ...under('statusReplicasPath', ['.status.'], 'should be a json path under .status'),
    ...((scale.labelSelectorPath ?? '') === ''
      ? []
      : under('labelSelectorPath', ['.spec.', '.status.'], 'should be a json path under either .spec or .status')),
  ];
}
