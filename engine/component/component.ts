import type { KubeObject } from '../api/object.ts';
import type { StatusError } from '../api/status-error.ts';
import type { ObjectChange, View } from './view.ts';
import type { Write } from './write.ts';

/** Which changes wake a component, and which of its keys each change concerns. */
export interface Watch<T extends KubeObject = KubeObject> {
  /** '*': every custom kind, whenever its definition comes. */
  readonly kind: T['kind'];
  /** Keys to reconcile. */
  keys(change: ObjectChange<T>, view: View): readonly string[];
  /** For a component of scope 'node': which node's instance an object concerns. */
  nodeOf?(object: T): string;
  /** The keys become due this much later (namespace controller: 5 s). Default: at once. */
  readonly delayMs?: number;
}

/** What else a reconcile may depend on. Same key, view and context: same outcome. */
export interface Context {
  /** Virtual time, milliseconds since the epoch. */
  readonly nowMs: number;
  /** How this key's last writes failed; empty after a success. */
  readonly failures: readonly StatusError[];
  /** What this key's last outcome left in `memory`; lost when the component stops. */
  readonly memory: unknown;
  /** What the component's (for scope 'node': this node's) last outcome left in `shared`. */
  readonly shared: unknown;
  /** The node this instance runs on, for scope 'node'; '' otherwise. */
  readonly node: string;
  /** A uniform integer in [0, bound), from this key's own seeded stream. */
  random(bound: number): number;
}

/** A word to another component on the same machine (kubelet and container runtime), not through the API. */
export interface Signal {
  readonly component: string;
  readonly key: string;
}

/** What a reconcile wants. */
export interface Outcome {
  readonly writes: readonly Write[];
  /** Wake this key again then, or when a delayed watch tells of its own writes. It replaces what an earlier outcome asked for; absent: no timer. */
  readonly requeueAfterMs?: number;
  /** Immutable. Absent: what was there stays. `null`: forget. */
  readonly memory?: unknown;
  /** Immutable, one for the whole component (instance). Absent: what was there stays. */
  readonly shared?: unknown;
  readonly signals?: readonly Signal[];
  /** Lines for the trace that no write shows (a scheduling decision, rules programmed), see kernel/trace.ts. */
  readonly notes?: readonly Note[];
}

export interface Note {
  readonly topic: string;
  readonly about?: string;
  readonly detail: object;
}

/**
 * Everything that runs in the control plane or on a node: a name, what wakes it, and one function from what it sees to what it wants.
 * `reconcile` never hears which change woke it; it reads the world again. The object of the key may be gone.
 */
export interface Component {
  readonly name: string;
  /** Part of which process: stopping 'kube-controller-manager' stops all its controllers. */
  readonly process: string;
  /** 'cluster': one instance. 'node': one on every node, told apart by `Context.node`. */
  readonly scope: 'cluster' | 'node';
  readonly watches: readonly Watch[];
  /** One of its keys stands for a queue of its own: any number of turns at one instant is no sign of a hot loop. */
  readonly ownQueue?: true;
  /**
   * The longest wait of a key whose write failed, for those who come round by themselves instead of waiting in a work queue (the kubelet's
   * lease, status and pods: 10 s). Default: the work queues' 1000 s.
   */
  readonly maxRetryMs?: number;
  /** The first wait of such a key, which each further failure doubles. Default: the work queues' 5 ms. */
  readonly minRetryMs?: number;
  /** Keys that are due at start besides those of the watches (periodic work: `['monitor']`). */
  startKeys?(view: View, node: string): readonly string[];
  reconcile(key: string, view: View, context: Context): Outcome;
}

export const NOTHING: Outcome = { writes: [] };
