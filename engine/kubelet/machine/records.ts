import type { PodIdentity, Process } from '../../component/workload.ts';
import type { Mount } from '../files/mounted-view.ts';
import type { LogBuffer } from './log-buffer.ts';

/** A pod's sandbox: its network namespace and address. */
export interface Sandbox {
  readonly id: string;
  readonly pod: PodIdentity;
  /** Counts the sandboxes of this pod. */
  readonly attempt: number;
  readonly ready: boolean;
  readonly address: string;
  readonly hostNetwork: boolean;
  readonly createdMs: number;
}

/** A container that is being stopped. */
export interface Stopping {
  /** When the grace is over and KILL follows. */
  readonly killAtMs: number;
  /** When preStop is over and TERM follows; undefined: TERM was sent. */
  readonly termAtMs?: number;
}

/** One container instance of the container runtime. Immutable; the machine holds the current one by id. Every member is always there, see PodMemory. */
export interface ContainerRecord {
  /** 64 hexadecimal digits. */
  readonly id: string;
  readonly pod: PodIdentity;
  readonly name: string;
  /** The sandbox it was made in: init containers run again in a new one. */
  readonly sandboxId: string;
  readonly isInit: boolean;
  /** restartCount of this instance. */
  readonly attempt: number;
  /** As status shows it: full reference and digest. */
  readonly image: string;
  readonly imageId: string;
  readonly state: 'running' | 'exited';
  readonly createdMs: number;
  readonly startedMs: number;
  readonly finishedMs: number | undefined;
  readonly exitCode: number | undefined;
  readonly reason: string | undefined;
  readonly message: string | undefined;
  /** The live process; present while running. */
  readonly process: Process | undefined;
  /** When the process wants to be stepped. */
  readonly wakeAtMs: number | undefined;
  readonly stopping: Stopping | undefined;
  /** A liveness or startup probe ended it: its own end does not delay its restart. */
  readonly isUnhealthy: boolean;
  readonly mounts: readonly Mount[];
  /** The pod's terminationGracePeriodSeconds, for a pod whose object is gone. */
  readonly graceSeconds: number;
  readonly logs: LogBuffer;
}
