/** A length of time in milliseconds: fixed, drawn evenly from a range, or drawn from a list (a measured distribution). */
export type Span =
  | number
  | { readonly minMs: number; readonly maxMs: number }
  | { readonly anyOfMs: readonly number[] };

/** Draws a length of time; `random(bound)` is a uniform integer in [0, bound). */
export function drawSpan(span: Span, random: (bound: number) => number): number {
  if (typeof span === 'number') return span;
  if ('anyOfMs' in span) return span.anyOfMs[random(span.anyOfMs.length)] ?? 0;
  return span.minMs + random(span.maxMs - span.minMs + 1);
}

/** How long a node agent and its container runtime take, and how they show what they do. */
export interface KubeletTimings {
  /** From the first look at a pod to the end of its volume set-up, where every volume can be set up at once. */
  readonly volumesMs: Span;
  /** Creating a pod sandbox with its address. */
  readonly sandboxMs: Span;
  /** Image pulls, one at a time on each node. */
  readonly pull: {
    /** Asking the registry about an image that is already there (policy Always). */
    readonly checkMs: Span;
    /** What a download takes besides its bytes; also how long a refusal takes. */
    readonly overheadMs: Span;
    readonly bytesPerSecond: number;
  };
  /** Creating and starting one container. */
  readonly startMs: Span;
  /** Until a container's start or end is seen (pod lifecycle event generator: relist every second). */
  readonly observeMs: Span;
  /** Until a pod is looked at again after a sync without errors. */
  readonly resyncMs: Span;
  /** Until a pod is looked at again after a sync with errors (back-offs count as errors). */
  readonly retryMs: Span;
  /** From a pod's last container's end to the removal of its API object. */
  readonly removalMs: Span;
  /** Waiting time between a container's end and its restart. */
  readonly restart: { readonly firstMs: number; readonly maxMs: number } | { readonly alwaysMs: number };
  /** 'run': probes act. Otherwise they succeed this long after their initial delay, unless their command names `missing` or `false`. */
  readonly probes: 'run' | { readonly succeedAfterMs: number };
  /** Node status: computed every `statusMs`, reported when it changed or after `reportMs`. */
  readonly heartbeat: {
    readonly statusMs: number;
    readonly reportMs: number;
    readonly leaseMs: number;
    readonly leaseSeconds: number;
  };
  /** Whether Events are recorded. */
  readonly events: boolean;
  /**
   * Whether a status is written before the containers start (ContainerCreating), and between their end and the removal; whether it says
   * PodScheduled of a pod that no scheduler has seen.
   */
  readonly reports: { readonly creating: boolean; readonly terminated: boolean; readonly scheduled: boolean };
  /** 'mount': what a volume asks of disks has to be there. 'pretend': what is not is an empty directory. */
  readonly mounts: 'mount' | 'pretend';
  /** 'look': what a container refers to has to be there, an image of policy Never, too, and nobody is root who must not be. 'trust': every container starts. */
  readonly containers: 'look' | 'trust';
}

/** A kubelet of v1.25 with containerd, images from a registry on a fast line (facts: kubelet, timeline). */
export const DEFAULT_TIMINGS: KubeletTimings = {
  volumesMs: 300,
  sandboxMs: { minMs: 500, maxMs: 1200 },
  pull: { checkMs: { minMs: 1000, maxMs: 3000 }, overheadMs: { minMs: 1500, maxMs: 2500 }, bytesPerSecond: 20_000_000 },
  startMs: { minMs: 100, maxMs: 300 },
  observeMs: { minMs: 100, maxMs: 1000 },
  resyncMs: { minMs: 60_000, maxMs: 90_000 },
  retryMs: { minMs: 10_000, maxMs: 15_000 },
  removalMs: { minMs: 1000, maxMs: 2500 },
  restart: { firstMs: 10_000, maxMs: 300_000 },
  probes: 'run',
  heartbeat: { statusMs: 10_000, reportMs: 300_000, leaseMs: 10_000, leaseSeconds: 40 },
  events: true,
  reports: { creating: true, terminated: true, scheduled: true },
  mounts: 'mount',
  containers: 'look',
};

const INSTANT_PULL: KubeletTimings['pull'] = { checkMs: 0, overheadMs: 0, bytesPerSecond: Number.POSITIVE_INFINITY };

/** The recorded stand-in of kubelet code over a runtime that does nothing: Running after 0.5..1.1 s, gone 0..27 s after a delete. */
export const HOLLOW_TIMINGS: KubeletTimings = {
  ...DEFAULT_TIMINGS,
  volumesMs: { minMs: 300, maxMs: 400 },
  sandboxMs: 0,
  pull: INSTANT_PULL,
  startMs: 0,
  observeMs: { minMs: 200, maxMs: 700 },
  removalMs: { anyOfMs: [0, 300, 800, 1200, 1800, 2400, 3000, 3700, 4600, 6000, 8500, 12_000, 18_000, 26_000] },
  events: false,
  mounts: 'pretend',
};

/** The recorded stand-in agent: Running after 0.3 s (never two pods at one instant, as in the recordings), restarts after 1.5 s, gone 0.4 s after a delete. */
export const PUPPET_TIMINGS: KubeletTimings = {
  ...DEFAULT_TIMINGS,
  volumesMs: 0,
  sandboxMs: { minMs: 300, maxMs: 330 },
  pull: INSTANT_PULL,
  startMs: 0,
  observeMs: 0,
  removalMs: 400,
  restart: { alwaysMs: 1500 },
  probes: { succeedAfterMs: 300 },
  events: false,
  reports: { creating: false, terminated: false, scheduled: false },
  mounts: 'pretend',
  containers: 'trust',
};
