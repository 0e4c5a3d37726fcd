import { goPlain } from '../../api/go-format.ts';
import type { JsonObject, JsonValue } from '../../api/json.ts';
import type { Column, Kind, ScaleStrategy, ServedVersion } from '../../api/kind.ts';
import type { KubeObject } from '../../api/object.ts';
import { customShape } from '../../api/schema/custom-shape.ts';
import type { Shape } from '../../api/schema/fields.ts';
import { type FieldError, invalid } from '../../api/validation/field-error.ts';
import { dns1123Subdomain } from '../../api/validation/names.ts';
import { parseTimestamp } from '../../api/time.ts';
import { ParseError } from '../../api/parse-error.ts';
import { AGE, humanDuration, NAME } from '../columns.ts';
import type { CustomResourceDefinition } from '../types.ts';
import { hasRules, ruleErrors } from './cel/validate.ts';
import { deprecationOf } from './deprecation.ts';
import { isEstablished } from './establish.ts';
import { valuesAt, withValueAt } from './json-path.ts';
import { byPriority } from './version-priority.ts';
import { validateScale } from './scale-validation.ts';
import { prune, type Schema } from './schema.ts';
import { asJson, type Converter, converterOf, fill, schemaOf, storageVersion } from './conversion.ts';
import { validateAgainst } from './schema-validation.ts';

type Version = CustomResourceDefinition['spec']['versions'][number];
type Printer = NonNullable<Version['additionalPrinterColumns']>[number];

/**
 * The kind that a definition brings: one, in the version that discovery prefers; the other served versions are `alsoServed`. Objects are
 * stored in the definition's storage version, whichever is asked for.
 */
export function customKinds(crd: CustomResourceDefinition): readonly Kind[] {
  if (crd.status !== undefined && !isEstablished(crd)) return [];
  const served = crd.spec.versions.filter((version) => version.served);
  const main = served.toSorted((a, b) => byPriority(a.name, b.name))[0];
  if (main === undefined) return [];
  const others = served.filter((version) => version !== main);
  const convert = converterOf(crd);
  const kind = kindOf(crd, main, convert);
  return [
    others.length === 0 ? kind : { ...kind, alsoServed: others.map((other) => servedVersion(crd, other, convert)) },
  ];
}

/** A version without the status subresource writes the status like any other field, whatever other versions do with it. */
const AS_WRITTEN: Pick<Kind, 'prepareForCreate' | 'prepareForUpdate'> = {
  prepareForCreate: (object: KubeObject) => object,
  prepareForUpdate: (object: KubeObject) => object,
};

function kindOf(crd: CustomResourceDefinition, version: Version, convert: Converter): Kind {
  const { group, scope } = crd.spec;
  const names = namesOf(crd);
  const schema = schemaOf(version);
  const preserves = crd.spec.preserveUnknownFields === true;
  const hasStatus = version.subresources?.status !== undefined;
  const deprecation = deprecationOf({ group, kind: names.kind }, version, crd.spec.versions);
  return {
    group,
    version: version.name,
    kind: names.kind,
    plural: names.plural,
    singular: names.singular ?? names.kind.toLowerCase(),
    ...(names.shortNames === undefined ? {} : { shortNames: names.shortNames }),
    ...(names.categories === undefined ? {} : { categories: names.categories }),
    storedAs: `${group}/${storageVersion(crd).name}`,
    scope: scope === 'Namespaced' ? 'Namespaced' : 'Cluster',
    schema: undefined,
    nameCheck: dns1123Subdomain,
    metadataRules: 'machinery',
    defaults: (object) => fill(object, schema, preserves),
    toRest: (object) => convert(object, storageVersion(crd).name),
    fromRest: (stored) => convert(stored, version.name),
    ...(hasStatus
      ? {
          prepareForCreate: (object: KubeObject) => fill(withoutStatus(object), schema, preserves),
          prepareForUpdate: (object: KubeObject, old: KubeObject) => withStatusOf(object, old),
          prepareForStatusUpdate: (object: KubeObject, old: KubeObject) =>
            fill({ ...withStatusOf(old, object), metadata: object.metadata }, schema, preserves),
        }
      : AS_WRITTEN),
    unknownFields: (body) => unknownCustomFields(crd, body.apiVersion.split('/')[1] ?? version.name, body),
    validate: (object) => withRules(validateResource(object, schema, version, 'all'), schema, object),
    validateUpdate: (object, old) => withRules(validateResource(object, schema, version, 'all'), schema, object, old),
    validateStatusUpdate: (object, old) =>
      withRules(validateResource(object, schema, version, 'status'), schema, object, old),
    fieldSelectors: {},
    ...shapeFrom(schema, preserves),
    hasGeneration: true,
    generationOf: (object) => generationPart(object, hasStatus),
    updateNeedsVersion: true,
    subresources: {
      ...(hasStatus ? { status: true } : {}),
      ...(version.subresources?.scale === undefined ? {} : { scale: scaleOf(version.subresources.scale) }),
    },
    columns: columnsOf(version),
    ...(deprecation === undefined ? {} : { deprecation }),
    ...(crd.metadata?.deletionTimestamp === undefined ? {} : { isTerminating: true }),
  };
}

/** A definition that was never on a server has the names that it asks for. */
function namesOf({ spec, status }: CustomResourceDefinition): CustomResourceDefinition['spec']['names'] {
  return status?.acceptedNames ?? spec.names;
}

/** Objects that keep whatever they are given have no shape. */
function shapeFrom(schema: Schema, preserves: boolean): { readonly shape?: Shape } {
  return preserves ? {} : { shape: customShape(schema as unknown as JsonObject) };
}

