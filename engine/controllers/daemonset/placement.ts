import { findUntoleratedTaint } from '../../kinds/core/node-facts.ts';
import type { DaemonSet, Node, Pod, PodSpec, Toleration } from '../../kinds/types.ts';
import { podFromTemplate } from '../shared/pods.ts';
import { selectsNode } from '../../kinds/core/node-selector.ts';

const exists = (name: string, effect: string): Toleration => ({
  key: `node.kubernetes.io/${name}`,
  operator: 'Exists',
  effect,
});

/** What every daemon pod tolerates (AddOrUpdateDaemonPodTolerations, v1.25). */
const ADDED: readonly Toleration[] = [
  exists('not-ready', 'NoExecute'),
  exists('unreachable', 'NoExecute'),
  exists('disk-pressure', 'NoSchedule'),
  exists('memory-pressure', 'NoSchedule'),
  exists('pid-pressure', 'NoSchedule'),
  exists('unschedulable', 'NoSchedule'),
];
const HOST_NETWORK = exists('network-unavailable', 'NoSchedule');

/** A toleration of the same key, effect, operator and value is replaced in its place. */
export function daemonTolerations(spec: PodSpec): readonly Toleration[] {
  const added = spec.hostNetwork === true ? [...ADDED, HOST_NETWORK] : ADDED;
  return added.reduce((tolerations: readonly Toleration[], toleration) => {
    const at = tolerations.findIndex(
      (one) =>
        one.key === toleration.key &&
        one.effect === toleration.effect &&
        one.operator === toleration.operator &&
        (one.value ?? '') === (toleration.value ?? ''),
    );
    return at < 0 ? [...tolerations, toleration] : tolerations.with(at, toleration);
  }, spec.tolerations ?? []);
}

export interface Eligibility {
  readonly run: boolean;
  /** A pod that is there may stay. */
  readonly stay: boolean;
}

/** Whether a node should have a daemon pod, and may keep one (NodeShouldRunDaemonPod, v1.25). */
export function eligibility(set: DaemonSet, node: Node): Eligibility {
  const spec = set.spec.template.spec ?? { containers: [] };
  const { nodeName = '' } = spec;
  const isMatch = (nodeName === '' || nodeName === node.metadata.name) && selectsNode(spec, node);
  if (!isMatch) return { run: false, stay: false };
  const tolerations = daemonTolerations(spec);
  const untolerated = (effects: readonly string[]): boolean =>
    findUntoleratedTaint(node.spec.taints, tolerations, effects) !== undefined;
  if (!untolerated(['NoSchedule', 'NoExecute'])) return { run: true, stay: true };
  return { run: false, stay: !untolerated(['NoExecute']) };
}

/** The node of a daemon pod: where it is bound, or where it is to be bound. */
export function nodeOf(pod: Pod): string {
  const { nodeName = '' } = pod.spec;
  if (nodeName !== '') return nodeName;
  const terms =
    pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  return terms.flatMap((term) => term.matchFields ?? []).find(({ key }) => key === 'metadata.name')?.values?.[0] ?? '';
}

/** A pod for one node: pinned there by affinity, and bound by the scheduler like any other. */
export function daemonPod(set: DaemonSet, node: string, hash: string): Pod {
  const pod = podFromTemplate(set.spec.template, set);
  const generation = set.metadata.annotations?.['deprecated.daemonset.template.generation'];
  const { affinity } = pod.spec;
  const field = { key: 'metadata.name', operator: 'In', values: [node] } as const;
  const required = { nodeSelectorTerms: [{ matchFields: [field] }] };
  const nodeAffinity = { ...affinity?.nodeAffinity, requiredDuringSchedulingIgnoredDuringExecution: required };
  return {
    ...pod,
    metadata: {
      ...pod.metadata,
      labels: {
        ...pod.metadata.labels,
        'controller-revision-hash': hash,
        ...(generation === undefined ? {} : { 'pod-template-generation': generation }),
      },
    },
    spec: { ...pod.spec, affinity: { ...affinity, nodeAffinity }, tolerations: daemonTolerations(pod.spec) },
  };
}
