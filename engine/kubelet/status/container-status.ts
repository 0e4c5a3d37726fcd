import type { Container, ContainerState, ContainerStatus } from '../../kinds/types.ts';
import type { ContainerRecord } from '../machine/records.ts';
import { timestampOf } from './timestamp.ts';

/** Why a container does not run, as the kubelet remembers it between syncs. */
export interface Waiting {
  readonly reason: string;
  readonly message?: string;
}

/** What is known of one container of a pod. */
export interface ContainerFacts {
  readonly spec: Container;
  readonly isInit: boolean;
  /** The pod has init containers. */
  readonly hasInit: boolean;
  /** The instances the runtime still has, oldest first. */
  readonly records: readonly ContainerRecord[];
  /** Set where the last attempt to start it failed or must wait. */
  readonly waiting: Waiting | undefined;
  readonly old: ContainerStatus | undefined;
  /** No startup probe, or it has succeeded. */
  readonly isStarted: boolean;
  /** No readiness probe, or it succeeds. */
  readonly isReady: boolean;
}

/** One entry of containerStatuses or initContainerStatuses (kubelet, v1.25: convertToAPIContainerStatuses). */
export function containerStatus(facts: ContainerFacts): ContainerStatus {
  const latest = facts.records.at(-1);
  if (latest === undefined) return withoutContainer(facts);
  const own = stateOf(latest);
  const mustWait = latest.state === 'exited' && facts.waiting !== undefined;
  const previous = facts.records.at(-2);
  const lastState = mustWait
    ? own
    : previous === undefined
      ? (olderState(facts.old, latest.attempt) ?? {})
      : stateOf(previous);
  return {
    containerID: `containerd://${latest.id}`,
    image: latest.image,
    imageID: latest.imageId,
    lastState,
    name: facts.spec.name,
    restartCount: latest.attempt,
    ...readiness(facts, latest),
    state: mustWait && facts.waiting !== undefined ? { waiting: facts.waiting } : own,
  };
}

function readiness(
  facts: ContainerFacts,
  latest: ContainerRecord,
): { readonly ready: boolean; readonly started?: boolean } {
  if (facts.isInit) return { ready: latest.state === 'exited' && latest.exitCode === 0 };
  const started = latest.state === 'running' && facts.isStarted;
  return { ready: started && facts.isReady, started };
}

function withoutContainer(facts: ContainerFacts): ContainerStatus {
  const { old, spec } = facts;
  if (old?.state?.terminated !== undefined) return old;
  const waiting = facts.waiting ?? { reason: facts.hasInit ? 'PodInitializing' : 'ContainerCreating' };
  return {
    image: spec.image ?? '',
    imageID: '',
    lastState: old?.lastState ?? {},
    name: spec.name,
    ready: false,
    restartCount: old?.restartCount ?? 0,
    ...(facts.isInit ? {} : { started: false }),
    state: { waiting },
  };
}

/** What the API still knows of the instance before, when the runtime has only the current one. */
function olderState(old: ContainerStatus | undefined, attempt: number): ContainerState | undefined {
  if (old === undefined || attempt === 0) return undefined;
  return old.restartCount === attempt ? old.lastState : old.state?.terminated === undefined ? undefined : old.state;
}

function stateOf(record: ContainerRecord): ContainerState {
  const startedAt = timestampOf(record.startedMs);
  if (record.state === 'running') return { running: { startedAt } };
  return {
    terminated: {
      containerID: `containerd://${record.id}`,
      exitCode: record.exitCode ?? 0,
      finishedAt: timestampOf(record.finishedMs ?? record.startedMs),
      ...(record.message === undefined ? {} : { message: record.message }),
      ...(record.reason === undefined ? {} : { reason: record.reason }),
      startedAt,
    },
  };
}