function servedVersion(crd: CustomResourceDefinition, version: Version, convert: Converter): ServedVersion {
  const own = kindOf(crd, version, convert);
  const { deprecation } = own;
  return {
    ...(deprecation === undefined ? {} : { deprecation }),
    group: crd.spec.group,
    version: version.name,
    schema: undefined,
    own,
    toStored: (object) => object,
    fromStored: (object) => convert(object, version.name),
  };
}

/** What the schema does not know of a body, for strict decoding: `spec.foo`, `spec.list[0].bar`. */
export function unknownCustomFields(
  crd: CustomResourceDefinition,
  version: string,
  object: KubeObject,
): readonly string[] {
  const found = crd.spec.versions.find(({ name }) => name === version);
  if (found === undefined || crd.spec.preserveUnknownFields === true) return [];
  return prune(asJson(object), schemaOf(found), true).unknown;
}

function validateResource(
  object: KubeObject,
  schema: Schema,
  { subresources }: Version,
  parts: 'all' | 'status',
): readonly FieldError[] {
  const { metadata: _server, ...properties } = schema.properties ?? {};
  return [
    ...validateAgainst(asJson(object), { ...schema, properties }, ''),
    ...(subresources?.scale === undefined ? [] : validateScale(asJson(object), subresources.scale, parts)),
  ];
}

/** Mistakes after which rules cannot be worked out (hasBlockingErr, apiextensions v1.25). */
const BLOCKING: ReadonlySet<string> = new Set(['Required', 'TooLong', 'TooMany', 'TypeInvalid']);
const UNCHECKED =
  'some validation rules were not checked because the object was invalid; correct the existing errors to complete validation';

/** The errors with what the schema's rules say, or that they say nothing yet. */
function withRules(
  errors: readonly FieldError[],
  schema: Schema,
  object: KubeObject,
  old?: KubeObject,
): readonly FieldError[] {
  if (!hasRules(schema)) return errors;
  if (errors.some(({ type }) => BLOCKING.has(type))) return [...errors, invalid('<nil>', null, UNCHECKED)];
  const before = old === undefined ? undefined : asJson(old);
  return [...errors, ...ruleErrors(schema, true, asJson(object), before, '')];
}

function withoutStatus(object: KubeObject): KubeObject {
  const { status: _dropped, ...rest } = object as KubeObject & { readonly status?: unknown };
  return rest;
}

function withStatusOf(object: KubeObject, old: KubeObject): KubeObject {
  const { status } = old as KubeObject & { readonly status?: unknown };
  const rest = withoutStatus(object);
  return status === undefined ? rest : Object.assign({ ...rest }, { status });
}

/** Everything but metadata, and but the status where that is a subresource. */
function generationPart(object: KubeObject, hasStatus: boolean): unknown {
  const { metadata: _m, ...rest } = hasStatus ? withoutStatus(object) : object;
  return rest;
}

type ScalePaths = NonNullable<NonNullable<Version['subresources']>['scale']>;

function scaleOf({ specReplicasPath, statusReplicasPath, labelSelectorPath }: ScalePaths): ScaleStrategy {
  const numberAt = (object: KubeObject, path: string): number => {
    const [value] = valuesAt(asJson(object), path);
    return typeof value === 'number' ? value : 0;
  };
  return {
    replicas: (object) => numberAt(object, specReplicasPath),
    withReplicas: (object, replicas) =>
      withValueAt(asJson(object), specReplicasPath, replicas) as unknown as KubeObject,
    statusReplicas: (object) => numberAt(object, statusReplicasPath),
    selector: (object) => {
      const [text] = labelSelectorPath === undefined ? [] : valuesAt(asJson(object), labelSelectorPath);
      return typeof text === 'string' ? text : '';
    },
  };
}

function columnsOf(version: Version): readonly Column[] {
  const printers = version.additionalPrinterColumns ?? [];
  return printers.length === 0 ? [NAME, AGE] : [NAME, ...printers.map(printerColumn)];
}

const COLUMN_TYPES: Readonly<Record<string, NonNullable<Column['type']>>> = {
  integer: 'integer',
  boolean: 'boolean',
  date: 'date',
};

function printerColumn(printer: Printer): Column {
  return {
    name: printer.name,
    type: printer.type === 'date' ? 'string' : (COLUMN_TYPES[printer.type] ?? 'string'),
    ...(printer.format === undefined ? {} : { format: printer.format }),
    ...(printer.description === undefined ? {} : { description: printer.description }),
    ...((printer.priority ?? 0) > 0 ? { priority: 1 as const } : {}),
    cell: (object, nowMs) => printed(valuesAt(asJson(object), printer.jsonPath), printer.type, nowMs),
  };
}

/** Of several values only the first is shown (tableconvertor.go, v1.25). */
function printed(values: readonly JsonValue[], type: string, nowMs: number): ReturnType<Column['cell']> {
  const [first] = values;
  if (first === undefined || first === null) return type === 'string' ? '' : null;
  if (type === 'integer') return typeof first === 'number' ? Math.trunc(first) : null;
  if (type === 'number') return typeof first === 'number' ? first : null;
  if (type === 'boolean') return typeof first === 'boolean' ? first : null;
  if (type === 'date') return typeof first === 'string' ? dateCell(first, nowMs) : null;
  return typeof first === 'object' ? JSON.stringify(first) : goPlain(first);
}

function dateCell(text: string, nowMs: number): string {
  try {
    return humanDuration(nowMs - parseTimestamp(text));
  } catch (error) {
    if (error instanceof ParseError) return '<invalid>';
    throw error;
  }
}
