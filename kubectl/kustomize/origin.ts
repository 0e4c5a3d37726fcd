import { posix } from 'node:path';
import type { JsonObject } from '../../engine/index.ts';
import { printYaml } from '../output/yaml.ts';
import { gvkOf, metadataMap, nameOf, namespaceOf, type Resource, withMetadata } from './resource.ts';

const ORIGIN = 'config.kubernetes.io/origin';
const TRANSFORMATIONS = 'alpha.config.kubernetes.io/transformations';

/** Annotations that kustomize and the tools around it keep for themselves, and that no output has (resource.BuildAnnotations). */
const internal = [
  'internal.config.kubernetes.io/path',
  'internal.config.kubernetes.io/index',
  'internal.config.kubernetes.io/seqindent',
  'internal.config.kubernetes.io/id',
  'internal.config.kubernetes.io/annotations-migration-resource-id',
  'config.kubernetes.io/path',
  'config.kubernetes.io/index',
  'config.k8s.io/id',
] as const;

/** Where a resource comes from, as lines of YAML. Paths count from the folder that is built. */
export type Origin = string;

/** A file of `resources`. */
export function fileOrigin(folder: string, path: string): Origin {
  return `path: ${scalar(posix.join(folder, path))}\n`;
}

/** A generator or transformer that a field of the kustomization configures. */
export function builtinOrigin(folder: string, fileName: string, kind: string): Origin {
  return configured(posix.join(folder, fileName), { apiVersion: 'builtin', kind });
}

/** A generator or transformer that an object configures; undefined where nothing says whence that came. */
export function pluginOrigin({ object }: Resource): Origin | undefined {
  const path = /^path: (.*)\n$/.exec(metadataMap(object, 'annotations')[ORIGIN] ?? '')?.[1];
  if (path === undefined) return undefined;
  const { group, version, kind } = gvkOf(object);
  const ids = {
    apiVersion: group === '' ? version : `${group}/${version}`,
    kind,
    name: nameOf(object),
    namespace: namespaceOf(object),
  };
  return `configuredIn: ${path}\n${by(ids)}`;
}

function configured(path: string, ids: Readonly<Record<string, string>>): Origin {
  return `configuredIn: ${scalar(path)}\n${by(ids)}`;
}

function by(ids: Readonly<Record<string, string>>): string {
  const lines = Object.entries(ids)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `  ${name}: ${scalar(value)}\n`);
  return `configuredBy:\n${lines.join('')}`;
}

function scalar(text: string): string {
  return printYaml(text).trimEnd();
}

/** The resource with its origin noted, whatever was noted before. */
export function fromOrigin(resource: Resource, origin: Origin): Resource {
  return annotated(resource, ORIGIN, origin);
}

/** What a generator made, unless something is noted already. */
export function generatedBy(resource: Resource, origin: Origin | undefined): Resource {
  return origin === undefined || ORIGIN in metadataMap(resource.object, 'annotations')
    ? resource
    : fromOrigin(resource, origin);
}

/** What a transformer has seen: one more among its transformations. What has no origin is taken to have been made by it. */
export function transformedBy(resource: Resource, origin: Origin): Resource {
  const annotations = metadataMap(resource.object, 'annotations');
  if (!(ORIGIN in annotations)) return fromOrigin(resource, origin);
  const item = `- ${origin.trimEnd().replaceAll('\n', '\n  ')}\n`;
  return annotated(resource, TRANSFORMATIONS, `${annotations[TRANSFORMATIONS] ?? ''}${item}`);
}

function annotated(resource: Resource, name: string, value: string): Resource {
  const annotations = { ...metadataMap(resource.object, 'annotations'), [name]: value };
  return { ...resource, object: withMetadata(resource.object, 'annotations', annotations) };
}

/**
 * The object without the notes that were not asked for.
 * @param buildMetadata what was asked for
 */
export function withoutNotes(object: JsonObject, buildMetadata: readonly string[]): JsonObject {
  const unwanted = new Set<string>([
    ...internal,
    ...(buildMetadata.includes('originAnnotations') ? [] : [ORIGIN]),
    ...(buildMetadata.includes('transformerAnnotations') ? [] : [TRANSFORMATIONS]),
  ]);
  const annotations = Object.entries(metadataMap(object, 'annotations'));
  if (!annotations.some(([name]) => unwanted.has(name))) return object;
  const kept = annotations.filter(([name]) => !unwanted.has(name));
  return withMetadata(object, 'annotations', kept.length === 0 ? undefined : Object.fromEntries(kept));
}
