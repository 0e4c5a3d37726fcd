import { deepEqual } from '../api/equality.ts';
import {
  type HostPort,
  hostPorts,
  podRequests,
  podRequestsNonZero,
  type PodRequests,
} from '../kinds/core/pod-facts.ts';
import type { NodeSelectorTerm, Pod, PodSpec, Toleration, TopologySpreadConstraint } from '../kinds/types.ts';
import { type AffinityTerm, affinityTermsOf } from './affinity-term.ts';
import { type NodeMatcher, requiredNodes } from '../kinds/core/node-selector.ts';
import { namedNodes } from './node-affinity.ts';

export interface Preference {
  readonly weight: number;
  readonly term: NodeSelectorTerm;
}

/**
 * What the scheduler reads of a pod's spec, worked out once for all pods that ask for the same: the pods of one ReplicaSet share a class.
 * Volumes, labels and names are not part of it.
 */
export interface PodClass {
  /** Equal text: equal answers. */
  readonly id: string;
  readonly namespace: string;
  readonly requests: PodRequests;
  readonly nonZero: PodRequests;
  /** Nothing is asked for: only the number of pods is checked. */
  readonly asksNothing: boolean;
  readonly ports: readonly HostPort[];
  readonly tolerations: readonly Toleration[];
  readonly requiredNodes: NodeMatcher | undefined;
  readonly namedNodes: ReadonlySet<string> | undefined;
  readonly preferredNodes: readonly Preference[];
  readonly images: readonly string[];
  readonly spread: readonly TopologySpreadConstraint[];
  readonly affinity: readonly AffinityTerm[];
}

/** The text that pods of one class share. */
export function classIdOf(pod: Pod): string {
  const { spec } = pod;
  return JSON.stringify([
    pod.metadata.namespace,
    spec.containers.map(({ image, resources, ports }) => [image, resources?.requests, ports]),
    spec.initContainers?.map(({ resources }) => resources?.requests),
    spec.overhead,
    spec.tolerations,
    spec.nodeSelector,
    spec.affinity,
    spec.topologySpreadConstraints,
  ]);
}

/** Whether two pods are seen at a glance to have the same class: what they do not share, as pods of one template do, counts as different. */
export function asksTheSame(a: Pod, b: Pod): boolean {
  const [left, right] = [a.spec, b.spec];
  return (
    a.metadata.namespace === b.metadata.namespace &&
    left.containers.length === right.containers.length &&
    left.containers.every((container, i) => {
      const other = right.containers[i];
      return (
        container.image === other?.image &&
        container.resources?.requests === other?.resources?.requests &&
        deepEqual(container.ports, other?.ports)
      );
    }) &&
    left.initContainers === right.initContainers &&
    left.overhead === right.overhead &&
    deepEqual(left.tolerations, right.tolerations) &&
    left.nodeSelector === right.nodeSelector &&
    left.affinity === right.affinity &&
    left.topologySpreadConstraints === right.topologySpreadConstraints
  );
}

const isZero = ({ cpuMilli, memoryBytes, ephemeralStorageBytes, scalars }: PodRequests): boolean =>
  cpuMilli === 0 && memoryBytes === 0 && ephemeralStorageBytes === 0 && Object.keys(scalars).length === 0;

const preferencesOf = (spec: PodSpec): readonly Preference[] =>
  (spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(
    ({ weight, preference }) => ({
      weight,
      term: preference,
    }),
  );

export function podClassOf(pod: Pod, id: string): PodClass {
  const { spec } = pod;
  const requests = podRequests(pod);
  return {
    id,
    namespace: pod.metadata.namespace ?? '',
    requests,
    nonZero: podRequestsNonZero(pod),
    asksNothing: isZero(requests),
    ports: hostPorts(pod),
    tolerations: spec.tolerations ?? [],
    requiredNodes: requiredNodes(spec),
    namedNodes: namedNodes(spec),
    preferredNodes: preferencesOf(spec),
    images: spec.containers.map(({ image }) => withTag(image ?? '')),
    spread: spec.topologySpreadConstraints ?? [],
    affinity: affinityTermsOf(pod),
  };
}

/** `nginx` is `nginx:latest` (imagelocality.normalizedImageName, v1.25). */
function withTag(image: string): string {
  return image.lastIndexOf(':') <= image.lastIndexOf('/') ? `${image}:latest` : image;
}
