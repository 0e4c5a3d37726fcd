import { toTimestamp } from '../../api/time.ts';
import type { CustomResourceDefinition } from '../types.ts';

type Status = CustomResourceDefinition['status'];
type Condition = NonNullable<Status['conditions']>[number];

const ACCEPTED = { type: 'NamesAccepted', reason: 'NoConflicts', message: 'no conflicts found' };
const ESTABLISHED = {
  type: 'Established',
  reason: 'InitialNamesAccepted',
  message: 'the initial names have been accepted',
};

/**
 * The status of a definition whose names are free: what the naming and establishing controllers of the API server write within
 * milliseconds (v1.25). Stored versions only grow, conditions keep the time at which they first held.
 */
export function establish(crd: CustomResourceDefinition, nowMs: number): CustomResourceDefinition {
  const status: Partial<Status> = crd.status ?? {};
  const conditions = [ACCEPTED, ESTABLISHED].map((wanted) => condition(wanted, status.conditions, nowMs));
  const stored = crd.spec.versions?.find(({ storage }) => storage)?.name;
  const versions = status.storedVersions ?? [];
  const others = (status.conditions ?? []).filter(({ type }) => type !== ACCEPTED.type && type !== ESTABLISHED.type);
  return {
    ...crd,
    status: {
      ...status,
      acceptedNames: crd.spec.names,
      conditions: [...conditions, ...others],
      ...(stored === undefined || versions.includes(stored)
        ? { storedVersions: versions }
        : { storedVersions: [...versions, stored] }),
    },
  };
}

function condition(wanted: typeof ACCEPTED, existing: readonly Condition[] | undefined, nowMs: number): Condition {
  const old = existing?.find(({ type, status }) => type === wanted.type && status === 'True');
  return old ?? { ...wanted, status: 'True', lastTransitionTime: toTimestamp(nowMs) };
}
