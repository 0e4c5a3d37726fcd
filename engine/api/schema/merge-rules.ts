/**
 * How lists and maps of built-in types merge: the `patchStrategy`, `patchMergeKey`, `listType`, `listMapKey` and `mapType` tags of
 * Kubernetes v1.25. The published package has none of them, so this table is our own. What has no row: lists are replaced whole,
 * maps merge member by member.
 */
export interface MergeRule {
  /** What a strategic merge patch does with the field; none means that lists are replaced and maps merged. */
  readonly strategy?: 'merge' | 'retainKeys' | 'merge,retainKeys' | 'replace';
  /** The member that identifies an element of a merged list of objects. */
  readonly mergeKey?: string;
  /** What server-side apply makes of a list. Without it, a merged list is a map or a set, any other one atomic. */
  readonly listType?: 'atomic' | 'set' | 'map';
  readonly listMapKeys?: readonly string[];
  readonly mapType?: 'atomic' | 'granular';
}

const NAMED: MergeRule = { strategy: 'merge', mergeKey: 'name' };
const CONDITIONS: MergeRule = { strategy: 'merge', mergeKey: 'type' };
const LISTED_CONDITIONS: MergeRule = { ...CONDITIONS, listType: 'map', listMapKeys: ['type'] };
const SET: MergeRule = { listType: 'set' };
const ATOMIC_MAP: MergeRule = { mapType: 'atomic' };
const CONTAINER_PORTS: MergeRule = {
  strategy: 'merge',
  mergeKey: 'containerPort',
  listType: 'map',
  listMapKeys: ['containerPort', 'protocol'],
};

const CONTAINER: Readonly<Record<string, MergeRule>> = {
  env: NAMED,
  ports: CONTAINER_PORTS,
  volumeDevices: { strategy: 'merge', mergeKey: 'devicePath' },
  volumeMounts: { strategy: 'merge', mergeKey: 'mountPath' },
};

const POLICY_RULES: Readonly<Record<string, MergeRule>> = {
  apiGroups: SET,
  namespaces: SET,
  resources: SET,
  verbs: SET,
};

