import { toTimestamp } from '../../api/time.ts';
import type { CustomResourceDefinition } from '../types.ts';
import { acceptNames, NO_NAMES } from './accepted-names.ts';
import { type Approval, approvalOf } from './approval.ts';

type Status = CustomResourceDefinition['status'];
type Condition = NonNullable<Status['conditions']>[number];

interface Wanted {
  readonly type: string;
  readonly status: 'True' | 'False';
  readonly reason: string;
  readonly message: string;
}

const ACCEPTED: Wanted = {
  type: 'NamesAccepted',
  status: 'True',
  reason: 'NoConflicts',
  message: 'no conflicts found',
};
const NOT_ESTABLISHED: Wanted = {
  type: 'Established',
  status: 'False',
  reason: 'NotAccepted',
  message: 'not all names are accepted',
};
const ESTABLISHED: Wanted = {
  type: 'Established',
  status: 'True',
  reason: 'InitialNamesAccepted',
  message: 'the initial names have been accepted',
};

/** A definition that was just made: nobody has looked at its names yet, and its storage version is stored (strategy, v1.25). */
export function unestablished(crd: CustomResourceDefinition): CustomResourceDefinition {
  const stored = crd.spec.versions?.find(({ storage }) => storage)?.name;
  const status = {
    acceptedNames: NO_NAMES,
    conditions: null,
    storedVersions: stored === undefined ? [] : [stored],
  };
  return { ...crd, status: status as unknown as Status };
}

/** Whether objects of a definition are served: once it is established, whatever becomes of its names later. */
export function isEstablished({ status }: CustomResourceDefinition): boolean {
  return status?.conditions?.some(({ type, status: is }) => type === 'Established' && is === 'True') ?? false;
}

/**
 * The status of a definition beside others: what the naming, establishing and approval controllers of the API server write within
 * milliseconds (v1.25). Stored versions only grow, conditions keep the time at which they first held.
 */
export function establish(
  crd: CustomResourceDefinition,
  others: readonly CustomResourceDefinition[],
  nowMs: number,
): CustomResourceDefinition {
  const { names, conflict } = acceptNames(crd, others);
  const status: Partial<Status> = crd.status ?? {};
  const approval = approvalOf(crd);
  const wanted = [
    conflict === undefined ? ACCEPTED : { ...ACCEPTED, status: 'False' as const, ...conflict },
    conflict === undefined || isEstablished(crd) ? ESTABLISHED : NOT_ESTABLISHED,
    ...(approval === undefined ? [] : [conforming(approval)]),
  ];
  const conditions = wanted.map((each) => condition(each, status.conditions ?? [], nowMs));
  const stored = crd.spec.versions?.find(({ storage }) => storage)?.name;
  const versions = status.storedVersions ?? [];
  const kept = (status.conditions ?? []).filter(({ type }) => !wanted.some((each) => each.type === type));
  return {
    ...crd,
    status: {
      ...status,
      acceptedNames: names,
      conditions: [...conditions, ...kept],
      ...(stored === undefined || versions.includes(stored)
        ? { storedVersions: versions }
        : { storedVersions: [...versions, stored] }),
    },
  };
}

function conforming({ reason, message }: Approval): Wanted {
  const status = reason === 'ApprovedAnnotation' ? 'True' : 'False';
  return { type: 'KubernetesAPIApprovalPolicyConformant', status, reason, message };
}

function condition(wanted: Wanted, existing: readonly Condition[], nowMs: number): Condition {
  const old = existing.find(({ type }) => type === wanted.type);
  if (old?.status === wanted.status && old.reason === wanted.reason && old.message === wanted.message) return old;
  const lastTransitionTime = old?.status === wanted.status ? old.lastTransitionTime : toTimestamp(nowMs);
  return { ...wanted, ...(lastTransitionTime === undefined ? {} : { lastTransitionTime }) };
}
