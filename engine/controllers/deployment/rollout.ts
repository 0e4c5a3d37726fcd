import { semanticEqual } from '../../api/equality.ts';
import { controllerReference } from '../../api/object.ts';
import type { Context } from '../../component/component.ts';
import type { View } from '../../component/view.ts';
import type { Write } from '../../component/write.ts';
import { podTemplateHash, withoutTemplateHash } from '../../kinds/apps/template-hash.ts';
import type { Deployment, ReplicaSet } from '../../kinds/types.ts';
import { copiedAnnotations, REVISION, sizeAnnotations } from './annotations.ts';
import { maxSurge, replicasOf } from './arithmetic.ts';

const HASH_LABEL = 'pod-template-hash';

/** What a sync works on. */
export interface Rollout {
  readonly deployment: Deployment;
  /** All ReplicaSets it holds, oldest first (equal times: by name). */
  readonly sets: readonly ReplicaSet[];
  /** The oldest one whose template is the deployment's. */
  readonly newSet: ReplicaSet | undefined;
  readonly oldSets: readonly ReplicaSet[];
  readonly view: View;
  readonly context: Context;
}

/** What a sync wants: writes, and when to look again. */
export interface Sync {
  readonly writes: readonly Write[];
  readonly requeueAfterMs?: number;
}

const created = (set: ReplicaSet): string => set.metadata.creationTimestamp ?? '';
const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const byCreation = (a: ReplicaSet, b: ReplicaSet): number =>
  text(created(a), created(b)) || text(a.metadata.name, b.metadata.name);

export function rolloutOf(deployment: Deployment, owned: readonly ReplicaSet[], view: View, context: Context): Rollout {
  const sets = owned.length < 2 ? owned : owned.toSorted(byCreation);
  const newSet = sets.find((set) => hasTemplateOf(deployment, set));
  return { deployment, sets, newSet, oldSets: sets.filter((set) => set !== newSet), view, context };
}

type Template = Deployment['spec']['template'];

/** By a ReplicaSet's template: the deployment's template that it was found to be. Both are immutable, and stay as their statuses change. */
const foundSame = new WeakMap<object, Template>();

function hasTemplateOf({ spec: { template } }: Deployment, set: ReplicaSet): boolean {
  const own = set.spec.template ?? {};
  if (foundSame.get(own) === template) return true;
  const isSame = semanticEqual(withoutTemplateHash(own), template);
  if (isSame) foundSame.set(own, template);
  return isSame;
}

export const isUsed = (set: ReplicaSet): boolean => replicasOf(set) > 0;

/** The ReplicaSet that a deployment's template asks for, of this size and revision (getNewReplicaSet, v1.25). */
export function makeReplicaSet(deployment: Deployment, replicas: number, revision: number): ReplicaSet {
  const { template, selector, minReadySeconds = 0 } = deployment.spec;
  const { name, namespace } = deployment.metadata;
  const hash = podTemplateHash(template, deployment.status.collisionCount);
  const labels = { ...template.metadata?.labels, [HASH_LABEL]: hash };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${name}-${hash}`,
      ...(namespace === undefined ? {} : { namespace }),
      labels,
      annotations: {
        ...copiedAnnotations(deployment),
        [REVISION]: String(revision),
        ...sizeAnnotations(replicasOf(deployment), replicasOf(deployment) + maxSurge(deployment)),
      },
      ownerReferences: [controllerReference(deployment)],
    },
    spec: {
      replicas,
      ...(minReadySeconds === 0 ? {} : { minReadySeconds }),
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [HASH_LABEL]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
    status: { replicas: 0 },
  };
}

/** Sets a ReplicaSet's size and tells it on the deployment; nothing if it has that size (scaleReplicaSetAndRecordEvent, v1.25). */
export function scaleSet(deployment: Deployment, set: ReplicaSet, size: number): readonly Write[] {
  if (replicasOf(set) === size) return [];
  return resize(deployment, set, size, replicasOf(set) < size ? 'up' : 'down');
}

/** The same, with the annotations that remember the deployment's size brought up to date even if the size is right. */
export function resize(
  deployment: Deployment,
  set: ReplicaSet,
  size: number,
  direction: 'up' | 'down',
): readonly Write[] {
  const wanted = replicasOf(deployment);
  const annotations = sizeAnnotations(wanted, wanted + maxSurge(deployment));
  const old = set.metadata.annotations ?? {};
  const isNoted = Object.entries(annotations).every(([key, value]) => old[key] === value);
  const oldSize = replicasOf(set);
  if (isNoted && oldSize === size) return [];
  const { namespace, name } = set.metadata;
  const patch = { metadata: { annotations }, spec: { replicas: size } };
  const write: Write = { verb: 'patch', kind: 'ReplicaSet', namespace, name, type: 'merge', patch };
  if (oldSize === size) return [write];
  const message = `Scaled ${direction} replica set ${name} to ${size} from ${oldSize}`;
  const event = { about: deployment, type: 'Normal', reason: 'ScalingReplicaSet', message } as const;
  return [{ ...write, onSuccess: () => event }];
}
