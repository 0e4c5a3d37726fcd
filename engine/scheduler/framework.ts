import type { View } from '../component/view.ts';
import type { Pod } from '../kinds/types.ts';
import type { SchedulerCache } from './cache/scheduler-cache.ts';
import type { NodeInfo } from './cache/node-info.ts';
import type { PodClass } from './pod-class.ts';

/** What happened in the cluster, as far as it may cure a rejection (framework.ClusterEvent, v1.25). */
export type ClusterEvent =
  | 'node-add'
  | 'node-label'
  | 'node-taint'
  | 'node-allocatable'
  | 'node-condition'
  | 'node-delete'
  | 'pod-add'
  | 'pod-update'
  | 'pod-delete'
  | 'pv'
  | 'pvc'
  | 'storage-class'
  | 'csi-node'
  | 'flush';

/** Why a plugin does not want the pod on a node. */
export interface Rejection {
  readonly plugin: string;
  readonly reasons: readonly string[];
  /** False: no preemption helps (UnschedulableAndUnresolvable). */
  readonly resolvable: boolean;
}

/** One scheduling cycle: the pod, and the world it is to be placed in. */
export interface Cycle {
  readonly pod: Pod;
  /** `namespace/name`. */
  readonly key: string;
  readonly podClass: PodClass;
  readonly cache: SchedulerCache;
  readonly view: View;
}

export type NodeFilter = (node: NodeInfo) => Rejection | undefined;

/** What a plugin says before it sees a node: nothing to check, a check for every node, only these nodes, or no node at all. */
export type Prepared =
  | { readonly verdict: 'skip' }
  | { readonly verdict: 'check'; readonly filter: NodeFilter }
  | { readonly verdict: 'only'; readonly nodes: ReadonlySet<string> }
  | { readonly verdict: 'reject'; readonly rejection: Rejection };

export const SKIP: Prepared = { verdict: 'skip' };

/** Raw scores of the feasible nodes become 0..100 in place. */
export type Normalize = (scores: number[], nodes: readonly NodeInfo[]) => void;

export interface Scoring {
  /** A whole number; 0..100 unless there is a `normalize`. `slot`: the node's; who needs no more need not look into the node. */
  raw(node: NodeInfo, slot: number): number;
  readonly normalize?: Normalize;
}

/** A score: either `rate`, a function of the pod's class and one node alone (remembered), or `prepare`. */
export interface ScorePlugin {
  readonly weight: number;
  /** 0..100; depends on nothing but the class and the node, so that it is worked out again only when the node changes. */
  rate?(podClass: PodClass, node: NodeInfo): number;
  /** Undefined: every node gets `idle`. */
  prepare?(cycle: Cycle, feasible: readonly NodeInfo[]): Scoring | undefined;
  /** What every node gets when there is nothing to compare. */
  readonly idle: number;
}

/**
 * A scheduler plugin: a name, the events that may cure what it rejects, and its part in the filters and scores. `check` depends on nothing
 * but the pod's class and one node and is remembered until the node changes; what looks further is a `prepare`.
 */
export interface Plugin {
  readonly name: string;
  readonly events: readonly ClusterEvent[];
  check?(podClass: PodClass, node: NodeInfo): Rejection | undefined;
  prepare?(cycle: Cycle): Prepared;
  readonly score?: ScorePlugin;
}

export const MAX_NODE_SCORE = 100;

/** Scales by the largest raw score; all 0 stays 0, or 100 when reversed (helper.DefaultNormalizeScore, v1.25). */
export function normalizeByMax(scores: number[], reverse: boolean): void {
  let max = 0;
  for (const score of scores) if (score > max) max = score;
  for (let i = 0; i < scores.length; i++) {
    const scaled = max === 0 ? 0 : Math.trunc((MAX_NODE_SCORE * (scores[i] ?? 0)) / max);
    scores[i] = reverse ? MAX_NODE_SCORE - scaled : scaled;
  }
}
