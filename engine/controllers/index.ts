import type { KubeObject } from '../api/object.ts';
import type { Kind } from '../api/kind.ts';
import type { Component } from '../component/component.ts';
import type { Authority } from '../api/x509/certificate.ts';
import type { MetricsReader } from '../component/metrics.ts';
import { certificateCleaner } from './certificate-cleaner/controller.ts';
import { certificateSigning } from './certificate-signing/controller.ts';
import { clusterRoleAggregation } from './cluster-role-aggregation/controller.ts';
import { cronJobController } from './cronjob/controller.ts';
import { customResourceDefinitionController } from './custom-resource-definition/controller.ts';
import { daemonSetController } from './daemonset/controller.ts';
import { deploymentController } from './deployment/controller.ts';
import { endpointsController } from './endpoints/controller.ts';
import { endpointSliceController } from './endpointslice/controller.ts';
import { endpointSliceMirroring } from './endpointslice-mirroring/controller.ts';
import { ephemeralVolumeController } from './ephemeral-volume/controller.ts';
import { eventTtl } from './event-ttl/controller.ts';
import { garbageCollector } from './garbage-collector/controller.ts';
import { horizontalPodAutoscalerController } from './horizontal-pod-autoscaler/controller.ts';
import { jobController } from './job/controller.ts';
import { kubernetesService } from './kubernetes-service/controller.ts';
import { namespaceController } from './namespace/controller.ts';
import { nodeIpamController } from './node-ipam/controller.ts';
import { nodeLifecycleController } from './node-lifecycle/controller.ts';
import { persistentVolumeController } from './persistent-volume/controller.ts';
import { disruptionController } from './pod-disruption-budget/controller.ts';
import { podGarbageCollector } from './pod-gc/controller.ts';
import { replicaSetController, replicationControllerController } from './replicaset/controller.ts';
import { resourceQuotaController } from './resource-quota/controller.ts';
import { rootCaPublisher } from './root-ca/controller.ts';
import { tokenController } from './service-account-token/controller.ts';
import { serviceAccountController } from './service-account/controller.ts';
import { statefulSetController } from './statefulset/controller.ts';
import { claimProtection, volumeProtection } from './storage-protection/controller.ts';
import { taintManager } from './taint-manager/controller.ts';
import { ttlController } from './ttl/controller.ts';
import { ttlAfterFinishedController } from './ttl-after-finished/controller.ts';
import { volumeProvisioner } from './volume-provisioner/controller.ts';

export interface ControllerOptions {
  /** Everything served, custom resources included. */
  readonly kinds: () => readonly Kind[];
  /** The cluster's CA: its certificate is for kube-root-ca.crt, its key signs. */
  readonly authority: Authority;
  /** The pods' network, of which every node gets a /24. */
  readonly clusterCidr?: string;
  /** The API server's own service and endpoints. */
  readonly ownObjects: readonly KubeObject[];
  readonly metrics: MetricsReader;
  /** Provisioners of storage classes that are installed. */
  readonly provisioners: readonly string[];
}

/** kubeadm's `--pod-network-cidr` in the course. */
const CLUSTER_CIDR = '172.16.0.0/16';

type Factory = (options: ControllerOptions) => Component;

/** What runs in kube-controller-manager, one line each; and the API server's lease on events and the provisioner. */
const CONTROLLERS: readonly Factory[] = [
  () => serviceAccountController,
  ({ authority }) => tokenController(authority.certificate),
  ({ authority }) => rootCaPublisher(authority.certificate),
  // Before those who own pods: it deletes by the taint alone, they after a look at their pods.
  () => taintManager,
  () => deploymentController,
  () => replicaSetController,
  () => replicationControllerController,
  () => statefulSetController,
  () => daemonSetController,
  () => jobController,
  () => cronJobController,
  () => ttlAfterFinishedController,
  ({ kinds, metrics }) => horizontalPodAutoscalerController(kinds, metrics),
  () => disruptionController,
  () => ephemeralVolumeController,
  () => persistentVolumeController,
  ({ provisioners }) => volumeProvisioner(provisioners),
  () => claimProtection,
  () => volumeProtection,
  () => endpointsController,
  () => endpointSliceController,
  () => endpointSliceMirroring,
  ({ clusterCidr }) => nodeIpamController(clusterCidr ?? CLUSTER_CIDR),
  () => ttlController,
  () => nodeLifecycleController,
  () => podGarbageCollector,
  ({ authority }) => certificateSigning(authority),
  () => certificateCleaner,
  () => clusterRoleAggregation,
  () => eventTtl,
  () => customResourceDefinitionController,
  ({ ownObjects }) => kubernetesService(ownObjects),
  ({ kinds }) => resourceQuotaController(kinds),
  ({ kinds }) => namespaceController(kinds),
  ({ kinds }) => garbageCollector(kinds),
];

/** The controllers of kube-controller-manager. */
export function controllers(options: ControllerOptions): readonly Component[] {
  return CONTROLLERS.map((make) => make(options));
}
