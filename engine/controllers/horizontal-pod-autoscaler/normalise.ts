import type { HorizontalPodAutoscaler } from '../../kinds/types.ts';
import { able, limited, type News } from './conditions.ts';
import { changedWithin, type Memory, type Step } from './memory.ts';

type Behavior = NonNullable<HorizontalPodAutoscaler['spec']['behavior']>;
type Rules = NonNullable<Behavior['scaleUp']>;

/** --horizontal-pod-autoscaler-downscale-stabilization. */
const DOWNSCALE_SECONDS = 300;

export interface Wish {
  readonly current: number;
  readonly desired: number;
  readonly min: number;
  readonly max: number;
  readonly nowMs: number;
}

export interface Normalised {
  readonly replicas: number;
  readonly news: readonly News[];
}

const READY = able('True', 'ReadyForNewScale', 'recommended size matches current size');
const DOWN_STABILIZED = able(
  'True',
  'ScaleDownStabilized',
  'recent recommendations were higher than current one, applying the highest recent recommendation',
);
const UP_STABILIZED = able(
  'True',
  'ScaleUpStabilized',
  'recent recommendations were lower than current one, applying the lowest recent recommendation',
);

type Limit = readonly [reason: string, message: string];
const UP_LIMIT: Limit = ['ScaleUpLimit', 'the desired replica count is increasing faster than the maximum scale rate'];
const DOWN_LIMIT: Limit = [
  'ScaleDownLimit',
  'the desired replica count is decreasing faster than the maximum scale rate',
];
const TOO_MANY: Limit = ['TooManyReplicas', 'the desired replica count is more than the maximum replica count'];
const TOO_FEW: Limit = ['TooFewReplicas', 'the desired replica count is less than the minimum replica count'];
const WITHIN: Limit = ['DesiredWithinRange', 'the desired count is within the acceptable range'];

/** The wish as it may be fulfilled now: smoothed by what was wished before, and within all bounds (v1.25). */
export function normalise(wish: Wish, behavior: Behavior | undefined, memory: Memory): Normalised {
  const smooth = behavior === undefined ? plainly(wish, memory) : within(wish, behavior, memory);
  const stabilized = wish.desired >= wish.current && behavior !== undefined ? UP_STABILIZED : DOWN_STABILIZED;
  const { replicas, limit } =
    behavior === undefined
      ? bounded({ ...wish, desired: smooth })
      : rated({ ...wish, desired: smooth }, behavior, memory);
  return {
    replicas,
    news: [smooth === wish.desired ? READY : stabilized, limited(replicas !== smooth, ...limit)],
  };
}

const since = (memory: Memory, seconds: number, nowMs: number): readonly number[] =>
  memory.recommendations.filter(({ atMs }) => atMs > nowMs - seconds * 1000).map(({ replicas }) => replicas);

/** Without behavior: the highest of the last five minutes. */
function plainly({ desired, nowMs }: Wish, memory: Memory): number {
  const recent = memory.recommendations.filter(({ atMs }) => atMs >= nowMs - DOWNSCALE_SECONDS * 1000);
  return Math.max(desired, ...recent.map(({ replicas }) => replicas));
}

/** With behavior: no further up than the lowest of one window, no further down than the highest of the other. */
function within({ current, desired, nowMs }: Wish, { scaleUp, scaleDown }: Behavior, memory: Memory): number {
  const upWindow = scaleUp?.stabilizationWindowSeconds ?? 0;
  const downWindow = scaleDown?.stabilizationWindowSeconds ?? DOWNSCALE_SECONDS;
  const up = Math.min(desired, ...since(memory, upWindow, nowMs));
  const down = Math.max(desired, ...since(memory, downWindow, nowMs));
  return Math.min(Math.max(current, up), Math.max(down, up));
}

interface Bounded {
  readonly replicas: number;
  readonly limit: Limit;
}

function bounded({ current, desired, min, max }: Wish): Bounded {
  const rate = Math.max(2 * current, 4);
  if (desired < min) return { replicas: min, limit: TOO_FEW };
  if (desired > Math.min(max, rate)) {
    return max > rate ? { replicas: rate, limit: UP_LIMIT } : { replicas: max, limit: TOO_MANY };
  }
  return { replicas: desired, limit: WITHIN };
}

function rated(wish: Wish, { scaleUp, scaleDown }: Behavior, memory: Memory): Bounded {
  const { current, desired, min, max } = wish;
  if (desired > current) {
    const rate = Math.max(current, upTo(wish, scaleUp, memory));
    if (desired > Math.min(max, rate))
      return max > rate ? { replicas: rate, limit: UP_LIMIT } : { replicas: max, limit: TOO_MANY };
  }
  if (desired < current) {
    const rate = Math.min(current, downTo(wish, scaleDown, memory));
    if (desired < Math.max(min, rate))
      return min < rate ? { replicas: rate, limit: DOWN_LIMIT } : { replicas: min, limit: TOO_FEW };
  }
  return { replicas: desired, limit: WITHIN };
}

function upTo({ current, nowMs }: Wish, rules: Rules | undefined, { ups, downs }: Memory): number {
  const proposals = (rules?.policies ?? []).map(({ type, value, periodSeconds }) => {
    const start = startOf(current, periodSeconds, ups, downs, nowMs);
    return type === 'Pods' ? start + value : Math.ceil(start * (1 + value / 100));
  });
  return selected(rules, current, proposals, Math.max, Math.min);
}

function downTo({ current, nowMs }: Wish, rules: Rules | undefined, { ups, downs }: Memory): number {
  const proposals = (rules?.policies ?? []).map(({ type, value, periodSeconds }) => {
    const start = startOf(current, periodSeconds, ups, downs, nowMs);
    return type === 'Pods' ? start - value : Math.trunc(start * (1 - value / 100));
  });
  return selected(rules, current, proposals, Math.min, Math.max);
}

/** The size at the beginning of the period. */
function startOf(
  current: number,
  seconds: number,
  ups: readonly Step[],
  downs: readonly Step[],
  nowMs: number,
): number {
  return current - changedWithin(ups, seconds, nowMs) + changedWithin(downs, seconds, nowMs);
}

/** By selectPolicy: the proposal that moves furthest (Max), the one that moves least (Min), or none at all. */
function selected(
  rules: Rules | undefined,
  current: number,
  proposals: readonly number[],
  furthest: (...values: number[]) => number,
  least: (...values: number[]) => number,
): number {
  if (rules?.selectPolicy === 'Disabled' || proposals.length === 0) return current;
  return rules?.selectPolicy === 'Min' ? least(...proposals) : furthest(...proposals);
}
