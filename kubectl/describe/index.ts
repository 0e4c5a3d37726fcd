import { asStored, type KubeObject, type Kind, kindId } from '../../engine/index.ts';
import { tabWrite } from '../output/tab-writer.ts';
import { describeCertificateSigningRequest } from './certificate-signing-request.ts';
import { describeConfigMap } from './config-map.ts';
import type { DescribeContext, Describer } from './context.ts';
import { describeDaemonSet } from './daemon-set.ts';
import { describeDeployment } from './deployment.ts';
import { describeEndpointSlice } from './endpoint-slice.ts';
import { describeEndpoints } from './endpoints.ts';
import { describeGeneric } from './generic.ts';
import { describeHorizontalPodAutoscaler } from './horizontal-pod-autoscaler.ts';
import { describeIngressClass } from './ingress-class.ts';
import { describeIngress } from './ingress.ts';
import { describeCronJob, describeJob } from './job.ts';
import { describeLimitRange } from './limit-range.ts';
import { describeNamespace } from './namespace.ts';
import { describeNetworkPolicy } from './network-policy.ts';
import { describeNode } from './node.ts';
import { describePersistentVolume, describePersistentVolumeClaim } from './persistent-volume.ts';
import { describePodDisruptionBudget } from './pod-disruption-budget.ts';
import { describePod } from './pod.ts';
import { describePriorityClass } from './priority-class.ts';
import { describeRole, describeRoleBinding } from './rbac.ts';
import { describeReplicationController } from './replication-controller.ts';
import { describeReplicaSet } from './replica-set.ts';
import { describeResourceQuota } from './resource-quota.ts';
import { describeSecret } from './secret.ts';
import { describeServiceAccount } from './service-account.ts';
import { describeService } from './service.ts';
import { describeStatefulSet } from './stateful-set.ts';
import { describeStorageClass } from './storage-class.ts';

/** Describers by kind. Each knows the published type of its kind, which the table cannot say. */
const describers: Readonly<Record<string, Describer<never>>> = {
  CertificateSigningRequest: describeCertificateSigningRequest,
  ClusterRole: describeRole,
  ClusterRoleBinding: describeRoleBinding,
  ConfigMap: describeConfigMap,
  CronJob: describeCronJob,
  DaemonSet: describeDaemonSet,
  Deployment: describeDeployment,
  EndpointSlice: describeEndpointSlice,
  Endpoints: describeEndpoints,
  HorizontalPodAutoscaler: describeHorizontalPodAutoscaler,
  Ingress: describeIngress,
  IngressClass: describeIngressClass,
  Job: describeJob,
  LimitRange: describeLimitRange,
  Namespace: describeNamespace,
  NetworkPolicy: describeNetworkPolicy,
  Node: describeNode,
  PersistentVolume: describePersistentVolume,
  PersistentVolumeClaim: describePersistentVolumeClaim,
  Pod: describePod,
  PodDisruptionBudget: describePodDisruptionBudget,
  PriorityClass: describePriorityClass,
  ReplicaSet: describeReplicaSet,
  ReplicationController: describeReplicationController,
  ResourceQuota: describeResourceQuota,
  Role: describeRole,
  RoleBinding: describeRoleBinding,
  Secret: describeSecret,
  Service: describeService,
  ServiceAccount: describeServiceAccount,
  StatefulSet: describeStatefulSet,
  StorageClass: describeStorageClass,
};

/** The version in which kubectl v1.25 reads an object to describe it, where that is not the preferred one. */
export function describedVersion(kind: Kind): NonNullable<Kind['alsoServed']>[number] | undefined {
  if (kindId(kind) !== 'HorizontalPodAutoscaler') return undefined;
  return kind.alsoServed?.find(({ version }) => version === 'v2beta2');
}

/** What `kubectl describe` prints of one object. Describers look it up in a version that they know; without one it is shown as it is. */
export function describe(kind: Kind, object: KubeObject, context: DescribeContext): string {
  const id = kindId(kind);
  if (!Object.hasOwn(describers, id)) return tabWrite(describeGeneric(object, context));
  const describer = describers[id] as Describer;
  return tabWrite(describer(asStored(kind, object.apiVersion, object), context));
}