/** Short definition name (`core.v1.PodSpec`) -> field -> rule. */
const FIELD_RULES: Readonly<Record<string, Readonly<Record<string, MergeRule>>>> = {
  'admissionregistration.v1.MutatingWebhookConfiguration': { webhooks: NAMED },
  'admissionregistration.v1.ValidatingWebhookConfiguration': { webhooks: NAMED },
  'apiextensions.v1.CustomResourceDefinitionStatus': { conditions: { listType: 'map', listMapKeys: ['type'] } },
  'apiextensions.v1.JSONSchemaProps': {
    'x-kubernetes-validations': { strategy: 'merge', mergeKey: 'rule', listType: 'map', listMapKeys: ['rule'] },
  },
  'apiregistration.v1.APIServiceStatus': { conditions: LISTED_CONDITIONS },
  'apps.v1.DaemonSetStatus': { conditions: CONDITIONS },
  'apps.v1.DeploymentSpec': { strategy: { strategy: 'retainKeys' } },
  'apps.v1.DeploymentStatus': { conditions: CONDITIONS },
  'apps.v1.ReplicaSetStatus': { conditions: CONDITIONS },
  'apps.v1.StatefulSetStatus': { conditions: CONDITIONS },
  'autoscaling.v2.HorizontalPodAutoscalerStatus': { conditions: LISTED_CONDITIONS },
  'batch.v1.JobStatus': { conditions: { ...CONDITIONS, listType: 'atomic' } },
  'batch.v1.PodFailurePolicyOnExitCodesRequirement': { values: SET },
  'batch.v1.UncountedTerminatedPods': { failed: SET, succeeded: SET },
  'certificates.v1.CertificateSigningRequestStatus': { conditions: { listType: 'map', listMapKeys: ['type'] } },
  'core.v1.ComponentStatus': { conditions: CONDITIONS },
  'core.v1.Container': CONTAINER,
  'core.v1.EphemeralContainer': CONTAINER,
  'core.v1.NamespaceStatus': { conditions: CONDITIONS },
  'core.v1.NodeSpec': { podCIDRs: { strategy: 'merge' } },
  'core.v1.NodeStatus': { addresses: { strategy: 'merge', mergeKey: 'type' }, conditions: CONDITIONS },
  'core.v1.PersistentVolumeClaimStatus': { conditions: CONDITIONS },
  'core.v1.PersistentVolumeSpec': { claimRef: { mapType: 'granular' } },
  'core.v1.PodSpec': {
    containers: NAMED,
    ephemeralContainers: NAMED,
    hostAliases: { strategy: 'merge', mergeKey: 'ip' },
    imagePullSecrets: NAMED,
    initContainers: NAMED,
    nodeSelector: ATOMIC_MAP,
    topologySpreadConstraints: {
      strategy: 'merge',
      mergeKey: 'topologyKey',
      listType: 'map',
      listMapKeys: ['topologyKey', 'whenUnsatisfiable'],
    },
    volumes: { strategy: 'merge,retainKeys', mergeKey: 'name' },
  },
  'core.v1.PodStatus': { conditions: CONDITIONS, podIPs: { strategy: 'merge', mergeKey: 'ip' } },
  'core.v1.ReplicationControllerSpec': { selector: ATOMIC_MAP },
  'core.v1.ReplicationControllerStatus': { conditions: CONDITIONS },
  'core.v1.ServiceAccount': { secrets: NAMED },
  'core.v1.ServiceSpec': {
    ports: { strategy: 'merge', mergeKey: 'port', listType: 'map', listMapKeys: ['port', 'protocol'] },
    selector: ATOMIC_MAP,
  },
  'core.v1.ServiceStatus': { conditions: LISTED_CONDITIONS },
  'discovery.v1.Endpoint': { addresses: SET },
  'flowcontrol.v1beta1.FlowSchemaStatus': { conditions: { listType: 'map', listMapKeys: ['type'] } },
  'flowcontrol.v1beta1.NonResourcePolicyRule': { nonResourceURLs: SET, verbs: SET },
  'flowcontrol.v1beta1.PriorityLevelConfigurationStatus': { conditions: { listType: 'map', listMapKeys: ['type'] } },
  'flowcontrol.v1beta1.ResourcePolicyRule': POLICY_RULES,
  'flowcontrol.v1beta2.FlowSchemaStatus': { conditions: { listType: 'map', listMapKeys: ['type'] } },
  'flowcontrol.v1beta2.NonResourcePolicyRule': { nonResourceURLs: SET, verbs: SET },
  'flowcontrol.v1beta2.PriorityLevelConfigurationStatus': { conditions: { listType: 'map', listMapKeys: ['type'] } },
  'flowcontrol.v1beta2.ResourcePolicyRule': POLICY_RULES,
  'meta.v1.ObjectMeta': { finalizers: { strategy: 'merge' }, ownerReferences: { strategy: 'merge', mergeKey: 'uid' } },
  'networking.v1.NetworkPolicyStatus': { conditions: LISTED_CONDITIONS },
  'node.v1.Scheduling': { nodeSelector: ATOMIC_MAP },
  'policy.v1.PodDisruptionBudgetSpec': { selector: { strategy: 'replace' } },
  'policy.v1.PodDisruptionBudgetStatus': { conditions: LISTED_CONDITIONS },
  'storage.v1.CSIDriverSpec': { volumeLifecycleModes: SET },
  'storage.v1.CSINodeSpec': { drivers: NAMED },
};

/** Structs that server-side apply owns as a whole, wherever they stand. */
const ATOMIC_STRUCTS: ReadonlySet<string> = new Set([
  'autoscaling.v1.CrossVersionObjectReference',
  'core.v1.ConfigMapKeySelector',
  'core.v1.EndpointAddress',
  'core.v1.EndpointPort',
  'core.v1.LocalObjectReference',
  'core.v1.NodeSelector',
  'core.v1.NodeSelectorTerm',
  'core.v1.ObjectFieldSelector',
  'core.v1.ObjectReference',
  'core.v1.ResourceFieldSelector',
  'core.v1.ScopeSelector',
  'core.v1.SecretKeySelector',
  'core.v1.SecretReference',
  'core.v1.TopologySelectorTerm',
  'core.v1.TypedLocalObjectReference',
  'discovery.v1.EndpointPort',
  'meta.v1.LabelSelector',
  'meta.v1.OwnerReference',
  'rbac.v1.RoleRef',
  'rbac.v1.Subject',
]);

const NO_RULE: MergeRule = {};

/** The rule of one field of a definition; an empty one where Kubernetes has no tags. */
export function mergeRule(id: string, field: string): MergeRule {
  const rules = FIELD_RULES[shortName(id)];
  return rules !== undefined && Object.hasOwn(rules, field) ? (rules[field] ?? NO_RULE) : NO_RULE;
}

export function isAtomicStruct(id: string): boolean {
  return ATOMIC_STRUCTS.has(shortName(id));
}

/** `io.k8s.api.core.v1.PodSpec` -> `core.v1.PodSpec`: the last three parts. */
function shortName(id: string): string {
  return id.split('.').slice(-3).join('.');
}
