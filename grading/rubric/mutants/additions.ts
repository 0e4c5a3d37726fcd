import { isObject, type JsonObject, type JsonValue } from '../../../engine/index.ts';
import { fieldPath } from '../../../kubectl/manifest/load.ts';
import type { ObjectMutant } from './object-mutants.ts';
import { placesOf, valueAt, withValue } from './place.ts';
import { shown } from './values.ts';

/** A field that is not there, and with which the object no longer does its work: a check that asks only whether it exists is found out. */
interface Addition {
  readonly operator: string;
  /** Where the field is added: a pattern of `placesOf`. */
  readonly to: string;
  readonly field: string;
  readonly value: (parent: JsonObject) => JsonValue | undefined;
  readonly kinds?: readonly string[];
}

const SERVICE = ['Service'];
const WITH_NAMESPACE = [
  'Pod',
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
  'Service',
  'ConfigMap',
  'Secret',
  'PersistentVolumeClaim',
];

function otherTarget({ port }: JsonObject): JsonValue | undefined {
  return typeof port === 'number' ? port + 1 : undefined;
}

/** A job's pod is ready for nobody. */
const SERVING = WITH_NAMESPACE.filter((kind) => kind !== 'Job' && kind !== 'CronJob');

const ADDITIONS: readonly Addition[] = [
  { operator: 'namespace', to: 'metadata', field: 'namespace', value: () => 'kube-public', kinds: WITH_NAMESPACE },
  { operator: 'selector', to: 'spec.selector', field: 'tier', value: () => 'x', kinds: SERVICE },
  { operator: 'port', to: 'spec.ports.*', field: 'targetPort', value: otherTarget, kinds: SERVICE },
  { operator: 'port', to: 'spec.ports.*', field: 'protocol', value: () => 'UDP', kinds: SERVICE },
  { operator: 'image', to: 'pod.containers.*', field: 'imagePullPolicy', value: () => 'Never' },
  { operator: 'command', to: 'pod.containers.*', field: 'command', value: () => ['false'] },
  {
    operator: 'probe',
    to: 'pod.containers.*',
    field: 'readinessProbe',
    value: () => ({ tcpSocket: { port: 9 } }),
    kinds: SERVING,
  },
  {
    operator: 'access',
    to: 'spec.ingress.*.from.*',
    field: 'namespaceSelector',
    value: ({ podSelector }) => (podSelector === undefined ? undefined : {}),
    kinds: ['NetworkPolicy'],
  },
  { operator: 'placement', to: 'pod', field: 'nodeSelector', value: () => ({ disktype: 'none' }) },
];

/** The object with one field too many; what is written already is left to other operators. */
export function additions(object: JsonObject): readonly ObjectMutant[] {
  return ADDITIONS.filter(({ kinds }) => kinds?.includes(String(object['kind'])) !== false).flatMap(
    ({ operator, to, field, value }) =>
      placesOf(object, to).flatMap((place): readonly ObjectMutant[] => {
        const parent = valueAt(object, place);
        if (!isObject(parent) || field in parent) return [];
        const added = value(parent);
        if (added === undefined) return [];
        const path = [...place, field];
        const text = `: ${fieldPath(path)} ${shown(added)} is added`;
        return [{ operator, text, at: place, object: withValue(object, path, added) }];
      }),
  );
}
