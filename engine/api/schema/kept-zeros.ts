import { isRequired, structName, type SchemaId } from './definitions.ts';

/**
 * The optional fields in which '', 0, false, [] and {} are values: pointers in Go, or without `omitempty` (k8s.io/api v0.25). All other
 * optional fields are gone when they are zero; the published schemas do not tell.
 */
const KEPT: Readonly<Record<string, string>> = {
  AzureDiskVolumeSource: 'cachingMode fsType kind readOnly',
  AzureFilePersistentVolumeSource: 'secretNamespace',
  CSIDriverSpec: 'attachRequired fsGroupPolicy podInfoOnMount requiresRepublish seLinuxMount storageCapacity',
  CSINodeDriver: 'topologyKeys',
  CSIVolumeSource: 'fsType readOnly',
  CertificateSigningRequestSpec: 'expirationSeconds',
  ClientIPConfig: 'timeoutSeconds',
  ClusterRole: 'rules',
  ConfigMap: 'immutable',
  ConfigMapEnvSource: 'optional',
  ConfigMapKeySelector: 'optional',
  ConfigMapProjection: 'optional',
  ConfigMapVolumeSource: 'defaultMode optional',
  ContainerImage: 'names',
  ContainerStatus: 'started',
  CronJobSpec: 'failedJobsHistoryLimit startingDeadlineSeconds successfulJobsHistoryLimit suspend timeZone',
  CustomResourceDefinitionStatus: 'conditions storedVersions',
  CustomResourceDefinitionVersion: 'deprecationWarning',
  CustomResourceSubresourceScale: 'labelSelectorPath',
  DaemonSetSpec: 'revisionHistoryLimit',
  DaemonSetStatus: 'collisionCount',
  DeleteOptions: 'gracePeriodSeconds orphanDependents propagationPolicy',
  DeploymentSpec: 'progressDeadlineSeconds replicas revisionHistoryLimit',
  DeploymentStatus: 'collisionCount',
  DownwardAPIVolumeFile: 'mode',
  DownwardAPIVolumeSource: 'defaultMode',
  Endpoint: 'hostname nodeName zone',
  EndpointAddress: 'nodeName',
  EndpointConditions: 'ready serving terminating',
  EndpointPort: 'appProtocol',
  EndpointSlice: 'ports',
  Event: 'reportingComponent reportingInstance',
  FCVolumeSource: 'lun',
  FlowSchemaSpec: 'matchingPrecedence',
  GRPCAction: 'service',
  GlusterfsPersistentVolumeSource: 'endpointsNamespace',
  HPAScalingRules: 'selectPolicy stabilizationWindowSeconds',
  HorizontalPodAutoscalerSpec: 'minReplicas targetCPUUtilizationPercentage',
  HorizontalPodAutoscalerStatus: 'currentCPUUtilizationPercentage currentMetrics observedGeneration',
  HostPathVolumeSource: 'type',
  ISCSIPersistentVolumeSource: 'initiatorName',
  ISCSIVolumeSource: 'initiatorName',
  IngressClassParametersReference: 'apiGroup namespace scope',
  IngressSpec: 'ingressClassName',
  JSONSchemaProps:
    '$ref maxItems maxLength maxProperties maximum minItems minLength minProperties minimum multipleOf x-kubernetes-list-type x-kubernetes-map-type x-kubernetes-preserve-unknown-fields',
  JobSpec:
    'activeDeadlineSeconds backoffLimit completionMode completions manualSelector parallelism suspend ttlSecondsAfterFinished',
  JobStatus: 'ready',
  KeyToPath: 'mode',
  LeaseSpec: 'holderIdentity leaseDurationSeconds leaseTransitions',
  LimitedPriorityLevelConfiguration: 'assuredConcurrencyShares',
  LocalVolumeSource: 'fsType',
  MetricTarget: 'averageUtilization',
  MetricValueStatus: 'averageUtilization',
  MutatingWebhook: 'failurePolicy matchPolicy reinvocationPolicy timeoutSeconds',
  NetworkPolicyPort: 'endPort protocol',
  ObjectMeta: 'deletionGracePeriodSeconds',
  OwnerReference: 'blockOwnerDeletion controller',
  PersistentVolumeClaimSpec: 'storageClassName volumeMode',
  PersistentVolumeClaimStatus: 'resizeStatus',
  PersistentVolumeSpec: 'volumeMode',
  PodDNSConfigOption: 'value',
  PodFailurePolicyOnExitCodesRequirement: 'containerName',
  PodSecurityContext: 'fsGroup fsGroupChangePolicy runAsGroup runAsNonRoot runAsUser',
  PodSpec:
    'activeDeadlineSeconds automountServiceAccountToken enableServiceLinks hostUsers preemptionPolicy priority runtimeClassName setHostnameAsFQDN shareProcessNamespace terminationGracePeriodSeconds',
  PortStatus: 'error',
  Preconditions: 'resourceVersion uid',
  PriorityClass: 'preemptionPolicy',
  Probe: 'terminationGracePeriodSeconds',
  ProjectedVolumeSource: 'defaultMode sources',
  QueuingConfiguration: 'handSize queueLengthLimit queues',
  ReplicaSetSpec: 'replicas',
  ReplicationControllerSpec: 'replicas',
  ResourcePolicyRule: 'namespaces',
  Role: 'rules',
  RollingUpdateStatefulSetStrategy: 'partition',
  RuleWithOperations: 'scope',
  SeccompProfile: 'localhostProfile',
  Secret: 'immutable',
  SecretEnvSource: 'optional',
  SecretKeySelector: 'optional',
  SecretProjection: 'optional',
  SecretVolumeSource: 'defaultMode optional',
  SecurityContext:
    'allowPrivilegeEscalation privileged procMount readOnlyRootFilesystem runAsGroup runAsNonRoot runAsUser',
  ServiceAccount: 'automountServiceAccountToken',
  ServiceAccountTokenProjection: 'expirationSeconds',
  ServicePort: 'appProtocol',
  ServiceReference: 'path port',
  ServiceSpec: 'allocateLoadBalancerNodePorts internalTrafficPolicy ipFamilyPolicy loadBalancerClass',
  StatefulSetSpec: 'replicas revisionHistoryLimit',
  StatefulSetStatus: 'availableReplicas collisionCount',
  StorageClass: 'allowVolumeExpansion reclaimPolicy volumeBindingMode',
  TokenRequest: 'expirationSeconds',
  TokenRequestSpec: 'expirationSeconds',
  Toleration: 'tolerationSeconds',
  TopologySpreadConstraint: 'minDomains nodeAffinityPolicy nodeTaintsPolicy',
  TypedLocalObjectReference: 'apiGroup',
  ValidatingWebhook: 'failurePolicy matchPolicy timeoutSeconds',
  VolumeAttachmentSource: 'persistentVolumeName',
  VolumeMount: 'mountPropagation',
  VolumeNodeResources: 'count',
  WebhookClientConfig: 'url',
  WindowsSecurityContextOptions: 'gmsaCredentialSpec gmsaCredentialSpecName hostProcess runAsUserName',
  'discovery.v1.EndpointPort': 'appProtocol name port protocol',
};

const fields = new Map<SchemaId, ReadonlySet<string>>();

/** Whether a field of a definition is kept when it is zero. */
export function keepsZero(id: SchemaId, field: string): boolean {
  let kept = fields.get(id);
  if (kept === undefined) {
    const qualified = id.split('.').slice(-3).join('.');
    kept = new Set((KEPT[qualified] ?? KEPT[structName(id)] ?? '').split(' '));
    fields.set(id, kept);
  }
  return kept.has(field) || isRequired(id, field);
}
