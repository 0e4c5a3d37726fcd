import type { JsonValue } from '../../../api/json.ts';
import type { Schema } from '../schema.ts';

/** A schema as an author may have written it: with members that Kubernetes refuses, and others that validate nothing. */
export interface WrittenSchema extends Omit<Schema, Nested> {
  readonly id?: string;
  readonly $schema?: string;
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, WrittenSchema>>;
  readonly additionalProperties?: boolean | WrittenSchema;
  readonly items?: WrittenSchema | readonly WrittenSchema[];
  readonly allOf?: readonly WrittenSchema[];
  readonly anyOf?: readonly WrittenSchema[];
  readonly oneOf?: readonly WrittenSchema[];
  readonly not?: WrittenSchema;
  readonly additionalItems?: JsonValue;
  readonly patternProperties?: Readonly<Record<string, WrittenSchema>>;
  readonly definitions?: Readonly<Record<string, WrittenSchema>>;
  readonly dependencies?: Readonly<Record<string, WrittenSchema | readonly string[]>>;
  readonly 'x-kubernetes-map-type'?: string;
}

type Nested = 'properties' | 'additionalProperties' | 'items' | 'allOf' | 'anyOf' | 'oneOf' | 'not';

/** The schema of a list's items; undefined where there is none, or several. */
export function itemsOf({ items }: WrittenSchema): WrittenSchema | undefined {
  return items === undefined || isList(items) ? undefined : items;
}

/** The schema of the members that are not named. */
export function additionalOf({ additionalProperties }: WrittenSchema): WrittenSchema | undefined {
  return typeof additionalProperties === 'object' ? additionalProperties : undefined;
}

export function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}

/** The named members in order: Kubernetes goes through a map. */
export function propertiesOf({ properties = {} }: WrittenSchema): readonly (readonly [string, WrittenSchema])[] {
  return sortedEntries(properties);
}

export function sortedEntries<T>(map: Readonly<Record<string, T>>): readonly (readonly [string, T])[] {
  return Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1));
}
