import { uuidFrom } from './api/names.ts';
import type { ApiServer } from './api/server.ts';
import type { Caller } from './api/server/core.ts';
import { isStatusError } from './api/status-error.ts';
import { parseTimestamp, toMicroTime } from './api/time.ts';
import type { EventRecorder } from './component/recorder.ts';
import type { Loop } from './kernel/loop.ts';
import type { Random } from './kernel/random.ts';
import type { Lease } from './kinds/types.ts';

/** --leader-elect-lease-duration and -retry-period. */
const LEASE_SECONDS = 15;
const RETRY_MS = 2000;
/** --leader-elect-renew-deadline: a leader that cannot renew for so long exits (`leaderelection lost`) and is started again. */
const DEADLINE_MS = 10_000;
const LOST = 'lost ';
const NAMESPACE = 'kube-system';
const WORKER = 'leader-election';

/** Who elects a leader, and as whom each tells that it was elected. */
const SOURCES: Readonly<Record<string, string>> = {
  'kube-scheduler': 'default-scheduler',
  'kube-controller-manager': 'kube-controller-manager',
};

export interface ElectionParts {
  readonly loop: Loop;
  readonly server: ApiServer;
  readonly recorder: EventRecorder;
  readonly random: Random;
  /** The host name in the holders' identities. */
  readonly host: string;
  /** Whether the API server answers. */
  isServing(): boolean;
  /** The components of the process work from now on, or no more. */
  lead(process: string): void;
  quit(process: string): void;
  isLeading(process: string): boolean;
}

/**
 * Leases of the control plane's processes (client-go leaderelection, v1.25). A process that starts knows nothing of its predecessor: it
 * watches the lease for 15 s and takes it with its next try. While the API server is down leaders give up. The holder's renewals, every 2 s, are not stored one by one: the last of them
 * is written when the holder stops.
 */
export class LeaderElection {
  readonly #parts: ElectionParts;
  #waiting: ReadonlySet<string> = new Set();
  /** Of those who wait, the ones that have not even seen the lease. */
  #blind: ReadonlySet<string> = new Set();

  constructor(parts: ElectionParts) {
    this.#parts = parts;
    parts.loop.register({ name: WORKER, process: (key) => this.#due(key) });
  }

  /** Whether the process takes part in an election. */
  holds(process: string): boolean {
    return process in SOURCES;
  }

  /** Started, but not yet the leader. */
  isWaiting(process: string): boolean {
    return this.#waiting.has(process);
  }

  /** The process starts: at once if nobody ever held its lease, else when the old one has run out. */
  start(process: string): void {
    if (this.#lease(process) === undefined) return this.#try(process);
    this.#waiting = including(this.#waiting, process);
    if (this.#parts.isServing()) this.#watch(process);
    else this.#blind = including(this.#blind, process);
  }

  apiStopped(): void {
    const leaders = Object.keys(SOURCES).filter((process) => this.#parts.isLeading(process));
    for (const process of leaders) this.#parts.loop.setTimer(WORKER, LOST + process, DEADLINE_MS);
  }

  apiStarted(): void {
    for (const process of Object.keys(SOURCES)) this.#parts.loop.setTimer(WORKER, LOST + process, undefined);
    for (const process of this.#blind) this.#watch(process);
    this.#blind = new Set();
  }

  /** The process stops; its lease stays as it was last renewed. */
  stop(process: string): void {
    const isLeader = this.#parts.isLeading(process);
    this.#waiting = without(this.#waiting, process);
    this.#blind = without(this.#blind, process);
    for (const key of [process, LOST + process]) this.#parts.loop.setTimer(WORKER, key, undefined);
    const lease = this.#lease(process);
    const { acquireTime } = lease?.spec ?? {};
    if (!isLeader || lease === undefined || acquireTime === undefined || acquireTime === null) return;
    const acquiredMs = parseTimestamp(acquireTime);
    const renewals = Math.floor((this.#parts.loop.nowMs - acquiredMs) / RETRY_MS);
    this.#write(process, { ...lease.spec, renewTime: toMicroTime(acquiredMs + renewals * RETRY_MS) });
  }

  adopt(other: LeaderElection): void {
    this.#waiting = other.#waiting;
    this.#blind = other.#blind;
  }

  /** From the first look at the lease to the first try after it has run out. */
  #watch(process: string): void {
    const tries = Math.floor((LEASE_SECONDS * 1000) / RETRY_MS) + 1;
    this.#parts.loop.setTimer(WORKER, process, tries * RETRY_MS);
  }

  #due(key: string): void {
    if (!key.startsWith(LOST)) return this.#try(key);
    const process = key.slice(LOST.length);
    this.#parts.quit(process);
    this.start(process);
  }

  #try(process: string): void {
    const { loop, host, random, recorder } = this.#parts;
    const old = this.#lease(process)?.spec;
    const now = toMicroTime(loop.nowMs);
    const draw = random.fork(`${process} ${now}`);
    const holderIdentity = `${host}_${uuidFrom(() => draw.next32())}`;
    const leaseTransitions = old === undefined ? 0 : (old.leaseTransitions ?? 0) + 1;
    const lease = this.#write(process, {
      holderIdentity,
      leaseDurationSeconds: LEASE_SECONDS,
      acquireTime: now,
      renewTime: now,
      leaseTransitions,
    });
    if (lease === undefined) return loop.setTimer(WORKER, process, RETRY_MS);
    this.#waiting = without(this.#waiting, process);
    const message = `${holderIdentity} became leader`;
    const event = { about: lease, type: 'Normal', reason: 'LeaderElection', message } as const;
    recorder.record(callerOf(process), SOURCES[process] ?? process, '', event);
    this.#parts.lead(process);
  }

  #lease(process: string): Lease | undefined {
    return this.#parts.server.objects.get<Lease>('Lease', NAMESPACE, process);
  }

  /** Undefined: the API server does not answer. */
  #write(process: string, spec: Lease['spec']): Lease | undefined {
    const { server } = this.#parts;
    const caller = callerOf(process);
    const ref = { kind: 'Lease', namespace: NAMESPACE, name: process };
    const metadata = { name: process, namespace: NAMESPACE };
    const body = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata, spec };
    try {
      const isNew = this.#lease(process) === undefined;
      return (
        isNew ? server.create(caller, 'Lease', NAMESPACE, body) : server.patch(caller, ref, 'merge', { spec })
      ) as Lease;
    } catch (error) {
      if (!isStatusError(error)) throw error;
      return undefined;
    }
  }
}

const including = (set: ReadonlySet<string>, one: string): ReadonlySet<string> => new Set([...set, one]);
const without = (set: ReadonlySet<string>, one: string): ReadonlySet<string> =>
  new Set([...set].filter((other) => other !== one));

function callerOf(process: string): Caller {
  return { user: `system:${process}`, groups: ['system:masters'], by: process, manager: process, component: true };
}
