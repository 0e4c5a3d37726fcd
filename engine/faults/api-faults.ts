import type { ObjectRef } from '../api/client.ts';
import type { ApiFault, WrongAnswer } from '../api/server.ts';
import { StatusError } from '../api/status-error.ts';
import type { Cluster } from '../cluster.ts';
import { Random } from '../kernel/random.ts';

/** conflict: 409, somebody else was quicker; error: 500, nothing is stored; lost: 504 after the call was carried out. */
export type ApiTrouble = 'conflict' | 'error' | 'lost';

/** The calls of components that change something. Conflicts come only to those that name a version. */
const VERBS: Readonly<Record<ApiTrouble, readonly string[]>> = {
  conflict: ['update', 'patch'],
  error: ['create', 'update', 'patch', 'delete', 'deletecollection'],
  lost: ['create', 'update', 'patch', 'delete'],
};

const SPARED: readonly string[] = ['Event', 'Lease'];

/**
 * The API server answers writes of components wrongly from now on: one of `oneIn`, drawn by the cluster's seed and `label`. Users' calls,
 * Events and the leases of nodes are spared. Ends with `soundApi`.
 */
export function troubleApi(cluster: Cluster, trouble: ApiTrouble, oneIn: number, label: string): void {
  const random = new Random(`${cluster.seed} ${label}`);
  cluster.apiFault = faultOf(trouble, () => random.chance(1, oneIn));
  cluster.trace.add(cluster.nowMs, 'scenario', 'fault', 'kube-apiserver', { verb: 'trouble', trouble, oneIn });
}

/** The API server answers as it should again. */
export function soundApi(cluster: Cluster): void {
  cluster.apiFault = undefined;
  cluster.trace.add(cluster.nowMs, 'scenario', 'fault', 'kube-apiserver', { verb: 'sound' });
}

function faultOf(trouble: ApiTrouble, isDue: () => boolean): ApiFault {
  return (caller, verb, ref) => {
    if (!caller.component || SPARED.includes(ref.kind) || !VERBS[trouble].includes(verb)) return undefined;
    return isDue() ? answer(trouble, ref) : undefined;
  };
}

function answer(trouble: ApiTrouble, { kind, name }: ObjectRef): WrongAnswer {
  switch (trouble) {
    case 'conflict': {
      const message = `Operation cannot be fulfilled on ${kind} "${name}": the object has been modified; please apply your changes to the latest version and try again`;
      return { error: new StatusError(409, 'Conflict', message), isStored: false };
    }
    case 'error':
      return { error: new StatusError(500, 'InternalError', 'etcdserver: request timed out'), isStored: false };
    case 'lost':
      return {
        error: new StatusError(504, 'Timeout', 'request did not complete within the allotted time'),
        isStored: true,
      };
  }
}
