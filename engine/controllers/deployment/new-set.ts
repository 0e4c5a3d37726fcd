import { deepEqual } from '../../api/equality.ts';
import type { StatusError } from '../../api/status-error.ts';
import type { Write } from '../../component/write.ts';
import type { Deployment, Namespace, ReplicaSet } from '../../kinds/types.ts';
import { isTerminating, updateStatus } from '../shared/writes.ts';
import { newSetAnnotations, REVISION, revisionOf } from './annotations.ts';
import { newSetSize, totalReplicas } from './arithmetic.ts';
import { type Conditions, getCondition, hasDeadline, newCondition, setCondition } from './conditions.ts';
import { makeReplicaSet, type Rollout } from './rollout.ts';

/** The new ReplicaSet as far as it is there, and what had to be written for it. */
export interface NewSet {
  readonly rollout: Rollout;
  readonly writes: readonly Write[];
  /** The sync ends here; what is written wakes the deployment again. */
  readonly isDone: boolean;
}

/**
 * Finds the new ReplicaSet and brings its revision and the deployment's in line, or creates it where `create` says so
 * (getAllReplicaSetsAndSyncRevision, v1.25).
 */
export function ensureNewSet(rollout: Rollout, create: boolean): NewSet {
  const revision = 1 + rollout.oldSets.reduce((max, set) => Math.max(max, revisionOf(set)), 0);
  if (rollout.newSet !== undefined) return adjust(rollout, rollout.newSet, revision);
  return create ? createSet(rollout, revision) : { rollout, writes: [], isDone: false };
}

function adjust(rollout: Rollout, newSet: ReplicaSet, revision: number): NewSet {
  const { deployment, context } = rollout;
  const annotations = newSetAnnotations(newSet, deployment, revision);
  const minReadySeconds = deployment.spec.minReadySeconds ?? 0;
  const isRight = minReadySeconds === (newSet.spec.minReadySeconds ?? 0);
  if (!deepEqual(annotations, newSet.metadata.annotations ?? {}) || !isRight) {
    const { namespace, name } = newSet.metadata;
    const patch = { metadata: { annotations }, ...(isRight ? {} : { spec: { minReadySeconds } }) };
    const write: Write = { verb: 'patch', kind: 'ReplicaSet', namespace, name, type: 'merge', patch };
    const changed: ReplicaSet = {
      ...newSet,
      metadata: { ...newSet.metadata, annotations },
      spec: { ...newSet.spec, minReadySeconds },
    };
    return { rollout: { ...rollout, newSet: changed }, writes: [write], isDone: false };
  }
  const noted = withRevision(deployment, newSet.metadata.annotations?.[REVISION]);
  const conditions = deployment.status.conditions ?? [];
  const isNews = hasDeadline(deployment) && getCondition(conditions, 'Progressing') === undefined;
  if (noted === deployment && !isNews) return { rollout, writes: [], isDone: false };
  const message = `Found new replica set "${newSet.metadata.name}"`;
  const found = newCondition('Progressing', 'True', 'FoundNewReplicaSet', message, context.nowMs);
  const next = isNews ? setCondition(conditions, found) : conditions;
  return { rollout, writes: [statusUpdate(noted, next)], isDone: true };
}

function createSet(rollout: Rollout, revision: number): NewSet {
  const { deployment, sets, view, context } = rollout;
  const home = view.get<Namespace>('Namespace', undefined, deployment.metadata.namespace ?? '');
  if (home?.metadata.deletionTimestamp !== undefined) return { rollout, writes: [], isDone: true };
  const size = newSetSize(deployment, 0, totalReplicas(sets));
  const set = makeReplicaSet(deployment, size, revision);
  const { name, namespace } = set.metadata;
  if (view.get<ReplicaSet>('ReplicaSet', namespace, name) !== undefined) {
    return { rollout, writes: [collision(deployment)], isDone: true };
  }
  const conditions = deployment.status.conditions ?? [];
  const message = `Created new replica set "${name}"`;
  const news = newCondition('Progressing', 'True', 'NewReplicaSetCreated', message, context.nowMs);
  const next = hasDeadline(deployment) ? setCondition(conditions, news) : conditions;
  const noted = withRevision(deployment, String(revision));
  const failed = failedBefore(deployment, context.failures, name, conditions, context.nowMs);
  return {
    rollout,
    writes: [...failed, creation(deployment, set, size), ...(failed.length > 0 ? [] : [statusUpdate(noted, next)])],
    isDone: true,
  };
}

/** A foreign ReplicaSet has the name: the next hash takes one more collision into account. */
function collision(deployment: Deployment): Write {
  const collisionCount = (deployment.status.collisionCount ?? 0) + 1;
  return updateStatus(deployment, { ...deployment.status, collisionCount });
}

function creation(deployment: Deployment, set: ReplicaSet, size: number): Write {
  const { name } = set.metadata;
  const message = `Scaled up replica set ${name} to ${size}`;
  return {
    verb: 'create',
    object: set,
    onSuccess: () =>
      size > 0 ? { about: deployment, type: 'Normal', reason: 'ScalingReplicaSet', message } : undefined,
    onFailure: (error) =>
      isTerminating(error)
        ? undefined
        : { about: deployment, type: 'Warning', reason: 'ReplicaSetCreateError', message: createError(name, error) },
  };
}

const createError = (name: string, error: StatusError): string =>
  `Failed to create new replica set "${name}": ${error.message}`;

/** The last attempt was refused: the deployment says so before the next one. */
function failedBefore(
  deployment: Deployment,
  failures: readonly StatusError[],
  name: string,
  conditions: Conditions,
  nowMs: number,
): readonly Write[] {
  const error = failures.find(
    (failure) => failure.details?.kind === 'replicasets' || failure.details?.kind === 'ReplicaSet',
  );
  if (error === undefined || !hasDeadline(deployment)) return [];
  const condition = newCondition('Progressing', 'False', 'ReplicaSetCreateError', createError(name, error), nowMs);
  const next = setCondition(conditions, condition);
  return next === conditions ? [] : [statusUpdate(deployment, next)];
}

function withRevision(deployment: Deployment, revision: string | undefined): Deployment {
  const annotations = deployment.metadata.annotations ?? {};
  if (revision === undefined || annotations[REVISION] === revision) return deployment;
  return { ...deployment, metadata: { ...deployment.metadata, annotations: { ...annotations, [REVISION]: revision } } };
}

/** Annotations travel with the status: such a write does not count as a new generation. */
function statusUpdate(deployment: Deployment, conditions: Conditions): Write {
  return updateStatus(deployment, { ...deployment.status, conditions });
}
