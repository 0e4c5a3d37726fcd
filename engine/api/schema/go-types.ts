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
};

/** Fields whose Go type is a named string (k8s.io/api v0.25); the published schemas do not tell. `Struct.field`, or `*.field`. */
const NAMED_STRINGS: Readonly<Record<string, string>> = {
  '*.imagePullPolicy': 'v1.PullPolicy',
  '*.terminationMessagePolicy': 'v1.TerminationMessagePolicy',
  '*.dnsPolicy': 'v1.DNSPolicy',
  '*.protocol': 'v1.Protocol',
  '*.scheme': 'v1.URIScheme',
  '*.effect': 'v1.TaintEffect',
  '*.sessionAffinity': 'v1.ServiceAffinity',
  '*.externalTrafficPolicy': 'v1.ServiceExternalTrafficPolicyType',
  '*.internalTrafficPolicy': 'v1.ServiceInternalTrafficPolicyType',
  '*.ipFamilyPolicy': 'v1.IPFamilyPolicy',
  '*.ipFamilies': 'v1.IPFamily',
  '*.accessModes': 'v1.PersistentVolumeAccessMode',
  '*.persistentVolumeReclaimPolicy': 'v1.PersistentVolumeReclaimPolicy',
  '*.volumeMode': 'v1.PersistentVolumeMode',
  '*.volumeBindingMode': 'v1.VolumeBindingMode',
  '*.podManagementPolicy': 'v1.PodManagementPolicyType',
  '*.concurrencyPolicy': 'v1.ConcurrencyPolicy',
  '*.completionMode': 'v1.CompletionMode',
  '*.pathType': 'v1.PathType',
  '*.medium': 'v1.StorageMedium',
  '*.whenUnsatisfiable': 'v1.UnsatisfiableConstraintAction',
  '*.preemptionPolicy': 'v1.PreemptionPolicy',
  '*.policyTypes': 'v1.PolicyType',
  '*.mountPropagation': 'v1.MountPropagationMode',
  '*.uid': 'types.UID',
  'Capabilities.add': 'v1.Capability',
  'Capabilities.drop': 'v1.Capability',
  'DaemonSetUpdateStrategy.type': 'v1.DaemonSetUpdateStrategyType',
  'DeploymentStrategy.type': 'v1.DeploymentStrategyType',
  'HostPathVolumeSource.type': 'v1.HostPathType',
  'LabelSelectorRequirement.operator': 'v1.LabelSelectorOperator',
  'MutatingWebhook.failurePolicy': 'v1.FailurePolicyType',
  'MutatingWebhook.matchPolicy': 'v1.MatchPolicyType',
  'MutatingWebhook.reinvocationPolicy': 'v1.ReinvocationPolicyType',
  'MutatingWebhook.sideEffects': 'v1.SideEffectClass',
  'ValidatingWebhook.failurePolicy': 'v1.FailurePolicyType',
  'ValidatingWebhook.matchPolicy': 'v1.MatchPolicyType',
  'ValidatingWebhook.sideEffects': 'v1.SideEffectClass',
  'RuleWithOperations.operations': 'v1.OperationType',
  'RuleWithOperations.scope': 'v1.ScopeType',
  'LimitRangeItem.type': 'v1.LimitType',
  'MetricSpec.type': 'v2.MetricSourceType',
  'NamespaceSpec.finalizers': 'v1.FinalizerName',
  'NodeSelectorRequirement.operator': 'v1.NodeSelectorOperator',
  'PodSpec.restartPolicy': 'v1.RestartPolicy',
  'ResourceQuotaSpec.scopes': 'v1.ResourceQuotaScope',
  'ScopedResourceSelectorRequirement.operator': 'v1.ScopeSelectorOperator',
  'Secret.type': 'v1.SecretType',
  'ServiceSpec.type': 'v1.ServiceType',
  'StatefulSetUpdateStrategy.type': 'v1.StatefulSetUpdateStrategyType',
  'Toleration.operator': 'v1.TolerationOperator',
};

/** The Go type of a value, as reflection prints it: `int32`, `[]v1.Container`, `map[string]string`, `v1.PodSpec`. */
export function goType(type: FieldType, owner: SchemaId, field: string): string {
  if (type.form === 'scalar') return namedString(type.scalar, owner, field) ?? SCALAR_TYPES[type.scalar];
  if (type.form === 'struct') return qualifiedName(type.id);
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
