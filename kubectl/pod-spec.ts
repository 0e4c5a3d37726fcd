import { type JsonObject, type KubeObject, type PodSpec } from '../engine/index.ts';
import { jsonOf, objectOf } from './change.ts';

/** Where the kinds that run pods keep a pod's spec (polymorphichelpers.UpdatePodSpecForObject). */
const paths: Readonly<Record<string, readonly string[]>> = {
  Pod: ['spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
  PodTemplate: ['template', 'spec'],
};
const templatePath: readonly string[] = ['spec', 'template', 'spec'];

/** The pod spec in an object; undefined for kinds that run no pods. */
export function podSpecOf(object: KubeObject): PodSpec | undefined {
  let value: unknown = object;
  for (const name of pathOf(object)) value = (value as Readonly<Record<string, unknown>> | null | undefined)?.[name];
  const spec = value as PodSpec | undefined;
  return Array.isArray(spec?.containers) ? spec : undefined;
}

/** A copy of the object with another pod spec. */
export function withPodSpec(object: KubeObject, spec: PodSpec): KubeObject {
  return objectOf(replaced(jsonOf(object), pathOf(object), spec));
}

function pathOf(object: KubeObject): readonly string[] {
  return paths[object.kind] ?? templatePath;
}

function replaced(object: JsonObject, path: readonly string[], value: JsonObject): JsonObject {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  return { ...object, [first]: replaced((object[first] ?? {}) as JsonObject, rest, value) };
}
