import { isObject, type JsonObject } from '../../../engine/index.ts';
import { fieldPath, type ValuePath } from '../../../kubectl/manifest/load.ts';
import { additions } from './additions.ts';
import { FIELD_RULES } from './field-rules.ts';
import { placesOf, valueAt, withValue } from './place.ts';
import { oneOf, shown } from './values.ts';

/** One wrong version of an object. */
export interface ObjectMutant {
  readonly operator: string;
  /** What is different, in plain words: `Deployment web: spec.replicas 3 -> 2`. */
  readonly text: string;
  /** Where in the object; empty for the object as a whole. */
  readonly at: ValuePath;
  /** undefined: the object is missing. */
  readonly object: JsonObject | undefined;
  /** A value that only has another name: where nobody asks for the old one it is no mistake. */
  readonly renamed?: Renamed;
}

export interface Renamed {
  readonly from: string;
  readonly to: string;
}

/** All wrong versions of one object, in a fixed order. */
export function objectMutants(object: JsonObject): readonly ObjectMutant[] {
  const all = [missing, otherType, ...KINDS, fields, labelsInStep, emptied, additions];
  const title = titleOf(object);
  return all.flatMap((operator) => operator(object)).map((mutant) => ({ ...mutant, text: `${title}${mutant.text}` }));
}

function titleOf(object: JsonObject): string {
  return `${textAt(object, ['kind'])} ${textAt(object, ['metadata', 'name'])}`;
}

function textAt(object: JsonObject, path: ValuePath): string {
  const value = valueAt(object, path);
  return typeof value === 'string' ? value : '';
}

function missing(): readonly ObjectMutant[] {
  return [{ operator: 'missing', text: ' is missing', at: [], object: undefined }];
}

function fields(object: JsonObject): readonly ObjectMutant[] {
  const kind = textAt(object, ['kind']);
  return FIELD_RULES.filter(({ kinds }) => kinds?.includes(kind) !== false).flatMap(({ operator, at, values }) =>
    at
      .flatMap((pattern) => placesOf(object, pattern))
      .flatMap((path) => {
        const now = valueAt(object, path) ?? null;
        return values(now).map((value): ObjectMutant => {
          const what = value === undefined ? 'dropped' : `${shown(now)} -> ${shown(value)}`;
          return { operator, text: `: ${fieldPath(path)} ${what}`, at: path, object: withValue(object, path, value) };
        });
      }),
  );
}

/** A label that is changed where the pods get it and where the object itself selects them: accepted, but others look for the old one. */
function labelsInStep(object: JsonObject): readonly ObjectMutant[] {
  return placesOf(object, 'spec.selector.matchLabels.*').flatMap((path): readonly ObjectMutant[] => {
    const key = path.at(-1) ?? '';
    const label = placesOf(object, 'template.labels.*').find((place) => place.at(-1) === key);
    const now = valueAt(object, path);
    if (label === undefined || typeof now !== 'string') return [];
    const value = `${now}-x`;
    return [
      {
        operator: 'labels',
        text: `: label ${key} ${now} -> ${value} in selector and template`,
        at: label,
        object: withValue(withValue(object, path, value), label, value),
        renamed: { from: now, to: value },
      },
    ];
  });
}

/** Volumes that outlive a pod, and what takes their place when somebody forgets that. */
const LASTING = ['nfs', 'persistentVolumeClaim', 'hostPath'];

function emptied(object: JsonObject): readonly ObjectMutant[] {
  return LASTING.flatMap((source) => placesOf(object, `pod.volumes.*.${source}`)).map((path): ObjectMutant => {
    const volume = path.slice(0, -1);
    const without = withValue(object, path, undefined);
    return {
      operator: 'volume',
      text: `: ${fieldPath(volume)} ${String(path.at(-1))} -> emptyDir`,
      at: path,
      object: withValue(without, [...volume, 'emptyDir'], {}),
    };
  });
}

const TYPE: ValuePath = ['spec', 'type'];

/**
 * A type that is written is changed; a service that is open to more than it has to be is no mistake. Node ports are taken out where the type
 * has none: else the API server's refusal would hide whether anybody looks at the type.
 */
function otherType(object: JsonObject): readonly ObjectMutant[] {
  const now = valueAt(object, TYPE);
  if (object['kind'] !== 'Service' || now === undefined) return [];
  return oneOf(
    'ClusterIP',
    'NodePort',
    'LoadBalancer',
  )(now).map((type): ObjectMutant => {
    const ports = type === 'ClusterIP' ? placesOf(object, 'spec.ports.*.nodePort') : [];
    const typed = ports.reduce((each, path) => withValue(each, path, undefined), withValue(object, TYPE, type));
    return { operator: 'type', text: `: spec.type ${shown(now)} -> ${shown(type)}`, at: TYPE, object: typed };
  });
}

/** Kinds that students take one for another. */
const KINDS = [
  otherKind('Deployment', (object) => podFrom(object)),
  otherKind('Deployment', (object) => withKind('ReplicaSet', object, ['strategy'])),
  otherKind('Deployment', (object) => withKind('DaemonSet', object, ['strategy', 'replicas'])),
  otherKind('DaemonSet', (object) => withKind('Deployment', object, ['updateStrategy'])),
];

function otherKind(
  kind: string,
  make: (object: JsonObject) => JsonObject,
): (object: JsonObject) => readonly ObjectMutant[] {
  return (object) => {
    if (object['kind'] !== kind) return [];
    const made = make(object);
    return [{ operator: 'kind', text: `: kind ${kind} -> ${textAt(made, ['kind'])}`, at: ['kind'], object: made }];
  };
}

function podFrom(object: JsonObject): JsonObject {
  const labels = valueAt(object, ['spec', 'template', 'metadata', 'labels']) ?? {};
  const metadata = isObject(object['metadata']) ? object['metadata'] : {};
  const spec = valueAt(object, ['spec', 'template', 'spec']) ?? {};
  return { apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, labels }, spec };
}

function withKind(kind: string, object: JsonObject, without: readonly string[]): JsonObject {
  return without.reduce<JsonObject>((each, field) => withValue(each, ['spec', field], undefined), { ...object, kind });
}
