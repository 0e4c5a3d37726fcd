import { compileSelector } from '../../api/labels.ts';
import { keyOf } from '../../api/object.ts';
import { parseTimestamp } from '../../api/time.ts';
import type { View } from '../../component/view.ts';
import type { Pod, PodDisruptionBudget } from '../../kinds/types.ts';
import type { NodeInfo } from '../cache/node-info.ts';
import { type PodEntry, priorityOf } from '../cache/pod-entry.ts';
import { naiveJudge, prepare, type Preparation, rejectionsOf } from '../evaluate.ts';
import type { Cycle, Rejection } from '../framework.ts';

/** A node on which the pod would fit if these pods went. */
export interface Candidate {
  readonly node: NodeInfo;
  /** The most important first. */
  readonly victims: readonly Pod[];
  readonly violations: number;
}

/** When a pod began to run; one that has not begun counts as the youngest. */
export function startOf({ status }: Pod): number {
  return status.startTime === undefined ? Number.MAX_SAFE_INTEGER : parseTimestamp(status.startTime);
}

const NO_VICTIMS: readonly string[] = ['No preemption victims found for incoming pod'];

interface Lower {
  readonly entry: PodEntry;
  readonly pod: Pod;
}

/** Higher priority first, then who began earlier (util.MoreImportantPod, v1.25). */
const byImportance = (a: Lower, b: Lower): number =>
  priorityOf(b.pod) - priorityOf(a.pod) || startOf(a.pod) - startOf(b.pod) || (a.entry.key < b.entry.key ? -1 : 1);

/**
 * The fewest pods of lower priority that must go from one node: all of them leave, then each comes back if the pod still fits, those that
 * a disruption budget protects first (SelectVictimsOnNode, v1.25). Texts: why this node is no candidate.
 */
export function victimsOn(
  node: NodeInfo,
  cycle: Cycle,
  preparation: Preparation,
  budgets: readonly PodDisruptionBudget[],
): Candidate | readonly string[] {
  const { cache, view, pod } = cycle;
  const priority = priorityOf(pod);
  const lower = [...node.pods.values()]
    .filter((entry) => priorityOf(entry.pod) < priority)
    .map((entry): Lower => ({ entry, pod: currentOf(entry, view) }));
  if (lower.length === 0) return NO_VICTIMS;
  const against = (): readonly Rejection[] =>
    rejectionsOf(node, naiveJudge(cycle.podClass), preparation.filters.length === 0 ? [] : prepare(cycle).filters);
  for (const { entry } of lower) cache.removePod(entry, view);
  const without = against();
  if (without.length > 0) {
    for (const { entry } of lower) cache.place(entry, view);
    return without.flatMap(({ reasons }) => reasons);
  }
  const gone: Lower[] = [];
  let violations = 0;
  const reprieve = (one: Lower): boolean => {
    cache.place(one.entry, view);
    if (against().length === 0) return true;
    cache.removePod(one.entry, view);
    gone.push(one);
    return false;
  };
  const { violating, others } = splitByBudget(lower.toSorted(byImportance), budgets);
  for (const one of violating) if (!reprieve(one)) violations += 1;
  for (const one of others) reprieve(one);
  for (const { entry } of gone) cache.place(entry, view);
  return { node, victims: gone.toSorted(byImportance).map((one) => one.pod), violations };
}

function currentOf(entry: PodEntry, view: View): Pod {
  return view.get<Pod>('Pod', entry.pod.metadata.namespace, entry.pod.metadata.name) ?? entry.pod;
}

interface Split {
  readonly violating: readonly Lower[];
  readonly others: readonly Lower[];
}

/** Pods whose disruption would exceed what their budgets allow (filterPodsWithPDBViolation, v1.25). */
function splitByBudget(pods: readonly Lower[], budgets: readonly PodDisruptionBudget[]): Split {
  const left = new Map(budgets.map((budget) => [keyOf(budget), budget.status.disruptionsAllowed]));
  const isViolating = ({ pod }: Lower): boolean => {
    let violating = false;
    for (const budget of budgets) {
      if (!protects(budget, pod)) continue;
      const allowed = (left.get(keyOf(budget)) ?? 0) - 1;
      left.set(keyOf(budget), allowed);
      if (allowed < 0) violating = true;
    }
    return violating;
  };
  const violating: Lower[] = [];
  const others: Lower[] = [];
  for (const one of pods) (isViolating(one) ? violating : others).push(one);
  return { violating, others };
}

function protects(
  { metadata, spec, status }: PodDisruptionBudget,
  { metadata: { namespace, name, labels = {} } }: Pod,
): boolean {
  if (metadata.namespace !== namespace || Object.keys(labels).length === 0) return false;
  const { selector } = spec;
  const isEmpty =
    Object.keys(selector?.matchLabels ?? {}).length === 0 && (selector?.matchExpressions ?? []).length === 0;
  if (isEmpty || status.disruptedPods?.[name] !== undefined) return false;
  return compileSelector(selector)(labels);
}
