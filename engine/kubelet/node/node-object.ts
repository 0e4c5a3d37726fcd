import { toTimestamp } from '../../api/time.ts';
import type { Node, NodeCondition } from '../../kinds/types.ts';
import type { Machine } from '../machine/machine.ts';
import { RUNTIME_THRESHOLD_MS } from '../pod/worker.ts';
import { formatDuration } from '../../api/duration.ts';

interface Finding {
  readonly type: string;
  readonly status: 'True' | 'False';
  readonly reason: string;
  readonly message: string;
}

const PRESSURES = [
  {
    of: 'memory',
    type: 'MemoryPressure',
    good: 'KubeletHasSufficientMemory',
    goodText: 'kubelet has sufficient memory available',
    bad: 'KubeletHasInsufficientMemory',
    badText: 'kubelet has insufficient memory available',
    event: 'NodeHasSufficientMemory',
    badEvent: 'NodeHasInsufficientMemory',
  },
  {
    of: 'disk',
    type: 'DiskPressure',
    good: 'KubeletHasNoDiskPressure',
    goodText: 'kubelet has no disk pressure',
    bad: 'KubeletHasDiskPressure',
    badText: 'kubelet has disk pressure',
    event: 'NodeHasNoDiskPressure',
    badEvent: 'NodeHasDiskPressure',
  },
  {
    of: 'pid',
    type: 'PIDPressure',
    good: 'KubeletHasSufficientPID',
    goodText: 'kubelet has sufficient PID available',
    bad: 'KubeletHasInsufficientPID',
    badText: 'kubelet has insufficient PID available',
    event: 'NodeHasSufficientPID',
    badEvent: 'NodeHasInsufficientPID',
  },
] as const;

/** Event reasons that follow a condition's change: condition type, then its new status. */
export function conditionEvent(type: string, status: string): string | undefined {
  if (type === 'Ready') return status === 'True' ? 'NodeReady' : 'NodeNotReady';
  const pressure = PRESSURES.find((one) => one.type === type);
  return pressure === undefined ? undefined : status === 'True' ? pressure.badEvent : pressure.event;
}

const PLEG_THRESHOLD_MS = 180_000;

/** Why the node is not ready; undefined: it is (kubelet runtime state, v1.25). */
function notReadyMessage(machine: Machine, nowMs: number): string | undefined {
  const downMs = machine.downForMs('containerd', nowMs);
  if (downMs < RUNTIME_THRESHOLD_MS) return undefined;
  if (downMs < PLEG_THRESHOLD_MS) return 'container runtime is down';
  const seen = `pleg was last seen active ${formatDuration(downMs)} ago`;
  return `[container runtime is down, PLEG is not healthy: ${seen}; threshold is 3m0s]`;
}

function findings(machine: Machine, nowMs: number): readonly Finding[] {
  const pressures = PRESSURES.map((one): Finding => {
    const isBad = machine.pressure.has(one.of);
    return {
      type: one.type,
      status: isBad ? 'True' : 'False',
      reason: isBad ? one.bad : one.good,
      message: isBad ? one.badText : one.goodText,
    };
  });
  const why = notReadyMessage(machine, nowMs);
  const ready: Finding =
    why === undefined
      ? { type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'kubelet is posting ready status' }
      : { type: 'Ready', status: 'False', reason: 'KubeletNotReady', message: why };
  return [...pressures, ready];
}

/** The node's conditions: the kubelet's four, and before them what others wrote (NetworkUnavailable). */
export function nodeConditions(
  machine: Machine,
  old: readonly NodeCondition[],
  nowMs: number,
): readonly NodeCondition[] {
  const now = toTimestamp(nowMs);
  const own = findings(machine, nowMs).map((finding): NodeCondition => {
    const worded = machine.facts.conditions?.[finding.type];
    const before = old.find((condition) => condition.type === finding.type);
    const lastTransitionTime = before?.status === finding.status ? (before.lastTransitionTime ?? now) : now;
    return {
      lastHeartbeatTime: now,
      lastTransitionTime,
      ...finding,
      ...(finding.type === 'Ready' && finding.status === 'False' ? {} : worded),
    };
  });
  return [...old.filter((condition) => !own.some((one) => one.type === condition.type)), ...own];
}

/** What the kubelet reports of its node, conditions left out. */
export function nodeFacts(machine: Machine): Omit<Node['status'], 'conditions'> {
  const { facts } = machine;
  const images = [...machine.images.values()].sort(
    (a, b) => b.sizeBytes - a.sizeBytes || (a.reference < b.reference ? -1 : 1),
  );
  return {
    addresses: [
      { address: facts.address, type: 'InternalIP' },
      { address: facts.name, type: 'Hostname' },
    ],
    allocatable: facts.allocatable,
    capacity: facts.capacity,
    daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
    ...(images.length === 0
      ? {}
      : {
          images: images.map(({ reference, id, sizeBytes }) => ({
            names: [digestName(reference, id), reference],
            sizeBytes,
          })),
        }),
    nodeInfo: { ...facts.system, bootID: machine.bootId },
  };
}

/** `docker.io/library/nginx@sha256:...`, where the id is not spelled that way already. */
function digestName(reference: string, id: string): string {
  if (id.includes('@')) return id;
  const colon = reference.lastIndexOf(':');
  return `${colon > reference.lastIndexOf('/') ? reference.slice(0, colon) : reference}@${id}`;
}

/** The Node that a kubelet registers when there is none. */
export function newNode(machine: Machine, nowMs: number): Node {
  const { facts } = machine;
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: facts.name,
      labels: facts.labels,
      ...(facts.annotations === undefined ? {} : { annotations: facts.annotations }),
    },
    spec: {
      ...(facts.podCIDR === undefined ? {} : { podCIDR: facts.podCIDR, podCIDRs: [facts.podCIDR] }),
      ...(facts.taints === undefined || facts.taints.length === 0 ? {} : { taints: facts.taints }),
    },
    status: { ...nodeFacts(machine), conditions: nodeConditions(machine, [], nowMs) },
  };
}
