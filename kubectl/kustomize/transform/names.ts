import { KubectlError } from '../../errors.ts';
import type { JsonValue } from '../../../engine/index.ts';
import { fieldNames, wrongKind } from '../fields.ts';
import { isSelected, originalId, remembering, type Resource, withMetadata } from '../resource.ts';
import { changeFields, type FieldSpec } from './field-specs.ts';
import { eachResource, type Transform } from './transform.ts';

/** Kinds whose names are part of an interface, and stay (PrefixTransformer, SuffixTransformer). */
const kept = [
  { kind: 'CustomResourceDefinition' },
  { group: 'apiregistration.k8s.io', kind: 'APIService' },
  { kind: 'Namespace' },
];

export interface NameArgs {
  readonly prefix?: string;
  readonly suffix?: string;
  readonly fieldSpecs?: readonly FieldSpec[];
}

/** PrefixTransformer. @throws KubectlError without places */
export function prefixTransformer({ prefix = '', fieldSpecs }: NameArgs): Transform {
  return affixed(fieldSpecs, prefix, 'prefixes', (name) => prefix + name);
}

/** SuffixTransformer. @throws KubectlError without places */
export function suffixTransformer({ suffix = '', fieldSpecs }: NameArgs): Transform {
  return affixed(fieldSpecs, suffix, 'suffixes', (name) => name + suffix);
}

function affixed(
  specs: readonly FieldSpec[] | undefined,
  affix: string,
  memory: 'prefixes' | 'suffixes',
  change: (name: string) => string,
): Transform {
  if (specs === undefined) throw new KubectlError('fieldSpecs is not expected to be nil');
  return eachResource((resource) => {
    const first = originalId(resource);
    if (kept.some((kind) => isSelected(first, kind))) return resource;
    return specs
      .filter((spec) => isSelected(first, spec))
      .reduce<Resource>((old, spec) => {
        const isName = spec.path === 'metadata/name' && affix !== '';
        const known = isName ? { ...remembering(old), [memory]: [...old[memory], affix] } : old;
        const object = changeFields(old.object, [spec], 'scalar', (value, path) => change(textOf(value, path)));
        return { ...known, object };
      }, resource);
  });
}

function textOf(value: JsonValue, path: string): string {
  if (value === null) return '';
  if (typeof value === 'object') throw wrongKind(value, 'ScalarNode', fieldNames(path));
  return String(value);
}

/** The resource with another name; the old one is remembered. */
export function renamed(resource: Resource, name: string): Resource {
  return { ...remembering(resource), object: withMetadata(resource.object, 'name', name) };
}
