import { compileMapSelector, type Labels, type LabelSelector } from '../../../api/labels.ts';
import { controllerOf } from '../../../api/object.ts';
import type { View } from '../../../component/view.ts';
import type { Pod, ReplicaSet, ReplicationController, Service, StatefulSet } from '../../../kinds/types.ts';
import type { PodGroup } from '../../affinity-term.ts';
import { labelPlaces } from '../../../kinds/label-places.ts';

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
  return defaultConstraints(pod, view);
}

/** What the system's constraints were made from, and what they were. */
interface Defaults {
  readonly namespace: string;
  readonly services: readonly (readonly Service[])[];
  readonly owner: LabelSelector | undefined;
  readonly constraints: readonly SoftConstraint[];
}

/** By the labels of pods, which those of one template share. Good for as long as the same services may select them, and the same owner. */
const defaults = new WeakMap<Labels, Defaults>();

function defaultConstraints(pod: Pod, view: View): readonly SoftConstraint[] {
  const { namespace = '', labels = NO_LABELS } = pod.metadata;
  const services = servicesNear(pod, view);
  const owner = ownerSelector(pod, view);
  const known = defaults.get(labels);
  if (
    known?.namespace === namespace &&
    known.owner === owner &&
    known.services.length === services.length &&
    services.every((list, i) => list === known.services[i] || list.length + (known.services[i]?.length ?? 0) === 0)
  )
    return known.constraints;
  const selector = defaultSelector(labels, services, owner);
  const constraints =
    selector === undefined
      ? []
      : DEFAULTS.map((constraint) => ({ ...constraint, group: spreadGroup(namespace, selector) }));
  defaults.set(labels, { namespace, services, owner, constraints });
  return constraints;
}

const NO_LABELS: Labels = {};

/** The services whose selectors begin with one of the pod's labels, by label. */
function servicesNear({ metadata: { namespace = '', labels } }: Pod, view: View): readonly (readonly Service[])[] {
  return labelPlaces(namespace, labels).map((place) => view.by<Service>('Service', 'selector', place));
}

/**
 * The pods that belong with one of these labels: what its Services and its controller select. Undefined: it stands alone
 * (helper.DefaultSelector, v1.25).
 */
function defaultSelector(
  labels: Labels,
  services: readonly (readonly Service[])[],
  owner: LabelSelector | undefined,
): LabelSelector | undefined {
  const selected = servicesLabels(labels, services);
  if (owner === undefined) return selected === undefined ? undefined : { matchLabels: selected };
  if (selected === undefined) return owner;
  const conditions = Object.entries(selected).map(([key, value]) => ({ key, operator: 'In', values: [value] }));
  return { ...owner, matchExpressions: [...(owner.matchExpressions ?? []), ...conditions] };
}

/** Selectors of all Services of the pod, merged. */
function servicesLabels(labels: Labels, near: readonly (readonly Service[])[]): Labels | undefined {
  const merged: Record<string, string> = {};
  let found = false;
  for (const services of near) {
    for (const { spec } of services) {
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
