import { deepEqual } from '../../api/equality.ts';
import { compileSelector } from '../../api/labels.ts';
import { keyOf, splitKey } from '../../api/object.ts';
import { givenTimestamp, parseTimestamp, toTimestamp } from '../../api/time.ts';
import { type Component, type Context, NOTHING, type Outcome } from '../../component/component.ts';
import type { ObjectChange, View } from '../../component/view.ts';
import type { Write } from '../../component/write.ts';
import { isPodReady } from '../../kinds/core/pod-facts.ts';
import type { Pod, PodDisruptionBudget } from '../../kinds/types.ts';
import { candidatesFor } from '../shared/claim.ts';
import { unique } from '../shared/unique.ts';
import { eventWrite, updateStatus } from '../shared/writes.ts';
import { expectedPods } from './expected.ts';

/** How long an evicted pod may still be there before it counts again (DeletionTimeout, v1.25). */
const DELETION_MS = 120_000;

/** Uids of the pods that were told to be in several budgets. */
type Told = readonly string[];

/** Keeps how many disruptions each PodDisruptionBudget allows (disruption.go, v1.25). */
export const disruptionController: Component = {
  name: 'controllermanager',
  process: 'kube-controller-manager',
  scope: 'cluster',
  watches: [
    { kind: 'PodDisruptionBudget', keys: ({ type, object }) => (type === 'DELETED' ? [] : [keyOf(object)]) },
    { kind: 'Pod', keys: (change, view) => budgetsFor(change as ObjectChange<Pod>, view) },
  ],
  reconcile,
};

/** The first budget that selects the pod, as it is and as it was. */
function budgetsFor({ object, old }: ObjectChange<Pod>, view: View): readonly string[] {
  const budgets = view.list<PodDisruptionBudget>('PodDisruptionBudget', object.metadata.namespace);
  if (budgets.length === 0) return [];
  const first = (pod: Pod): string | undefined => {
    const budget = budgets.find(({ spec }) => compileSelector(spec.selector)(pod.metadata.labels));
    return budget === undefined ? undefined : keyOf(budget);
  };
  return unique([first(object), old === undefined ? undefined : first(old)]);
}

function podsOf(budget: PodDisruptionBudget, view: View): readonly Pod[] {
  const { selector } = budget.spec;
  const { namespace } = budget.metadata;
  if (selector === undefined) return [];
  const matches = compileSelector(selector);
  const isEverything = Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions ?? []).length === 0;
  const candidates = isEverything
    ? view.list<Pod>('Pod', namespace)
    : candidatesFor<Pod>('Pod', namespace, selector, view);
  return candidates.filter((pod) => matches(pod.metadata.labels));
}

function reconcile(key: string, view: View, context: Context): Outcome {
  const { namespace, name } = splitKey(key);
  const budget = view.get<PodDisruptionBudget>('PodDisruptionBudget', namespace, name);
  if (budget === undefined) return NOTHING;
  const pods = podsOf(budget, view);
  const none = pods.length === 0 ? [eventWrite(budget, 'Normal', 'NoPods', 'No matching pods found')] : [];
  const counted = expectedPods(budget, pods, view);
  const doubtful = ambiguous(budget, pods, view);
  const known = (context.memory ?? []) as Told;
  const fresh = doubtful.filter(({ metadata }) => !known.includes(metadata.uid ?? ''));
  const memory: Told = doubtful.map(({ metadata }) => metadata.uid ?? '');
  const told = [...none, ...fresh.map((pod) => chosenArbitrarily(budget, pod))];
  if (typeof counted === 'string') return { writes: [...told, ...failSafe(budget, counted, context.nowMs)], memory };
  const { expectedPods: expected, desiredHealthy } = counted;
  const { disrupted, overdue } = stillDisrupted(budget, pods, context.nowMs);
  const healthy = pods.filter(
    (pod) => isPodReady(pod) && pod.metadata.deletionTimestamp === undefined && !(pod.metadata.name in disrupted),
  ).length;
  const allowed = expected <= 0 ? 0 : Math.max(0, healthy - desiredHealthy);
  const status: PodDisruptionBudget['status'] = {
    conditions: [condition(budget, allowed, context.nowMs)],
    currentHealthy: healthy,
    desiredHealthy,
    disruptionsAllowed: allowed,
    expectedPods: expected,
    ...(budget.metadata.generation === undefined ? {} : { observedGeneration: budget.metadata.generation }),
    ...(Object.keys(disrupted).length === 0 ? {} : { disruptedPods: disrupted }),
  };
  const statusWrites = deepEqual(status, budget.status) ? [] : [updateStatus(budget, status)];
  const expiries = Object.values(disrupted).map((time) => parseTimestamp(time) + DELETION_MS - context.nowMs);
  return {
    writes: [...told, ...overdue.map((pod) => notDeleted(budget, pod)), ...statusWrites],
    memory,
    ...(expiries.length === 0 ? {} : { requeueAfterMs: Math.max(1, Math.min(...expiries)) }),
  };
}

