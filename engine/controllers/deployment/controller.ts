import { compileSelector } from '../../api/labels.ts';
import { type KubeObject, keyOf, splitKey } from '../../api/object.ts';
import { type Component, type Context, NOTHING, type Outcome } from '../../component/component.ts';
import type { ObjectChange, View } from '../../component/view.ts';
import type { Write } from '../../component/write.ts';
import type { Deployment, Pod, ReplicaSet } from '../../kinds/types.ts';
import { candidatesFor, claim } from '../shared/claim.ts';
import { mayBeAdopted, ownerKey, ownerKeys } from '../shared/owner-keys.ts';
import { unique } from '../shared/unique.ts';
import { eventWrite, updateStatus } from '../shared/writes.ts';
import { isRolling } from './arithmetic.ts';
import { cleanup } from './cleanup.ts';
import { getCondition, hasDeadline, newCondition, setCondition } from './conditions.ts';
import { ensureNewSet } from './new-set.ts';
import { recreate } from './recreate.ts';
import { rollback } from './rollback.ts';
import { rolling } from './rolling.ts';
import { type Rollout, rolloutOf, type Sync } from './rollout.ts';
import { isScalingEvent, scale } from './scale.ts';
import { plainStatus } from './status.ts';

/** Rolls a deployment's template out through ReplicaSets (deployment_controller.go, v1.25). */
export const deploymentController: Component = {
  name: 'deployment-controller',
  process: 'kube-controller-manager',
  scope: 'cluster',
  watches: [
    { kind: 'Deployment', keys: ({ object }) => [keyOf(object)] },
    { kind: 'ReplicaSet', keys: replicaSetKeys },
    { kind: 'Pod', keys: (change, view) => podKeys(change as ObjectChange<Pod>, view) },
  ],
  reconcile,
};

function replicaSetKeys(change: ObjectChange, view: View): readonly string[] {
  const owners = ownerKeys(change, 'Deployment');
  return mayBeAdopted(change) ? unique([...owners, ...adopters(change.object, view)]) : owners;
}

function adopters(set: KubeObject, view: View): readonly string[] {
  const deployments = view.list<Deployment>('Deployment', set.metadata.namespace);
  return deployments
    .filter((one) => !isEmpty(one) && compileSelector(one.spec.selector)(set.metadata.labels))
    .map(keyOf);
}

/** Pods count only where the last old one's end lets a Recreate go on. */
function podKeys(change: ObjectChange<Pod>, view: View): readonly string[] {
  const setKey = change.type === 'DELETED' ? ownerKey(change.object, 'ReplicaSet') : undefined;
  if (setKey === undefined) return [];
  const { namespace, name } = splitKey(setKey);
  const key = ownerKey(view.get<ReplicaSet>('ReplicaSet', namespace, name), 'Deployment');
  if (key === undefined) return [];
  const deployment = view.get<Deployment>('Deployment', namespace, splitKey(key).name);
  if (deployment === undefined || isRolling(deployment)) return [];
  const sets = view.ownedBy(deployment.metadata.uid ?? '').filter(({ kind }) => kind === 'ReplicaSet');
  const hasPods = sets.some((set) => view.ownedBy(set.metadata.uid ?? '').some(({ kind }) => kind === 'Pod'));
  return hasPods ? [] : [key];
}

function isEmpty({ spec: { selector } }: Deployment): boolean {
  return Object.keys(selector.matchLabels ?? {}).length === 0 && (selector.matchExpressions ?? []).length === 0;
}

function reconcile(key: string, view: View, context: Context): Outcome {
  const { namespace, name } = splitKey(key);
  const deployment = view.get<Deployment>('Deployment', namespace, name);
  if (deployment === undefined) return NOTHING;
  if (isEmpty(deployment)) return { writes: refuseEmptySelector(deployment) };
  const { selector } = deployment.spec;
  const matcher = compileSelector(selector);
  const candidates = candidatesFor<ReplicaSet>('ReplicaSet', namespace, selector, view);
  const claimed = claim(deployment, 'ReplicaSet', candidates, (set) => matcher(set.metadata.labels), view);
  const synced = sync(rolloutOf(deployment, claimed.owned, view, context));
  return claimed.writes.length === 0 ? synced : { ...synced, writes: [...claimed.writes, ...synced.writes] };
}

/** Told once for each generation: the kind's validation keeps such deployments out anyway. */
function refuseEmptySelector(deployment: Deployment): readonly Write[] {
  const generation = deployment.metadata.generation ?? 0;
  if ((deployment.status.observedGeneration ?? 0) >= generation) return [];
  const message = 'This deployment is selecting all pods. A non-empty selector is required.';
  const status = { ...deployment.status, observedGeneration: generation };
  return [eventWrite(deployment, 'Warning', 'SelectingAll', message), updateStatus(deployment, status)];
}

/** The order of cases is syncDeployment's. */
function sync(rollout: Rollout): Sync {
  const { deployment } = rollout;
  if (deployment.metadata.deletionTimestamp !== undefined) return { writes: statusOnly(rollout, []) };
  const pause = pauseWrites(rollout);
  if (pause.length > 0) return { writes: pause };
  if (deployment.spec.paused === true) return { writes: statusOnly(rollout, [scale, cleanup]) };
  const asked = rollback(rollout);
  if (asked !== undefined) return { writes: asked };
  if (isScalingEvent(rollout)) return { writes: statusOnly(rollout, [scale]) };
  return isRolling(deployment) ? rolling(rollout) : recreate(rollout);
}

/** Status without a rollout, after `steps` on the ReplicaSets as they are. */
function statusOnly(start: Rollout, steps: readonly ((rollout: Rollout) => readonly Write[])[]): readonly Write[] {
  const { rollout, writes, isDone } = ensureNewSet(start, false);
  if (isDone) return writes;
  return [...writes, ...steps.flatMap((step) => step(rollout)), ...plainStatus(rollout)];
}

/** Pausing and resuming stop and restart the deadline's clock (checkPausedConditions, v1.25). */
function pauseWrites({ deployment, context }: Rollout): readonly Write[] {
  if (!hasDeadline(deployment)) return [];
  const conditions = deployment.status.conditions ?? [];
  const reason = getCondition(conditions, 'Progressing')?.reason;
  if (reason === 'ProgressDeadlineExceeded') return [];
  const isPaused = deployment.spec.paused === true;
  if (isPaused === (reason === 'DeploymentPaused')) return [];
  const next = isPaused
    ? newCondition('Progressing', 'Unknown', 'DeploymentPaused', 'Deployment is paused', context.nowMs)
    : newCondition('Progressing', 'Unknown', 'DeploymentResumed', 'Deployment is resumed', context.nowMs);
  const status = { ...deployment.status, conditions: setCondition(conditions, next) };
  return [updateStatus(deployment, status)];
}
