import { structName } from './definitions.ts';
import type { FieldType, Scalar, SchemaId } from './definitions.ts';

/** What Go's JSON decoder calls the type of a scalar. IntOrString and Time decode through int32 and string. */
const SCALAR_TYPES: Readonly<Record<Scalar, string>> = {
  any: 'interface {}',
  object: 'map[string]interface {}',
  string: 'string',
  boolean: 'bool',
  double: 'float64',
  int32: 'int32',
  int64: 'int64',
  intOrString: 'int32',
  quantity: 'resource.Quantity',
  byte: '[]uint8',
  time: 'string',
  microTime: 'string',
  schemaOrList: 'v1.JSONSchemaPropsOrArray',
  schemaOrBoolean: 'v1.JSONSchemaPropsOrBool',
  schemaOrStrings: 'v1.JSONSchemaPropsOrStringArray',
};

/** Fields whose Go type is a named string (k8s.io/api v0.25); the published schemas do not tell. `Struct.field`, or `*.field`. */
const NAMED_STRINGS: Readonly<Record<string, string>> = {
  '*.accessModes': 'v1.PersistentVolumeAccessMode',
  '*.completionMode': 'v1.CompletionMode',
  '*.concurrencyPolicy': 'v1.ConcurrencyPolicy',
  '*.dnsPolicy': 'v1.DNSPolicy',
  '*.effect': 'v1.TaintEffect',
  '*.externalTrafficPolicy': 'v1.ServiceExternalTrafficPolicyType',
  '*.failurePolicy': 'v1.FailurePolicyType',
  '*.fsGroupChangePolicy': 'v1.PodFSGroupChangePolicy',
  '*.imagePullPolicy': 'v1.PullPolicy',
  '*.internalTrafficPolicy': 'v1.ServiceInternalTrafficPolicyType',
  '*.ipFamilies': 'v1.IPFamily',
  '*.ipFamilyPolicy': 'v1.IPFamilyPolicy',
  '*.matchPolicy': 'v1.MatchPolicyType',
  '*.medium': 'v1.StorageMedium',
  '*.mountPropagation': 'v1.MountPropagationMode',
  '*.nodeAffinityPolicy': 'v1.NodeInclusionPolicy',
  '*.nodeTaintsPolicy': 'v1.NodeInclusionPolicy',
  '*.pathType': 'v1.PathType',
  '*.persistentVolumeReclaimPolicy': 'v1.PersistentVolumeReclaimPolicy',
  '*.podManagementPolicy': 'v1.PodManagementPolicyType',
  '*.policyTypes': 'v1.PolicyType',
  '*.preemptionPolicy': 'v1.PreemptionPolicy',
  '*.procMount': 'v1.ProcMountType',
  '*.protocol': 'v1.Protocol',
  '*.scheme': 'v1.URIScheme',
  '*.sessionAffinity': 'v1.ServiceAffinity',
  '*.sideEffects': 'v1.SideEffectClass',
  '*.terminationMessagePolicy': 'v1.TerminationMessagePolicy',
  '*.uid': 'types.UID',
  '*.volumeBindingMode': 'v1.VolumeBindingMode',
  '*.volumeMode': 'v1.PersistentVolumeMode',
  '*.whenUnsatisfiable': 'v1.UnsatisfiableConstraintAction',
  'AzureDiskVolumeSource.cachingMode': 'v1.AzureDataDiskCachingMode',
  'AzureDiskVolumeSource.kind': 'v1.AzureDataDiskKind',
  'CSIDriverSpec.fsGroupPolicy': 'v1.FSGroupPolicy',
  'CSIDriverSpec.volumeLifecycleModes': 'v1.VolumeLifecycleMode',
  'Capabilities.add': 'v1.Capability',
  'Capabilities.drop': 'v1.Capability',
  'CertificateSigningRequestCondition.type': 'v1.RequestConditionType',
  'CertificateSigningRequestSpec.uid': 'string',
  'CertificateSigningRequestSpec.usages': 'v1.KeyUsage',
  'ContainerResourceMetricSource.name': 'v1.ResourceName',
  'CustomResourceConversion.strategy': 'v1.ConversionStrategyType',
  'CustomResourceDefinitionSpec.scope': 'v1.ResourceScope',
  'DaemonSetUpdateStrategy.type': 'v1.DaemonSetUpdateStrategyType',
  'DeploymentStrategy.type': 'v1.DeploymentStrategyType',
  'EndpointSlice.addressType': 'v1.AddressType',
  'HPAScalingPolicy.type': 'v2.HPAScalingPolicyType',
  'HPAScalingRules.selectPolicy': 'v2.ScalingPolicySelect',
  'HostPathVolumeSource.type': 'v1.HostPathType',
  'LabelSelectorRequirement.operator': 'v1.LabelSelectorOperator',
  'MutatingWebhook.failurePolicy': 'v1.FailurePolicyType',
  'MutatingWebhook.matchPolicy': 'v1.MatchPolicyType',
  'MutatingWebhook.reinvocationPolicy': 'v1.ReinvocationPolicyType',
  'MutatingWebhook.sideEffects': 'v1.SideEffectClass',
  'ValidatingWebhook.failurePolicy': 'v1.FailurePolicyType',
  'ValidatingWebhook.matchPolicy': 'v1.MatchPolicyType',
  'ValidatingWebhook.sideEffects': 'v1.SideEffectClass',
  'LimitRangeItem.type': 'v1.LimitType',
  'MetricSpec.type': 'v2.MetricSourceType',
  'MetricTarget.type': 'v2.MetricTargetType',
  'NamespaceSpec.finalizers': 'v1.FinalizerName',
  'NamespaceStatus.phase': 'v1.NamespacePhase',
  'NodeAddress.type': 'v1.NodeAddressType',
  'NodeSelectorRequirement.operator': 'v1.NodeSelectorOperator',
  'NodeStatus.phase': 'v1.NodePhase',
  'PersistentVolumeClaimStatus.phase': 'v1.PersistentVolumeClaimPhase',
  'PersistentVolumeStatus.phase': 'v1.PersistentVolumePhase',
  'PodFailurePolicyOnExitCodesRequirement.operator': 'v1.PodFailurePolicyOnExitCodesOperator',
  'PodFailurePolicyOnPodConditionsPattern.status': 'v1.ConditionStatus',
  'PodFailurePolicyOnPodConditionsPattern.type': 'v1.PodConditionType',
  'PodFailurePolicyRule.action': 'v1.PodFailurePolicyAction',
  'PodOS.name': 'v1.OSName',
  'PodReadinessGate.conditionType': 'v1.PodConditionType',
  'PodSpec.restartPolicy': 'v1.RestartPolicy',
  'PodStatus.phase': 'v1.PodPhase',
  'PodStatus.qosClass': 'v1.PodQOSClass',
  'ResourceMetricSource.name': 'v1.ResourceName',
  'ResourceQuotaSpec.scopes': 'v1.ResourceQuotaScope',
  'Rule.scope': 'v1.ScopeType',
  'RuleWithOperations.operations': 'v1.OperationType',
  'RuleWithOperations.scope': 'v1.ScopeType',
  'ScopedResourceSelectorRequirement.operator': 'v1.ScopeSelectorOperator',
  'ScopedResourceSelectorRequirement.scopeName': 'v1.ResourceQuotaScope',
  'SeccompProfile.type': 'v1.SeccompProfileType',
  'Secret.type': 'v1.SecretType',
  'ServiceSpec.type': 'v1.ServiceType',
  'StatefulSetPersistentVolumeClaimRetentionPolicy.whenDeleted': 'v1.PersistentVolumeClaimRetentionPolicyType',
  'StatefulSetPersistentVolumeClaimRetentionPolicy.whenScaled': 'v1.PersistentVolumeClaimRetentionPolicyType',
  'StatefulSetUpdateStrategy.type': 'v1.StatefulSetUpdateStrategyType',
  'StorageClass.reclaimPolicy': 'v1.PersistentVolumeReclaimPolicy',
  'Toleration.operator': 'v1.TolerationOperator',
};

