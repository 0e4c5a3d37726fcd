import { splitKey } from '../api/object.ts';
import { type Context, NOTHING, type Outcome } from '../component/component.ts';
import type { View } from '../component/view.ts';
import type { Write } from '../component/write.ts';
import type { PersistentVolume, Pod } from '../kinds/types.ts';
import type { NodeInfo } from './cache/node-info.ts';
import { bindingFailed, failureWrites } from './failure.ts';
import { claimsOf, isDelayed, isFullyBound, SELECTED_NODE } from './plugins/volumes/claims.ts';
import { planVolumes, type VolumePlan } from './plugins/volumes/matching.ts';
import type { Assumed, SchedulerState } from './state.ts';

/** How long a chosen node waits for the pod's claims to be bound (VolumeBinding's bindTimeoutSeconds, v1.25). */
export const BIND_TIMEOUT_MS = 600_000;

/** POST pods/NAME/binding, and the event that follows. */
export function bindWrite(pod: Pod, node: string): Write {
  const { namespace = '', name } = pod.metadata;
  const message = `Successfully assigned ${namespace}/${name} to ${node}`;
  const event = { about: pod, type: 'Normal', reason: 'Scheduled', message, action: 'Binding' } as const;
  return { verb: 'bind', namespace, name, node, onSuccess: () => event };
}

/** Whether every claim of the pod has its volume. */
export function areClaimsBound(pod: Pod, view: View): boolean {
  return claimsOf(pod, view).every(({ claim }) => claim !== undefined && isFullyBound(claim));
}

/** What makes the waiting claims of a pod get their volumes on the chosen node (BindPodVolumes, v1.25). */
export function volumeWrites(pod: Pod, { node }: NodeInfo, view: View): readonly Write[] {
  const claims = claimsOf(pod, view).flatMap(({ claim }) => claim ?? []);
  const delayed = claims.filter((claim) => !isFullyBound(claim) && isDelayed(claim, view));
  const plan = node === undefined || delayed.length === 0 ? undefined : planVolumes(delayed, node, view);
  return plan === undefined || node === undefined ? [] : planWrites(plan, node.metadata.name);
}

function planWrites({ bindings, provisions }: VolumePlan, node: string): readonly Write[] {
  return [
    ...bindings.map(({ claim, volume }): Write => {
      const { namespace, name, uid } = claim.metadata;
      const claimRef = { kind: 'PersistentVolumeClaim', apiVersion: 'v1', namespace, name, uid };
      const annotations = { 'pv.kubernetes.io/bound-by-controller': 'yes' };
      const isPromised = volume.spec.claimRef !== undefined;
      const patch = { ...(isPromised ? {} : { metadata: { annotations } }), spec: { claimRef } };
      return {
        verb: 'patch',
        kind: 'PersistentVolume',
        namespace: undefined,
        name: volume.metadata.name,
        type: 'merge',
        patch,
      };
    }),
    ...provisions.map((claim): Write => {
      const { namespace, name } = claim.metadata;
      const patch = { metadata: { annotations: { [SELECTED_NODE]: node } } };
      return { verb: 'patch', kind: 'PersistentVolumeClaim', namespace, name, type: 'merge', patch };
    }),
  ];
}

/** Goes on with a pod that waits for its claims: binds it, waits on, or gives the node up. */
export function goOnBinding(state: SchedulerState, key: string, view: View, context: Context): Outcome {
  const assumed = state.assumed.get(key);
  if (assumed?.deadlineMs === undefined) return NOTHING;
  const [failure] = context.failures;
  if (failure !== undefined)
    return { writes: giveUp(state, assumed, view, `binding rejected: ${failure.message}`, context) };
  const { namespace, name } = splitKey(key);
  const pod = view.get<Pod>('Pod', namespace, name);
  if (pod === undefined) return NOTHING;
  if (areClaimsBound(pod, view)) return { writes: [bindWrite(pod, assumed.node)] };
  const problem = volumeProblem(assumed, pod, view, context.nowMs);
  if (problem === undefined) return { writes: [], requeueAfterMs: assumed.deadlineMs - context.nowMs };
  return { writes: giveUp(state, assumed, view, bindingFailed(problem), context) };
}

/** A provisioner that fails takes the chosen node off the claim again. */
function volumeProblem({ deadlineMs = 0 }: Assumed, pod: Pod, view: View, nowMs: number): string | undefined {
  if (nowMs >= deadlineMs) return 'timed out waiting for the condition';
  const reset = claimsOf(pod, view).find(({ claim }) => {
    if (claim === undefined || isFullyBound(claim) || !isDelayed(claim, view)) return false;
    const selected = claim.metadata.annotations?.[SELECTED_NODE];
    return selected === undefined && !hasReservedVolume(claim.metadata.uid ?? '', view);
  });
  return reset === undefined ? undefined : `provisioning failed for PVC "${reset.name}"`;
}

function hasReservedVolume(claimUid: string, view: View): boolean {
  const volumes = view.list<PersistentVolume>('PersistentVolume');
  return volumes.some(({ spec }) => spec.claimRef?.uid === claimUid);
}

/** Bindings without claims are made at once: those that are not done by now were refused. */
export function bindingsRefused(
  state: SchedulerState,
  view: View,
  message: string,
  context: Context,
): readonly Write[] {
  const refused = [...state.assumed.values()].filter(({ deadlineMs }) => deadlineMs === undefined);
  return refused.flatMap((assumed) => giveUp(state, assumed, view, `binding rejected: ${message}`, context));
}

/** The pod leaves its place and is tried again after its back-off. */
function giveUp(
  state: SchedulerState,
  { queued, pod }: Assumed,
  view: View,
  message: string,
  context: Context,
): readonly Write[] {
  const { namespace, name } = pod.metadata;
  const current = view.get<Pod>('Pod', namespace, name);
  if (current !== undefined && (current.spec.nodeName ?? '') !== '') return [];
  const entry = state.cache.entry(queued.key);
  if (entry !== undefined) state.cache.removePod(entry, view);
  state.assumed.delete(queued.key);
  if (current === undefined || current.metadata.uid !== pod.metadata.uid) return [];
  state.queue.retry(queued, context.nowMs);
  return failureWrites(current, 'SchedulerError', message, undefined, context.nowMs);
}
