import { isObject, type JsonObject, type JsonValue } from '../../../engine/index.ts';
import type { ValuePath } from '../../../kubectl/manifest/load.ts';

/** The value at a path; undefined where there is none. */
export function valueAt(value: JsonValue | undefined, path: ValuePath): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>((inner, step) => childOf(inner, step), value);
}

function childOf(value: JsonValue | undefined, step: string | number): JsonValue | undefined {
  if (Array.isArray(value)) return typeof step === 'number' ? (value as readonly JsonValue[])[step] : undefined;
  return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

/** A copy with another value at the path; undefined takes the field or item away. What is not there is made as maps. */
export function withValue(object: JsonObject, path: ValuePath, value: JsonValue | undefined): JsonObject {
  return changed(object, path, value) as JsonObject;
}

function changed(inner: JsonValue | undefined, path: ValuePath, value: JsonValue | undefined): JsonValue | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  const child = changed(childOf(inner, step), rest, value);
  if (Array.isArray(inner))
    return (inner as readonly JsonValue[]).flatMap((item, index) =>
      index === step ? (child === undefined ? [] : [child]) : [item],
    );
  const others = isObject(inner) ? Object.entries(inner) : [];
  if (child === undefined) return Object.fromEntries(others.filter(([name]) => name !== step));
  return { ...(isObject(inner) ? inner : {}), [step]: child };
}

/**
 * Places of an object that a pattern names and that have a value, in the object's order. `*` stands for each item or key: `spec.ports.*.port`;
 * a leading `pod` for the pod's spec and `template` for its metadata, whatever kind the pod is written in.
 */
export function placesOf(object: JsonObject, pattern: string): readonly ValuePath[] {
  const [first = '', ...rest] = pattern.split('.');
  const pod = podOf(object);
  if (first === 'pod') return pod === undefined ? [] : found(object, [...pod, 'spec'], rest);
  if (first === 'template') return pod === undefined ? [] : found(object, [...pod, 'metadata'], rest);
  return found(object, [], [first, ...rest]);
}

function found(object: JsonObject, at: ValuePath, pattern: readonly string[]): readonly ValuePath[] {
  const [step, ...rest] = pattern;
  const value = valueAt(object, at);
  if (value === undefined) return [];
  if (step === undefined) return [at];
  if (step !== '*') return found(object, [...at, step], rest);
  const steps = Array.isArray(value) ? [...value.keys()] : isObject(value) ? Object.keys(value) : [];
  return steps.flatMap((each) => found(object, [...at, each], rest));
}

const TEMPLATE: ValuePath = ['spec', 'template'];

/** Where the kinds that make pods have the pod. */
const PODS: Readonly<Record<string, ValuePath>> = {
  Pod: [],
  Deployment: TEMPLATE,
  ReplicaSet: TEMPLATE,
  ReplicationController: TEMPLATE,
  StatefulSet: TEMPLATE,
  DaemonSet: TEMPLATE,
  Job: TEMPLATE,
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

function podOf(object: JsonObject): ValuePath | undefined {
  const { kind } = object;
  return typeof kind === 'string' && Object.hasOwn(PODS, kind) ? PODS[kind] : undefined;
}