/** The Go type of a value, as reflection prints it: `int32`, `[]v1.Container`, `map[string]string`, `v1.PodSpec`. */
export function goType(type: FieldType, owner: SchemaId, field: string): string {
  if (type.form === 'scalar') return namedString(type.scalar, owner, field) ?? SCALAR_TYPES[type.scalar];
  if (type.form === 'struct') return qualifiedName(type.id);
  if (type.form === 'list' && field === 'extra') return 'v1.ExtraValue';
  if (type.form === 'list' && field === 'x-kubernetes-validations') return 'v1.ValidationRules';
  if (type.form === 'list' && field === 'enum') return '[]v1.JSON';
  if (type.form === 'list') return `[]${goType(type.element, owner, field)}`;
  return isQuantity(type.element) ? 'v1.ResourceList' : `map[string]${goType(type.element, owner, field)}`;
}

function namedString(scalar: Scalar, owner: SchemaId, field: string): string | undefined {
  if (scalar !== 'string') return undefined;
  return NAMED_STRINGS[`${structName(owner)}.${field}`] ?? NAMED_STRINGS[`*.${field}`] ?? conditionString(owner, field);
}

/** Conditions have a status type of their own, and a type type named after them; meta/v1 Condition has plain strings. */
function conditionString(owner: SchemaId, field: string): string | undefined {
  const struct = structName(owner);
  if (!struct.endsWith('Condition') || struct === 'Condition') return undefined;
  if (field === 'status') return 'v1.ConditionStatus';
  return field === 'type' ? `${packageName(owner)}.${struct}Type` : undefined;
}

/** The struct with its package: `v1.PodSpec`, `v2.MetricSpec`. */
export function qualifiedName(id: SchemaId): string {
  return `${packageName(id)}.${structName(id)}`;
}

function packageName(id: SchemaId): string {
  return id.split('.').at(-2) ?? '';
}

function isQuantity(type: FieldType): boolean {
  return type.form === 'scalar' && type.scalar === 'quantity';
}
