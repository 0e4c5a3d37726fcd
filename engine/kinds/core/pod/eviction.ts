import type { DeleteOptions } from '../../../api/client.ts';
import type { KindContext, Subresource, SubresourceCall } from '../../../api/kind.ts';
import { compileSelector } from '../../../api/labels.ts';
import { StatusError, badRequest, forbidden, tooManyRequests } from '../../../api/status-error.ts';
import { toTimestamp } from '../../../api/time.ts';
import type { Pod, PodDisruptionBudget } from '../../types.ts';
import { isPodReady, isTerminal } from '../pod-facts.ts';

interface Eviction {
  readonly metadata?: { readonly name?: string };
  readonly deleteOptions?: DeleteOptions;
}

/** More evictions than this that the controller has not seen confirmed: something is wrong (v1.25). */
const MAX_DISRUPTED_PODS = 2000;
/** What a client is told to wait while the controller catches up. */
const RETRY_AFTER_SECONDS = 10;

const SUCCESS = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 };

/** POST pods/NAME/eviction: a delete that asks the disruption budgets first (EvictionREST, v1.25). */
export const eviction: Subresource<Pod> = {
  verbs: ['create'],
  kind: { group: 'policy', version: 'v1', kind: 'Eviction' },
  call(request) {
    const { object: pod, body, context } = request;
    const { metadata, deleteOptions = {} } = (body ?? {}) as Eviction;
    const { name, namespace } = pod.metadata;
    if (metadata?.name !== undefined && metadata.name !== name) {
      throw badRequest('name in URL does not match name in Eviction object');
    }
    const preconditions = admitted(pod, budgetsOf(pod, context), request);
    request.delete('Pod', namespace, name, { ...deleteOptions, ...preconditions });
    return SUCCESS;
  },
};

/** Budgets whose selector matches the pod; a pod without labels has none. */
export function budgetsOf(pod: Pod, context: Pick<KindContext, 'list'>): readonly PodDisruptionBudget[] {
  const { labels, namespace } = pod.metadata;
  if (Object.keys(labels ?? {}).length === 0) return [];
  return context
    .list<PodDisruptionBudget>('PodDisruptionBudget', namespace)
    .filter(({ spec }) => spec.selector !== undefined && compileSelector(spec.selector)(labels));
}

/** Pods that are over, or that no budget counts yet, need no leave. */
function needsNoBudget(pod: Pod): boolean {
  return isTerminal(pod) || pod.status.phase === 'Pending' || pod.metadata.deletionTimestamp !== undefined;
}

/** Takes one disruption from the pod's budget, or throws. Returns the preconditions of the delete that follows. */
function admitted(
  pod: Pod,
  budgets: readonly PodDisruptionBudget[],
  request: SubresourceCall<Pod>,
): Pick<DeleteOptions, 'preconditions'> {
  const [budget, second] = budgets;
  if (needsNoBudget(pod) || budget === undefined) return {};
  if (second !== undefined) {
    const text = 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.';
    throw new StatusError(500, 'Unknown', text);
  }
  const { currentHealthy, desiredHealthy } = budget.status;
  if (!isPodReady(pod) && currentHealthy >= desiredHealthy && desiredHealthy > 0) {
    const { resourceVersion } = pod.metadata;
    return resourceVersion === undefined ? {} : { preconditions: { resourceVersion } };
  }
  const { namespace, name } = budget.metadata;
  request.update('PodDisruptionBudget', namespace, name, (current) =>
    decremented(current as PodDisruptionBudget, pod.metadata.name, request.context.nowMs),
  );
  return {};
}

const BUDGETS = { group: 'policy', plural: 'poddisruptionbudget', kind: 'PodDisruptionBudget' };

/** The answer that lets `kubectl drain` try again. */
function violation(message: string, retryAfterSeconds?: number): StatusError {
  const text = "Cannot evict pod as it would violate the pod's disruption budget.";
  return tooManyRequests(text, [{ reason: 'DisruptionBudget', message }], retryAfterSeconds);
}

/** checkAndDecrement, v1.25. */
function decremented(budget: PodDisruptionBudget, podName: string, nowMs: number): PodDisruptionBudget {
  const { name, generation = 0 } = budget.metadata;
  const { observedGeneration = 0, disruptionsAllowed, desiredHealthy, currentHealthy, disruptedPods } = budget.status;
  if (observedGeneration < generation) {
    throw violation(`The disruption budget ${name} is still being processed by the server.`, RETRY_AFTER_SECONDS);
  }
  const allowed = disruptionsAllowed;
  if (allowed < 0) throw forbidden(BUDGETS, name, 'pdb disruptions allowed is negative');
  if (Object.keys(disruptedPods ?? {}).length > MAX_DISRUPTED_PODS) {
    throw forbidden(BUDGETS, name, 'DisruptedPods map too big - too many evictions not confirmed by PDB controller');
  }
  if (allowed === 0) {
    const need = `needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`;
    throw violation(`The disruption budget ${name} ${need}`);
  }
  const left = allowed - 1;
  const now = toTimestamp(nowMs);
  return {
    ...budget,
    status: {
      ...budget.status,
      disruptionsAllowed: left,
      disruptedPods: { ...disruptedPods, [podName]: now },
      ...(left > 0 ? {} : { conditions: insufficient(budget, observedGeneration, now) }),
    },
  };
}

type Conditions = NonNullable<PodDisruptionBudget['status']['conditions']>;

/** The last disruption is taken: condition DisruptionAllowed turns False at once. */
function insufficient(budget: PodDisruptionBudget, observedGeneration: number, now: string): Conditions {
  const conditions = budget.status.conditions ?? [];
  const at = conditions.findIndex(({ type }) => type === 'DisruptionAllowed');
  const old = conditions[at];
  const next = {
    type: 'DisruptionAllowed',
    status: 'False',
    observedGeneration,
    lastTransitionTime: old?.status === 'False' ? old.lastTransitionTime : now,
    reason: 'InsufficientPods',
    message: '',
  };
  return old === undefined ? [...conditions, next] : conditions.with(at, next);
}
