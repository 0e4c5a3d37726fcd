import type { FieldSpec } from './transform/field-specs.ts';
import { configured, inContainers, inPods, placed } from './pod-fields.ts';
import type { Gvk } from './resource.ts';

/** Which fields name resources of a kind. */
export interface ReferenceRule {
  readonly target: Partial<Gvk>;
  readonly fields: readonly FieldSpec[];
}

function of(kinds: readonly string[], paths: readonly string[], group?: string): readonly FieldSpec[] {
  return kinds.flatMap((kind) => paths.map((path) => ({ kind, path, ...(group === undefined ? {} : { group }) })));
}

const RBAC = 'rbac.authorization.k8s.io';
const ADMISSION = 'admissionregistration.k8s.io';
const bindings = ['RoleBinding', 'ClusterRoleBinding'];
const roles = ['Role', 'ClusterRole'];
const ingressAnnotations = ['ingress.kubernetes.io\\/auth-secret'].flatMap((name) => [name, `nginx.${name}`]);

/**
 * Fields that hold the name of another resource (v4.5.7, builtinpluginconsts/namereference.go), in the order in which kustomize goes
 * through the kinds named: a name that both a ConfigMap and a Secret have is the ConfigMap's.
 */
export const referenceRules: readonly ReferenceRule[] = [
  {
    target: { version: 'v1', kind: 'ServiceAccount' },
    fields: [...of(bindings, ['subjects'], RBAC), ...inPods(placed, ['serviceAccountName'])],
  },
  { target: { group: RBAC, kind: 'Role' }, fields: of(['RoleBinding'], ['roleRef/name'], RBAC) },
  { target: { group: RBAC, kind: 'ClusterRole' }, fields: of(bindings, ['roleRef/name'], RBAC) },
  {
    target: { version: 'v1', kind: 'ConfigMap' },
    fields: [
      ...inPods(configured, [
        'volumes/configMap/name',
        'volumes/projected/sources/configMap/name',
        ...inContainers('env/valueFrom/configMapKeyRef/name'),
        ...inContainers('envFrom/configMapRef/name'),
      ]),
      ...of(['Node'], ['spec/configSource/configMap']),
      ...of(roles, ['rules/resourceNames']),
      ...of(['Ingress'], ['metadata/annotations/nginx.ingress.kubernetes.io\\/fastcgi-params-configmap']),
    ],
  },
  {
    target: { version: 'v1', kind: 'Secret' },
    fields: [
      ...inPods(configured, [
        'volumes/secret/secretName',
        'volumes/projected/sources/secret/name',
        'imagePullSecrets/name',
        ...inContainers('env/valueFrom/secretKeyRef/name'),
        ...inContainers('envFrom/secretRef/name'),
      ]),
      ...of(
        ['Ingress'],
        [
          'spec/tls/secretName',
          ...ingressAnnotations.map((name) => `metadata/annotations/${name}`),
          'metadata/annotations/nginx.ingress.kubernetes.io\\/auth-tls-secret',
        ],
      ),
      ...of(['ServiceAccount'], ['imagePullSecrets/name']),
      ...of(
        ['StorageClass'],
        ['secretName', 'adminSecretName', 'userSecretName', 'secretRef'].map((name) => `parameters/${name}`),
      ),
      ...of(roles, ['rules/resourceNames']),
      {
        group: 'serving.knative.dev',
        version: 'v1',
        kind: 'Service',
        path: 'spec/template/spec/containers/env/valueFrom/secretKeyRef/name',
      },
      ...of(['PersistentVolume'], ['spec/azureFile/secretName']),
    ],
  },
  {
    target: { version: 'v1', kind: 'Service' },
    fields: [
      ...of(['StatefulSet'], ['spec/serviceName'], 'apps'),
      ...of(
        ['Ingress'],
        [
          'spec/rules/http/paths/backend/serviceName',
          'spec/backend/serviceName',
          'spec/rules/http/paths/backend/service/name',
          'spec/defaultBackend/service/name',
        ],
      ),
      ...of(['APIService'], ['spec/service/name'], 'apiregistration.k8s.io'),
      ...of(
        ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'],
        ['webhooks/clientConfig/service'],
        ADMISSION,
      ),
    ],
  },
  {
    target: { group: 'scheduling.k8s.io', version: 'v1', kind: 'PriorityClass' },
    fields: inPods(placed, ['priorityClassName']),
  },
  {
    target: { version: 'v1', kind: 'PersistentVolume' },
    fields: [...of(['PersistentVolumeClaim'], ['spec/volumeName']), ...of(['ClusterRole'], ['rules/resourceNames'])],
  },
  {
    target: { version: 'v1', kind: 'PersistentVolumeClaim' },
    fields: inPods(placed, ['volumes/persistentVolumeClaim/claimName']),
  },
  ...['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'].map((kind) => ({
    target: { kind },
    fields: of(['HorizontalPodAutoscaler'], ['spec/scaleTargetRef/name']),
  })),
  {
    target: { group: 'storage.k8s.io', version: 'v1', kind: 'StorageClass' },
    fields: [
      ...of(['PersistentVolume', 'PersistentVolumeClaim'], ['spec/storageClassName']),
      ...of(['StatefulSet'], ['spec/volumeClaimTemplates/spec/storageClassName']),
    ],
  },
];
