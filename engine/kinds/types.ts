/**
 * The kinds as the engine stores them: Kubernetes' published v1.25 types, read only, with `metadata` (and `spec`, `status` where every
 * stored object has them) required. Types only; what a kind does stands in its own file.
 */
import type * as core from 'kubernetes-types/core/v1.js';
import type * as apps from 'kubernetes-types/apps/v1.js';
import type * as batch from 'kubernetes-types/batch/v1.js';
import type * as autoscaling from 'kubernetes-types/autoscaling/v2.js';
import type * as policy from 'kubernetes-types/policy/v1.js';
import type * as networking from 'kubernetes-types/networking/v1.js';
import type * as discovery from 'kubernetes-types/discovery/v1.js';
import type * as rbac from 'kubernetes-types/rbac/v1.js';
import type * as storage from 'kubernetes-types/storage/v1.js';
import type * as scheduling from 'kubernetes-types/scheduling/v1.js';
import type * as coordination from 'kubernetes-types/coordination/v1.js';
import type * as apiextensions from 'kubernetes-types/apiextensions/v1.js';
import type * as admissionregistration from 'kubernetes-types/admissionregistration/v1.js';
import type { Immutable, KubeObject } from '../api/object.ts';

/** A published type `T` of kind `K`, as stored; the members `Always` are there in every stored object. */
export type Stored<K extends string, T, Always extends keyof T = never> = KubeObject & { readonly kind: K } & Immutable<
    Omit<T, 'apiVersion' | 'kind' | 'metadata' | Always>
  > & { readonly [P in Always]-?: Immutable<NonNullable<T[P]>> };

export type Pod = Stored<'Pod', core.Pod, 'spec' | 'status'>;
export type Node = Stored<'Node', core.Node, 'spec' | 'status'>;
export type Service = Stored<'Service', core.Service, 'spec' | 'status'>;
export type Namespace = Stored<'Namespace', core.Namespace, 'spec' | 'status'>;
export type PersistentVolume = Stored<'PersistentVolume', core.PersistentVolume, 'spec' | 'status'>;
export type PersistentVolumeClaim = Stored<'PersistentVolumeClaim', core.PersistentVolumeClaim, 'spec' | 'status'>;
export type ResourceQuota = Stored<'ResourceQuota', core.ResourceQuota, 'spec' | 'status'>;
export type ReplicationController = Stored<'ReplicationController', core.ReplicationController, 'spec' | 'status'>;
export type LimitRange = Stored<'LimitRange', core.LimitRange, 'spec'>;
export type ConfigMap = Stored<'ConfigMap', core.ConfigMap>;
export type Secret = Stored<'Secret', core.Secret>;
export type ServiceAccount = Stored<'ServiceAccount', core.ServiceAccount>;
export type Endpoints = Stored<'Endpoints', core.Endpoints>;
export type Event = Stored<'Event', core.Event>;
export type PodTemplate = Stored<'PodTemplate', core.PodTemplate>;
export type Deployment = Stored<'Deployment', apps.Deployment, 'spec' | 'status'>;
export type ReplicaSet = Stored<'ReplicaSet', apps.ReplicaSet, 'spec' | 'status'>;
export type StatefulSet = Stored<'StatefulSet', apps.StatefulSet, 'spec' | 'status'>;
export type DaemonSet = Stored<'DaemonSet', apps.DaemonSet, 'spec' | 'status'>;
export type ControllerRevision = Stored<'ControllerRevision', apps.ControllerRevision>;
export type Job = Stored<'Job', batch.Job, 'spec' | 'status'>;
export type CronJob = Stored<'CronJob', batch.CronJob, 'spec' | 'status'>;
export type HorizontalPodAutoscaler = Stored<
  'HorizontalPodAutoscaler',
  autoscaling.HorizontalPodAutoscaler,
  'spec' | 'status'
>;
export type PodDisruptionBudget = Stored<'PodDisruptionBudget', policy.PodDisruptionBudget, 'spec' | 'status'>;
export type Ingress = Stored<'Ingress', networking.Ingress, 'spec' | 'status'>;
export type NetworkPolicy = Stored<'NetworkPolicy', networking.NetworkPolicy, 'spec'>;
export type IngressClass = Stored<'IngressClass', networking.IngressClass, 'spec'>;
export type EndpointSlice = Stored<'EndpointSlice', discovery.EndpointSlice>;
export type Role = Stored<'Role', rbac.Role>;
export type ClusterRole = Stored<'ClusterRole', rbac.ClusterRole>;
export type RoleBinding = Stored<'RoleBinding', rbac.RoleBinding>;
export type ClusterRoleBinding = Stored<'ClusterRoleBinding', rbac.ClusterRoleBinding>;
export type StorageClass = Stored<'StorageClass', storage.StorageClass>;
export type CSINode = Stored<'CSINode', storage.CSINode, 'spec'>;
export type CSIDriver = Stored<'CSIDriver', storage.CSIDriver, 'spec'>;
export type PriorityClass = Stored<'PriorityClass', scheduling.PriorityClass>;
export type Lease = Stored<'Lease', coordination.Lease, 'spec'>;
export type CustomResourceDefinition = Stored<
  'CustomResourceDefinition',
  apiextensions.CustomResourceDefinition,
  'spec' | 'status'
>;
export type ValidatingWebhookConfiguration = Stored<
  'ValidatingWebhookConfiguration',
  admissionregistration.ValidatingWebhookConfiguration
>;
export type MutatingWebhookConfiguration = Stored<
  'MutatingWebhookConfiguration',
  admissionregistration.MutatingWebhookConfiguration
>;

export type PodSpec = Pod['spec'];
export type PodStatus = Pod['status'];
export type PodTemplateSpec = Immutable<core.PodTemplateSpec>;
export type Container = Immutable<core.Container>;
export type EphemeralContainer = Immutable<core.EphemeralContainer>;
export type ContainerStatus = Immutable<core.ContainerStatus>;
export type ContainerState = Immutable<core.ContainerState>;
export type Probe = Immutable<core.Probe>;
export type Volume = Immutable<core.Volume>;
export type VolumeMount = Immutable<core.VolumeMount>;
export type Toleration = Immutable<core.Toleration>;
export type Taint = Immutable<core.Taint>;
export type PodCondition = Immutable<core.PodCondition>;
export type NodeCondition = Immutable<core.NodeCondition>;
export type DeploymentCondition = Immutable<apps.DeploymentCondition>;
export type NodeSelectorTerm = Immutable<core.NodeSelectorTerm>;
export type Affinity = Immutable<core.Affinity>;
export type PodAffinityTerm = Immutable<core.PodAffinityTerm>;
export type TopologySpreadConstraint = Immutable<core.TopologySpreadConstraint>;
export type ResourceList = Readonly<Record<string, string>>;
export type ServicePort = Immutable<core.ServicePort>;
export type EndpointSubset = Immutable<core.EndpointSubset>;
export type EndpointAddress = Immutable<core.EndpointAddress>;
export type PolicyRule = Immutable<rbac.PolicyRule>;
