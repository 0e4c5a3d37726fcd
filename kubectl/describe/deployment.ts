import {
  type Deployment,
  formatSelector,
  type JsonValue,
  type PodTemplateSpec,
  type ReplicaSet,
  semanticEqual,
} from '../../engine/index.ts';
import type { DescribeContext, Describer } from './context.ts';
import { eventLines } from './events.ts';
import { podTemplateLines } from './pod-template.ts';
import { annotationLines, nameLines, pairLines, timeText } from './text.ts';
import { reasonConditionLines, selectorText } from './workloads.ts';

export const describeDeployment: Describer<Deployment> = (deployment, context) => {
  const { metadata, spec, status } = deployment;
  const { rollingUpdate } = spec.strategy ?? {};
  const { old, current } = replicaSetsOf(deployment, context);
  return [
    nameLines(deployment),
    `CreationTimestamp:\t${timeText(metadata.creationTimestamp)}\n`,
    pairLines('Labels', metadata.labels),
    annotationLines('Annotations', metadata.annotations),
    `Selector:\t${formatSelector(spec.selector)}\n`,
    `Replicas:\t${spec.replicas ?? 0} desired | ${status.updatedReplicas ?? 0} updated | ${status.replicas ?? 0} total | ${status.availableReplicas ?? 0} available | ${status.unavailableReplicas ?? 0} unavailable\n`,
    `StrategyType:\t${spec.strategy?.type ?? ''}\n`,
    `MinReadySeconds:\t${spec.minReadySeconds ?? 0}\n`,
    rollingUpdate === undefined
      ? ''
      : `RollingUpdateStrategy:\t${rollingUpdate.maxUnavailable} max unavailable, ${rollingUpdate.maxSurge} max surge\n`,
    podTemplateLines(spec.template),
    reasonConditionLines(status.conditions),
    old.length + current.length === 0
      ? ''
      : `OldReplicaSets:\t${replicaSetTexts(old)}\nNewReplicaSet:\t${replicaSetTexts(current)}\n`,
    eventLines(context.events, context.nowMs),
  ].join('');
};

function replicaSetTexts(sets: readonly ReplicaSet[]): string {
  const texts = sets.map(
    ({ metadata, spec, status }) => `${metadata.name} (${status.replicas ?? 0}/${spec.replicas ?? 0} replicas created)`,
  );
  return texts.length === 0 ? '<none>' : texts.join(', ');
}

/** The ReplicaSet of the present template (the oldest, should there be several), and the others that still want pods. */
function replicaSetsOf(deployment: Deployment, { client }: DescribeContext) {
  const { namespace, uid } = deployment.metadata;
  const labelSelector = selectorText(deployment.spec.selector);
  const list = client.list('ReplicaSet', { namespace, ...(labelSelector === '' ? {} : { labelSelector }) });
  const owned = (list.items as readonly ReplicaSet[])
    .filter(({ metadata }) => metadata.ownerReferences?.some((owner) => owner.controller === true && owner.uid === uid))
    .toSorted((left, right) =>
      (left.metadata.creationTimestamp ?? '') < (right.metadata.creationTimestamp ?? '') ? -1 : 1,
    );
  const current = owned.find(({ spec }) =>
    semanticEqual(withoutHash(spec.template), withoutHash(deployment.spec.template)),
  );
  const old = owned.filter((set) => set !== current && (set.spec.replicas ?? 0) > 0);
  return { old, current: current === undefined ? [] : [current] };
}

function withoutHash(template: PodTemplateSpec | undefined): JsonValue {
  const { 'pod-template-hash': _, ...labels } = template?.metadata?.labels ?? {};
  return { ...template, metadata: { ...template?.metadata, labels } };
}
