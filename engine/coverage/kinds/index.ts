import type { Coverage } from '../patterns.ts';
import * as access from './access.ts';
import * as configuration from './configuration.ts';
import * as extension from './extension.ts';
import * as network from './network.ts';
import { pod } from './pod.ts';
import * as storage from './storage.ts';
import * as workloads from './workloads.ts';

/** The coverage of every served kind, by its name. */
export const COVERAGE: Readonly<Record<string, Coverage>> = {
  APIService: extension.apiService,
  CSIDriver: storage.csiDriver,
  CSINode: storage.csiNode,
  CSIStorageCapacity: storage.csiStorageCapacity,
  CertificateSigningRequest: access.certificateSigningRequest,
  ClusterRole: access.clusterRole,
  ClusterRoleBinding: access.clusterRoleBinding,
  ComponentStatus: configuration.componentStatus,
  ConfigMap: configuration.configMap,
  ControllerRevision: workloads.controllerRevision,
  CronJob: workloads.cronJob,
  CustomResourceDefinition: extension.customResourceDefinition,
  DaemonSet: workloads.daemonSet,
  Deployment: workloads.deployment,
  EndpointSlice: network.endpointSlice,
  Endpoints: network.endpoints,
  Event: configuration.event,
  HorizontalPodAutoscaler: workloads.horizontalPodAutoscaler,
  Ingress: network.ingress,
  IngressClass: network.ingressClass,
  Job: workloads.job,
  Lease: configuration.lease,
  LimitRange: configuration.limitRange,
  MutatingWebhookConfiguration: extension.mutatingWebhookConfiguration,
  Namespace: configuration.namespace,
  NetworkPolicy: network.networkPolicy,
  Node: configuration.node,
  PersistentVolume: storage.persistentVolume,
  PersistentVolumeClaim: storage.persistentVolumeClaim,
  Pod: pod,
  PodDisruptionBudget: workloads.podDisruptionBudget,
  PodTemplate: workloads.podTemplate,
  PriorityClass: configuration.priorityClass,
  ReplicaSet: workloads.replicaSet,
  ReplicationController: workloads.replicationController,
  ResourceQuota: configuration.resourceQuota,
  Role: access.role,
  RoleBinding: access.roleBinding,
  RuntimeClass: configuration.runtimeClass,
  Secret: configuration.secret,
  Service: network.service,
  ServiceAccount: configuration.serviceAccount,
  StatefulSet: workloads.statefulSet,
  StorageClass: storage.storageClass,
  ValidatingWebhookConfiguration: extension.validatingWebhookConfiguration,
  VolumeAttachment: storage.volumeAttachment,
};
