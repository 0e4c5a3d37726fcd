import type { Deployment, ReplicaSet } from '../../kinds/types.ts';

export const REVISION: string = 'deployment.kubernetes.io/revision';
export const REVISION_HISTORY: string = 'deployment.kubernetes.io/revision-history';
export const DESIRED_REPLICAS: string = 'deployment.kubernetes.io/desired-replicas';
export const MAX_REPLICAS: string = 'deployment.kubernetes.io/max-replicas';
export const ROLLBACK_TO: string = 'deprecated.deployment.rollback.to';

type Annotations = Readonly<Record<string, string>>;

/** The controller's own and kubectl's; a deployment does not hand them to its ReplicaSets. */
const NOT_COPIED: ReadonlySet<string> = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  REVISION,
  REVISION_HISTORY,
  DESIRED_REPLICAS,
  MAX_REPLICAS,
  ROLLBACK_TO,
]);

/** The longest list of former revisions, in characters. */
const HISTORY_LENGTH = 2000;

export const isOwnAnnotation = (key: string): boolean => NOT_COPIED.has(key);

export function copiedAnnotations(object: Deployment | ReplicaSet): Annotations {
  const all = Object.entries(object.metadata.annotations ?? {});
  return Object.fromEntries(all.filter(([key]) => !NOT_COPIED.has(key)));
}

export function annotatedNumber(object: Deployment | ReplicaSet, key: string): number | undefined {
  const text = object.metadata.annotations?.[key];
  return text !== undefined && /^[+-]?\d+$/.test(text) ? Number(text) : undefined;
}

export const revisionOf = (set: ReplicaSet): number => annotatedNumber(set, REVISION) ?? 0;

/** What the sizes of a deployment leave on its ReplicaSets. */
export function sizeAnnotations(desired: number, max: number): Annotations {
  return { [DESIRED_REPLICAS]: String(desired), [MAX_REPLICAS]: String(max) };
}

/**
 * What an existing ReplicaSet's annotations become as the new one: the deployment's, and the new revision if it is higher; the one it
 * replaces goes to the history (SetNewReplicaSetAnnotations, v1.25).
 */
export function newSetAnnotations(set: ReplicaSet, deployment: Deployment, revision: number): Annotations {
  const old = set.metadata.annotations ?? {};
  const copied = { ...old, ...copiedAnnotations(deployment) };
  const oldText = old[REVISION];
  if (oldText !== undefined && oldText !== '' && !/^[+-]?\d+$/.test(oldText)) return copied;
  if (revisionOf(set) >= revision) return copied;
  const history =
    oldText === undefined || oldText === '' ? old[REVISION_HISTORY] : appended(old[REVISION_HISTORY], oldText);
  return { ...copied, [REVISION]: String(revision), ...(history === undefined ? {} : { [REVISION_HISTORY]: history }) };
}

function appended(history: string | undefined, revision: string): string {
  const list = history === undefined || history === '' ? [] : history.split(',');
  let kept = [...list, revision];
  while (kept.join(',').length > HISTORY_LENGTH && kept.length > 1) kept = kept.slice(1);
  return kept.join(',');
}
