import type { DaemonSet, Deployment, KubeObject, StatefulSet } from '../../../engine/index.ts';
import { KubectlError } from '../../errors.ts';

/** What is said of a rollout now, and whether it is over. */
export interface RolloutStatus {
  readonly line: string;
  readonly done: boolean;
}

const waiting = (line: string): RolloutStatus => ({ line, done: false });
const finished = (line: string): RolloutStatus => ({ line, done: true });

/** The revision annotation of deployments and their replica sets. */
export const REVISION = 'deployment.kubernetes.io/revision';

/** `Job.batch`, `Service`: a kind as refusals name it (schema.GroupKind). */
export function groupKind({ apiVersion, kind }: KubeObject): string {
  return apiVersion.includes('/') ? `${kind}.${apiVersion.slice(0, apiVersion.indexOf('/'))}` : kind;
}

/**
 * How far a rollout is (polymorphichelpers' StatusViewers, v1.25). `revision` above 0 must be the running one.
 * @throws KubectlError when it has failed, or the kind has no rollouts
 */
export function rolloutStatus(object: KubeObject, revision: number): RolloutStatus {
  switch (object.kind) {
    case 'Deployment':
      return deploymentStatus(object as Deployment, revision);
    case 'DaemonSet':
      return daemonSetStatus(object as DaemonSet);
    case 'StatefulSet':
      return statefulSetStatus(object as StatefulSet);
    default:
      throw new KubectlError(`no status viewer has been implemented for ${groupKind(object)}`);
  }
}

function deploymentStatus(deployment: Deployment, revision: number): RolloutStatus {
  const { metadata, spec, status } = deployment;
  if (revision > 0) {
    const running = Number(metadata.annotations?.[REVISION] ?? 0);
    if (running !== revision)
      throw new KubectlError(`desired revision (${revision}) is different from the running revision (${running})`);
  }
  if ((metadata.generation ?? 0) > (status.observedGeneration ?? 0))
    return waiting('Waiting for deployment spec update to be observed...');
  const name = JSON.stringify(metadata.name);
  const progressing = status.conditions?.find(({ type }) => type === 'Progressing');
  if (progressing?.reason === 'ProgressDeadlineExceeded')
    throw new KubectlError(`deployment ${name} exceeded its progress deadline`);
  const { updatedReplicas = 0, replicas = 0, availableReplicas = 0 } = status;
  const subject = `Waiting for deployment ${name} rollout to finish:`;
  if (spec.replicas !== undefined && updatedReplicas < spec.replicas)
    return waiting(`${subject} ${updatedReplicas} out of ${spec.replicas} new replicas have been updated...`);
  if (replicas > updatedReplicas)
    return waiting(`${subject} ${replicas - updatedReplicas} old replicas are pending termination...`);
  if (availableReplicas < updatedReplicas)
    return waiting(`${subject} ${availableReplicas} of ${updatedReplicas} updated replicas are available...`);
  return finished(`deployment ${name} successfully rolled out`);
}

const ONLY_ROLLING = 'rollout status is only available for RollingUpdate strategy type';

function daemonSetStatus({ metadata, spec, status }: DaemonSet): RolloutStatus {
  if (spec.updateStrategy?.type !== 'RollingUpdate') throw new KubectlError(ONLY_ROLLING);
  if ((metadata.generation ?? 0) > (status.observedGeneration ?? 0))
    return waiting('Waiting for daemon set spec update to be observed...');
  const name = JSON.stringify(metadata.name);
  const { updatedNumberScheduled = 0, desiredNumberScheduled, numberAvailable = 0 } = status;
  const subject = `Waiting for daemon set ${name} rollout to finish:`;
  if (updatedNumberScheduled < desiredNumberScheduled)
    return waiting(
      `${subject} ${updatedNumberScheduled} out of ${desiredNumberScheduled} new pods have been updated...`,
    );
  if (numberAvailable < desiredNumberScheduled)
    return waiting(`${subject} ${numberAvailable} of ${desiredNumberScheduled} updated pods are available...`);
  return finished(`daemon set ${name} successfully rolled out`);
}

function statefulSetStatus({ metadata, spec, status }: StatefulSet): RolloutStatus {
  if (spec.updateStrategy?.type !== 'RollingUpdate') throw new KubectlError(ONLY_ROLLING);
  const observed = status.observedGeneration ?? 0;
  if (observed === 0 || (metadata.generation ?? 0) > observed)
    return waiting('Waiting for statefulset spec update to be observed...');
  const { readyReplicas = 0, updatedReplicas = 0, currentReplicas = 0 } = status;
  const { replicas } = spec;
  if (replicas !== undefined && readyReplicas < replicas)
    return waiting(`Waiting for ${replicas - readyReplicas} pods to be ready...`);
  const { rollingUpdate } = spec.updateStrategy;
  if (rollingUpdate !== undefined) {
    const wanted = (replicas ?? 0) - (rollingUpdate.partition ?? 0);
    if (replicas !== undefined && rollingUpdate.partition !== undefined && updatedReplicas < wanted)
      return waiting(
        `Waiting for partitioned roll out to finish: ${updatedReplicas} out of ${wanted} new pods have been updated...`,
      );
    return finished(`partitioned roll out complete: ${updatedReplicas} new pods have been updated...`);
  }
  if (status.updateRevision !== status.currentRevision)
    return waiting(
      `waiting for statefulset rolling update to complete ${updatedReplicas} pods at revision ${status.updateRevision ?? ''}...`,
    );
  return finished(
    `statefulset rolling update complete ${currentReplicas} pods at revision ${status.currentRevision ?? ''}...`,
  );
}