/** Nothing is allowed as long as the pods cannot be counted; the rest of the status stays as it was (failSafe, v1.25). */
function failSafe(budget: PodDisruptionBudget, why: string, nowMs: number): readonly Write[] {
  const message = `Failed to calculate the number of expected pods: ${why}`;
  const { observedGeneration } = budget.status;
  const old = budget.status.conditions?.find(({ type }) => type === 'DisruptionAllowed');
  const failed: Condition = {
    type: 'DisruptionAllowed',
    status: 'False',
    ...(observedGeneration === undefined ? {} : { observedGeneration }),
    lastTransitionTime: old?.status === 'False' ? old.lastTransitionTime : toTimestamp(nowMs),
    reason: 'SyncFailed',
    message: why,
  };
  const status: PodDisruptionBudget['status'] = {
    ...budget.status,
    currentHealthy: budget.status.currentHealthy ?? 0,
    desiredHealthy: budget.status.desiredHealthy ?? 0,
    disruptionsAllowed: 0,
    expectedPods: budget.status.expectedPods ?? 0,
    conditions: [failed],
  };
  const told = eventWrite(budget, 'Warning', 'CalculateExpectedPodCountFailed', message);
  return deepEqual(status, budget.status) ? [told] : [told, updateStatus(budget, status)];
}

/** Evictions that were granted and whose pods are still there, for a while. */
function stillDisrupted(
  budget: PodDisruptionBudget,
  pods: readonly Pod[],
  nowMs: number,
): { readonly disrupted: Readonly<Record<string, string>>; readonly overdue: readonly Pod[] } {
  const disrupted: Record<string, string> = {};
  const overdue: Pod[] = [];
  const entries = budget.status.disruptedPods ?? {};
  for (const pod of pods) {
    const { name, deletionTimestamp } = pod.metadata;
    const time = Object.hasOwn(entries, name) ? entries[name] : undefined;
    if (time === undefined || deletionTimestamp !== undefined) continue;
    if ((givenTimestamp(time) ?? 0) + DELETION_MS > nowMs) disrupted[name] = time;
    else overdue.push(pod);
  }
  return { disrupted, overdue };
}

/** A pod that was evicted and did not go. The namespace stands twice in Kubernetes' own text. */
function notDeleted({ metadata: { namespace } }: PodDisruptionBudget, pod: Pod): Write {
  const text = `Pod was expected by PDB ${namespace}/${namespace} to be deleted but it wasn't`;
  return eventWrite(pod, 'Warning', 'NotDeleted', text);
}

/** Pods of this budget that others select as well; told once for each. */
function ambiguous(budget: PodDisruptionBudget, pods: readonly Pod[], view: View): readonly Pod[] {
  const budgets = view.list<PodDisruptionBudget>('PodDisruptionBudget', budget.metadata.namespace);
  if (budgets.length < 2 || pods.length === 0) return [];
  const matchers = budgets.map(({ spec }) => compileSelector(spec.selector));
  return pods.filter(({ metadata: { labels } }) => {
    const first = matchers.findIndex((matches) => matches(labels));
    return budgets[first] === budget && matchers.some((matches, index) => index > first && matches(labels));
  });
}

function chosenArbitrarily(budget: PodDisruptionBudget, pod: Pod): Write {
  const { namespace, name } = pod.metadata;
  const text = `Pod "${namespace}"/"${name}" matches multiple PodDisruptionBudgets.  Chose "${budget.metadata.name}" arbitrarily.`;
  return eventWrite(pod, 'Warning', 'MultiplePodDisruptionBudgets', text);
}

type Condition = NonNullable<PodDisruptionBudget['status']['conditions']>[number];

function condition(budget: PodDisruptionBudget, allowed: number, nowMs: number): Condition {
  const status = allowed > 0 ? 'True' : 'False';
  const old = budget.status.conditions?.find(({ type }) => type === 'DisruptionAllowed');
  return {
    type: 'DisruptionAllowed',
    status,
    ...(budget.metadata.generation === undefined ? {} : { observedGeneration: budget.metadata.generation }),
    lastTransitionTime: old?.status === status ? old.lastTransitionTime : toTimestamp(nowMs),
    reason: allowed > 0 ? 'SufficientPods' : 'InsufficientPods',
    message: '',
  };
}
