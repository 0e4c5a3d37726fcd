import type { Gvk } from './resource.ts';

/**
 * Kinds that kustomize v4.5.7 knows to have no namespace, by group and versions (its OpenAPI document is Kubernetes v1.21). What is not listed,
 * custom resources among it, counts as namespaced.
 */
const kinds: Readonly<Record<string, readonly [versions: readonly string[], kinds: readonly string[]]>> = {
  '': [['v1'], ['ComponentStatus', 'Namespace', 'Node', 'NodeProxyOptions', 'PersistentVolume']],
  'admissionregistration.k8s.io': [
    ['v1', 'v1beta1'],
    ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
  ],
  'apiextensions.k8s.io': [['v1', 'v1beta1'], ['CustomResourceDefinition']],
  'apiregistration.k8s.io': [['v1', 'v1beta1'], ['APIService']],
  'certificates.k8s.io': [['v1', 'v1beta1'], ['CertificateSigningRequest']],
  'flowcontrol.apiserver.k8s.io': [['v1beta1'], ['FlowSchema', 'PriorityLevelConfiguration']],
  'networking.k8s.io': [['v1', 'v1beta1'], ['IngressClass']],
  'node.k8s.io': [['v1', 'v1beta1'], ['RuntimeClass']],
  policy: [['v1beta1'], ['PodSecurityPolicy']],
  'rbac.authorization.k8s.io': [
    ['v1', 'v1beta1'],
    ['ClusterRole', 'ClusterRoleBinding'],
  ],
  'scheduling.k8s.io': [['v1', 'v1beta1'], ['PriorityClass']],
  'storage.k8s.io': [
    ['v1', 'v1beta1'],
    ['CSIDriver', 'CSINode', 'StorageClass', 'VolumeAttachment'],
  ],
};

/** Whether kustomize is certain that objects of this kind have no namespace. */
export function isClusterScoped({ group, version, kind }: Gvk): boolean {
  const [versions, names] = Object.hasOwn(kinds, group) ? (kinds[group] ?? [[], []]) : [[], []];
  return versions.includes(version) && names.includes(kind);
}
