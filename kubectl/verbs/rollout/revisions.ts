import {
  type Client,
  compileSelector,
  controllerOf,
  type ControllerRevision,
  type Deployment,
  type KubeObject,
  type PodTemplateSpec,
  type ReplicaSet,
  type StatefulSet,
} from '../../../engine/index.ts';
import { KubectlError } from '../../errors.ts';
import { groupKind, REVISION } from './status-text.ts';

/** One revision of a workload's history. */
export interface Revision {
  readonly number: number;
  /** `kubernetes.io/change-cause`, empty without one. */
  readonly changeCause: string;
  readonly template: PodTemplateSpec;
  /** The ReplicaSet or ControllerRevision that keeps it. */
  readonly holder: KubeObject;
}

const CHANGE_CAUSE = 'kubernetes.io/change-cause';

/**
 * The history of a deployment, daemon set or stateful set, oldest revision first.
 * @param whatFor `history viewer` or `rollbacker`, for the refusal of other kinds
 */
export function revisionsOf(client: Client, object: KubeObject, whatFor: string): readonly Revision[] {
  if (object.kind === 'Deployment') return deploymentRevisions(client, object as Deployment);
  if (object.kind === 'DaemonSet' || object.kind === 'StatefulSet')
    return controllerRevisions(client, object as StatefulSet);
  throw new KubectlError(noRevisions(object, whatFor));
}

/** Kinds of workloads that kubectl knows, though not their history (polymorphichelpers' GroupKindElement). */
const withoutHistory: ReadonlySet<string> = new Set(['Pod', 'Job', 'CronJob', 'ReplicaSet', 'ReplicationController']);

function noRevisions(object: KubeObject, whatFor: string): string {
  const name = JSON.stringify(groupKind(object));
  if (withoutHistory.has(object.kind)) return `no ${whatFor} has been implemented for ${name}`;
  const [group, version] = object.apiVersion.split('/');
  const element = `{${version === undefined ? '' : (group ?? '')} ${object.kind}}`;
  const task = whatFor === 'rollbacker' ? 'rollbacker' : 'history';
  return `error retrieving ${task} for ${name}, no visitor method exists for ${element}`;
}

function deploymentRevisions(client: Client, deployment: Deployment): readonly Revision[] {
  const owned = ownedBy(deployment, client.list('ReplicaSet', { namespace: deployment.metadata.namespace }).items);
  return owned
    .map((holder): Revision => ({
      number: Number(holder.metadata.annotations?.[REVISION] ?? Number.NaN),
      changeCause: holder.metadata.annotations?.[CHANGE_CAUSE] ?? '',
      template: (holder as ReplicaSet).spec.template ?? {},
      holder,
    }))
    .filter(({ number }) => Number.isInteger(number))
    .sort((a, b) => a.number - b.number);
}

function controllerRevisions(client: Client, owner: StatefulSet): readonly Revision[] {
  const { items } = client.list('ControllerRevision', { namespace: owner.metadata.namespace });
  const matches = compileSelector(owner.spec.selector);
  return ownedBy(owner, items)
    .filter(({ metadata }) => matches(metadata.labels ?? {}))
    .map((holder): Revision => ({
      number: (holder as ControllerRevision).revision,
      changeCause: holder.metadata.annotations?.[CHANGE_CAUSE] ?? '',
      template: templateIn(holder as ControllerRevision),
      holder,
    }))
    .sort((a, b) => a.number - b.number);
}

interface RevisionData {
  readonly spec?: { readonly template?: PodTemplateSpec & { readonly $patch?: string } };
}

/** The data of a controller revision is a patch that replaces the template. */
function templateIn(revision: ControllerRevision): PodTemplateSpec {
  const data: RevisionData = revision.data ?? {};
  const { $patch: _directive, ...template } = data.spec?.template ?? {};
  return template;
}

function ownedBy(owner: KubeObject, objects: readonly KubeObject[]): readonly KubeObject[] {
  return objects.filter((object) => controllerOf(object)?.uid === owner.metadata.uid);
}
