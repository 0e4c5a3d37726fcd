import {
  apiVersionOf,
  type DeleteOptions,
  type Kind,
  kindId,
  type KubeObject,
  LAST_APPLIED,
} from '../../../engine/index.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { isRefusal, KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { printChange } from '../../object-output.ts';
import { dryRunOf } from '../../write-flags.ts';
import { refOf } from '../../resources.ts';
import { cascadeOf } from '../delete/options.ts';

/** What is looked at without `--prune-whitelist` (pkg/util/prune, v1.25). */
const DEFAULT_LIST: readonly string[] = [
  'core/v1/ConfigMap',
  'core/v1/Endpoints',
  'core/v1/Namespace',
  'core/v1/PersistentVolumeClaim',
  'core/v1/PersistentVolume',
  'core/v1/Pod',
  'core/v1/ReplicationController',
  'core/v1/Secret',
  'core/v1/Service',
  'batch/v1/Job',
  'batch/v1/CronJob',
  'networking.k8s.io/v1/Ingress',
  'apps/v1/DaemonSet',
  'apps/v1/Deployment',
  'apps/v1/ReplicaSet',
  'apps/v1/StatefulSet',
];

/**
 * The kinds that `--prune` looks at.
 * @throws KubectlError for a name that is none
 */
export function pruneKinds(invocation: Invocation, flag = 'prune-whitelist'): readonly Kind[] {
  const given = invocation.list(flag);
  return (given.length === 0 ? DEFAULT_LIST : given).map((name) => kindNamed(invocation, name));
}

function kindNamed({ client }: Invocation, name: string): Kind {
  const [group = '', version, kind, more] = name.split('/');
  if (version === undefined || kind === undefined || more !== undefined)
    throw new KubectlError(`invalid GroupVersionKind format: ${name}, please follow <group/version/kind>`);
  const apiVersion = group === 'core' || group === '' ? version : `${group}/${version}`;
  const found = client.kindOf(apiVersion, kind);
  if (found !== undefined) return found;
  throw new KubectlError(`no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}`);
}

/** What an apply has been to. */
export interface Visited {
  readonly uids: ReadonlySet<string>;
  readonly namespaces: ReadonlySet<string>;
}

/**
 * Deletes what was applied earlier and is not any more: objects with a last-applied annotation, in the namespaces that this apply has been
 * to, that the selector chooses (pruner, v1.25).
 */
export function prune(
  invocation: Invocation,
  environment: KubectlEnvironment,
  kinds: readonly Kind[],
  visited: Visited,
): void {
  const grace = invocation.number('grace-period') ?? -1;
  const options: DeleteOptions = {
    propagationPolicy: cascadeOf(invocation),
    ...(grace < 0 ? {} : { gracePeriodSeconds: grace }),
  };
  const namespaced = kinds.filter(({ scope }) => scope === 'Namespaced');
  for (const namespace of [...visited.namespaces].toSorted())
    for (const kind of namespaced) pruneKind(invocation, environment, kind, namespace, visited.uids, options);
  for (const kind of kinds)
    if (kind.scope === 'Cluster') pruneKind(invocation, environment, kind, undefined, visited.uids, options);
}

function pruneKind(
  invocation: Invocation,
  environment: KubectlEnvironment,
  kind: Kind,
  namespace: string | undefined,
  uids: ReadonlySet<string>,
  options: DeleteOptions,
): void {
  const dryRun = dryRunOf(invocation);
  const selector = invocation.string('selector') ?? '';
  try {
    for (const object of leftBehind(invocation, kind, namespace, uids, selector)) {
      const ref = refOf({ kind, namespace, name: object.metadata.name });
      if (dryRun !== 'client') invocation.client.delete(ref, { ...options, dryRun: dryRun === 'server' });
      printChange(invocation, environment, object, 'pruned', { printer: 'own' });
    }
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const what = namespace === undefined ? 'nonNamespaced' : 'namespaced';
    throw new KubectlError(
      `error pruning ${what} object ${kind.group}/${kind.version}, Kind=${kind.kind}: ${error.message}`,
    );
  }
}

/** The objects of a kind that were applied, and not by this command. */
export function leftBehind(
  invocation: Invocation,
  kind: Kind,
  namespace: string | undefined,
  uids: ReadonlySet<string>,
  labelSelector = '',
): readonly KubeObject[] {
  const { items } = invocation.client.list(kindId(kind), {
    namespace,
    apiVersion: apiVersionOf(kind),
    ...(labelSelector === '' ? {} : { labelSelector }),
  });
  return items.filter(
    ({ metadata: { annotations, uid = '' } }) => annotations?.[LAST_APPLIED] !== undefined && !uids.has(uid),
  );
}
