import {
  type ClusterRole,
  type ClusterRoleBinding,
  deepEqual,
  type KubeObject,
  type PolicyRule,
  type Role,
  type RoleBinding,
  uncoveredRules,
} from '../../../engine/index.ts';

/** What has to happen to what is there (component-helpers/auth/rbac/reconciliation, v1.25). */
export type Operation = 'none' | 'create' | 'update' | 'recreate';

export type AnyRole = Role | ClusterRole;
export type AnyBinding = RoleBinding | ClusterRoleBinding;
export type Subject = NonNullable<AnyBinding['subjects']>[number];
type Selectors = NonNullable<NonNullable<ClusterRole['aggregationRule']>['clusterRoleSelectors']>;

/** How an object is to become, and what that changes. */
export interface Reconciled {
  readonly operation: Operation;
  readonly object: KubeObject;
  /** Somebody has put it out of reach by an annotation: nothing is done. */
  readonly isProtected: boolean;
  readonly missingRules: readonly PolicyRule[];
  readonly extraRules: readonly PolicyRule[];
  readonly missingSubjects: readonly Subject[];
  readonly extraSubjects: readonly Subject[];
}

const NOTHING = { missingRules: [], extraRules: [], missingSubjects: [], extraSubjects: [] };
const OPT_OUT = 'rbac.authorization.kubernetes.io/autoupdate';

/** What is not there yet is made as it is wanted. */
export function creation(object: KubeObject, added: Partial<Reconciled>): Reconciled {
  return { ...NOTHING, ...added, operation: 'create', object, isProtected: false };
}

const isOptedOut = ({ metadata }: KubeObject): boolean => metadata.annotations?.[OPT_OUT] === 'false';

/** A role with the wanted rules beside its own, or with these alone (`--remove-extra-permissions`). */
export function reconciledRole(existing: AnyRole, wanted: AnyRole, removesExtra: boolean): Reconciled {
  const [own, want] = [existing.rules ?? [], wanted.rules ?? []];
  const [ownAggregation, wantAggregation] = [aggregationOf(existing), aggregationOf(wanted)];
  // Rules of roles that are put together from others come and go by themselves.
  const extraRules = ownAggregation === undefined || wantAggregation === undefined ? uncoveredRules(want, own) : [];
  const missingRules = uncoveredRules(own, want);
  const rules = united(own, want, missingRules, extraRules, removesExtra);
  const aggregation = aggregated(ownAggregation, wantAggregation, removesExtra);
  const { aggregationRule: _replaced, ...described } = withMetadataOf(existing, wanted) as ClusterRole;
  const object = {
    ...described,
    ...(rules === own ? {} : { rules }),
    ...(aggregation === undefined ? {} : { aggregationRule: { clusterRoleSelectors: aggregation } }),
  } as AnyRole;
  return { ...NOTHING, ...compared(existing, object), missingRules, extraRules };
}

function aggregationOf(role: AnyRole): Selectors | undefined {
  const { aggregationRule } = role as ClusterRole;
  return aggregationRule === undefined ? undefined : (aggregationRule.clusterRoleSelectors ?? []);
}

function aggregated(own: Selectors | undefined, want: Selectors | undefined, removesExtra: boolean) {
  if (want === undefined || own === undefined) return want;
  const lacking = (of: Selectors, from: Selectors): Selectors =>
    of.filter((selector) => !from.some((other) => deepEqual(other, selector)));
  return united(own, want, lacking(want, own), lacking(own, want), removesExtra);
}

/** A binding with the wanted subjects beside its own, or with these alone; to another role it has to be made anew. */
export function reconciledBinding(existing: AnyBinding, wanted: AnyBinding, removesExtra: boolean): Reconciled {
  if (!deepEqual(existing.roleRef, wanted.roleRef))
    return { ...NOTHING, operation: 'recreate', object: wanted, isProtected: isOptedOut(existing) };
  const [own, want] = [existing.subjects ?? [], wanted.subjects ?? []];
  const missingSubjects = want.filter((subject) => !own.some((other) => isSame(other, subject)));
  const extraSubjects = own.filter((subject) => !want.some((other) => isSame(other, subject)));
  const subjects = united(own, want, missingSubjects, extraSubjects, removesExtra);
  const described = withMetadataOf(existing, wanted);
  const object = subjects === own ? described : ({ ...described, subjects } as AnyBinding);
  return { ...NOTHING, ...compared(existing, object), missingSubjects, extraSubjects };
}

function isSame(a: Subject, b: Subject): boolean {
  const key = ({ kind, apiGroup = '', name, namespace = '' }: Subject): string =>
    JSON.stringify([kind, apiGroup, name, namespace]);
  return key(a) === key(b);
}

function united<T>(
  own: readonly T[],
  want: readonly T[],
  missing: readonly T[],
  extra: readonly T[],
  removesExtra: boolean,
): readonly T[] {
  if (removesExtra) return missing.length > 0 || extra.length > 0 ? want : own;
  return missing.length > 0 ? [...own, ...missing] : own;
}

function compared(existing: KubeObject, object: KubeObject): Pick<Reconciled, 'operation' | 'object' | 'isProtected'> {
  const isDone = deepEqual(existing, object);
  return {
    operation: isDone ? 'none' : 'update',
    object: isDone ? existing : object,
    isProtected: isOptedOut(existing),
  };
}

/** Labels and annotations that are wanted and not there; what is there stays as it is. */
function withMetadataOf<T extends KubeObject>(existing: T, wanted: KubeObject): T {
  const merged = (field: 'labels' | 'annotations') => {
    const pairs = { ...wanted.metadata[field], ...existing.metadata[field] };
    return Object.keys(pairs).length === 0 ? {} : { [field]: pairs };
  };
  return { ...existing, metadata: { ...existing.metadata, ...merged('labels'), ...merged('annotations') } };
}
