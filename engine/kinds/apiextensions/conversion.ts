import type { JsonValue } from '../../api/json.ts';
import type { KubeObject } from '../../api/object.ts';
import type { CustomResourceDefinition } from '../types.ts';
import { prune, type Schema, withoutNulls, withSchemaDefaults } from './schema.ts';

type Version = CustomResourceDefinition['spec']['versions'][number];

/** An object, in whichever version it is, as another version has it. The same object when nothing changes. */
export type Converter = (object: KubeObject, version: string) => KubeObject;

const ANYTHING: Schema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };

export const schemaOf = (version: Version): Schema =>
  (version.schema?.openAPIV3Schema as Schema | undefined) ?? ANYTHING;

export const asJson = (object: KubeObject): JsonValue => object as unknown as JsonValue;

/** The one version in which objects are written down; validation has seen that there is exactly one. */
export function storageVersion({ spec: { versions } }: CustomResourceDefinition): Version {
  const found = versions.find(({ storage }) => storage);
  if (found === undefined) throw new Error('a definition without a storage version passed validation');
  return found;
}

/** Prunes what the schema does not know and fills in its defaults; `metadata` is left to the server. */
export function fill(object: KubeObject, schema: Schema, preserves: boolean): KubeObject {
  return withoutNulls(withSchemaDefaults(pruned(object, schema, preserves), schema), schema) as unknown as KubeObject;
}

function pruned(object: KubeObject, schema: Schema, preserves: boolean): JsonValue {
  return preserves ? asJson(object) : prune(asJson(object), schema, true).value;
}

/**
 * Conversion by the strategy None: the apiVersion changes, and what the other version's schema does not know is dropped. An object gets the
 * defaults of the version in which it is, as that is defined now, and never those of the version that is asked for: a default shows in what
 * was stored before there was one, but not across versions (apiextensions-apiserver, `schemaCoercingDecoder` and `schemaCoercingConverter`,
 * v1.25). A conversion webhook is not called.
 */
export function converterOf(crd: CustomResourceDefinition): Converter {
  const { group, versions, preserveUnknownFields } = crd.spec;
  const preserves = preserveUnknownFields === true;
  const schemas = new Map(versions.map((version) => [`${group}/${version.name}`, schemaOf(version)]));
  const inItsVersion = remembered((object) => {
    const schema = schemas.get(object.apiVersion);
    return schema === undefined ? object : fill(object, schema, preserves);
  });
  const inOthers = new Map(
    [...schemas].map(([apiVersion, schema]) => {
      const convert = (object: KubeObject): KubeObject =>
        pruned({ ...object, apiVersion }, schema, preserves) as unknown as KubeObject;
      return [apiVersion, remembered(convert)] as const;
    }),
  );
  return (object, version) => {
    const apiVersion = `${group}/${version}`;
    const whole = inItsVersion(object);
    return whole.apiVersion === apiVersion ? whole : (inOthers.get(apiVersion)?.(whole) ?? whole);
  };
}

/** Objects are read many times and never changed: what one becomes is kept as long as it lives. */
function remembered(make: (object: KubeObject) => KubeObject): (object: KubeObject) => KubeObject {
  const made = new WeakMap<KubeObject, KubeObject>();
  return (object) => {
    const known = made.get(object);
    if (known !== undefined) return known;
    const result = make(object);
    made.set(object, result);
    return result;
  };
}
