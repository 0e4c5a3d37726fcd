import { compileMapSelector, type LabelSelector } from '../../../api/labels.ts';
import { controllerOf } from '../../../api/object.ts';
import type { View } from '../../../component/view.ts';
import type { Pod, ReplicaSet, ReplicationController, Service, StatefulSet } from '../../../kinds/types.ts';
import type { PodGroup } from '../../affinity-term.ts';

export const NAME = 'PodTopologySpread';
export const HOSTNAME = 'kubernetes.io/hostname';

export interface SoftConstraint {
  readonly topologyKey: string;
  readonly maxSkew: number;
  readonly group: PodGroup;
}

/** The system's own constraints, for pods that have none (systemDefaultConstraints, v1.25). */
const DEFAULTS = [
  { topologyKey: HOSTNAME, maxSkew: 3 },
  { topologyKey: 'topology.kubernetes.io/zone', maxSkew: 5 },
];

/** Which pods a constraint counts: of the same namespace, and not being deleted. */
export const spreadGroup = (namespace: string, selector: LabelSelector | undefined): PodGroup => ({
  namespaces: [namespace],
  selector,
  terminating: false,
});

/** The constraints that score: the pod's own soft ones, or the system's defaults for pods without any. */
export function softConstraints(pod: Pod, view: View): readonly SoftConstraint[] {
  const { namespace = '' } = pod.metadata;
  const own = pod.spec.topologySpreadConstraints ?? [];
  if (own.length > 0) {
    return own
      .filter(({ whenUnsatisfiable }) => whenUnsatisfiable === 'ScheduleAnyway')
      .map(({ topologyKey, maxSkew, labelSelector }) => ({
        topologyKey,
        maxSkew,
        group: spreadGroup(namespace, labelSelector),
      }));
  }
  const selector = defaultSelector(pod, view);
  if (selector === undefined) return [];
  return DEFAULTS.map((constraint) => ({ ...constraint, group: spreadGroup(namespace, selector) }));
}

/**
 * The pods that belong with this one: what its Services and its controller select. Undefined: it stands alone (helper.DefaultSelector,
 * v1.25).
 */
export function defaultSelector(pod: Pod, view: View): LabelSelector | undefined {
  const labels = servicesLabels(pod, view);
  const owner = ownerSelector(pod, view);
  if (owner === undefined) return labels === undefined ? undefined : { matchLabels: labels };
  if (labels === undefined) return owner;
  const conditions = Object.entries(labels).map(([key, value]) => ({ key, operator: 'In', values: [value] }));
  return { ...owner, matchExpressions: [...(owner.matchExpressions ?? []), ...conditions] };
}

/** Selectors of all Services of the pod, merged. */
function servicesLabels(pod: Pod, view: View): Readonly<Record<string, string>> | undefined {
  const { namespace = '', labels = {} } = pod.metadata;
  const merged: Record<string, string> = {};
  let found = false;
  for (const [key, value] of Object.entries(labels)) {
    for (const { spec } of view.by<Service>('Service', 'selector', `${namespace}/${key}=${value}`)) {
      if (!compileMapSelector(spec.selector)(labels)) continue;
      Object.assign(merged, spec.selector);
      found = true;
    }
  }
  return found ? merged : undefined;
}

function ownerSelector(pod: Pod, view: View): LabelSelector | undefined {
  const owner = controllerOf(pod);
  if (owner === undefined) return undefined;
  const { namespace } = pod.metadata;
  switch (owner.kind) {
    case 'ReplicaSet':
      return view.get<ReplicaSet>('ReplicaSet', namespace, owner.name)?.spec.selector;
    case 'StatefulSet':
      return view.get<StatefulSet>('StatefulSet', namespace, owner.name)?.spec.selector;
    case 'ReplicationController': {
      const selector = view.get<ReplicationController>('ReplicationController', namespace, owner.name)?.spec.selector;
      return selector === undefined ? undefined : { matchLabels: selector };
    }
    default:
      return undefined;
  }
}
