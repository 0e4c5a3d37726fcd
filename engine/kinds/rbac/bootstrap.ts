/** The roles and bindings that a cluster is born with: the ones for users whole, of the system's own those that the engine needs. */
import type { ClusterRole, ClusterRoleBinding, PolicyRule } from '../types.ts';

const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'delete', 'deletecollection', 'patch', 'update'];
const ALL = ['*'];

const rule = (group: string, resources: readonly string[], verbs: readonly string[]): PolicyRule => ({
  apiGroups: [group],
  resources: [...resources],
  verbs: [...verbs],
});

const CORE_CONTENT = [
  'configmaps',
  'events',
  'persistentvolumeclaims',
  'replicationcontrollers',
  'replicationcontrollers/scale',
  'services',
];
const WORKLOADS = [
  'daemonsets',
  'deployments',
  'deployments/scale',
  'replicasets',
  'replicasets/scale',
  'statefulsets',
  'statefulsets/scale',
];

const VIEW_RULES: readonly PolicyRule[] = [
  rule(
    '',
    [
      'endpoints',
      'persistentvolumeclaims',
      'persistentvolumeclaims/status',
      'pods',
      'serviceaccounts',
      'services',
      'services/status',
    ],
    READ,
  ),
  rule(
    '',
    ['configmaps', 'replicationcontrollers', 'replicationcontrollers/scale', 'replicationcontrollers/status'],
    READ,
  ),
  rule(
    '',
    [
      'bindings',
      'events',
      'limitranges',
      'namespaces/status',
      'pods/log',
      'pods/status',
      'resourcequotas',
      'resourcequotas/status',
      'namespaces',
    ],
    READ,
  ),
  rule('discovery.k8s.io', ['endpointslices'], READ),
  rule(
    'apps',
    [
      'controllerrevisions',
      ...WORKLOADS,
      'daemonsets/status',
      'deployments/status',
      'replicasets/status',
      'statefulsets/status',
    ],
    READ,
  ),
  rule('autoscaling', ['horizontalpodautoscalers', 'horizontalpodautoscalers/status'], READ),
  rule('batch', ['cronjobs', 'cronjobs/status', 'jobs', 'jobs/status'], READ),
  rule('policy', ['poddisruptionbudgets', 'poddisruptionbudgets/status'], READ),
  rule('networking.k8s.io', ['ingresses', 'ingresses/status', 'networkpolicies'], READ),
];

const EDIT_RULES: readonly PolicyRule[] = [
  rule('', ['pods/attach', 'pods/exec', 'pods/portforward', 'pods/proxy', 'secrets', 'services/proxy'], READ),
  rule('', ['serviceaccounts'], ['impersonate']),
  rule('', ['pods', 'pods/attach', 'pods/exec', 'pods/portforward', 'pods/proxy'], WRITE),
  rule('', ['pods/eviction'], ['create']),
  rule('', [...CORE_CONTENT, 'secrets', 'serviceaccounts', 'services/proxy'], WRITE),
  rule('', ['serviceaccounts/token'], ['create']),
  rule('apps', [...WORKLOADS, 'deployments/rollback'], WRITE),
  rule('autoscaling', ['horizontalpodautoscalers'], WRITE),
  rule('batch', ['cronjobs', 'jobs'], WRITE),
  rule('policy', ['poddisruptionbudgets'], WRITE),
  rule('networking.k8s.io', ['ingresses', 'networkpolicies'], WRITE),
];

const ADMIN_RULES: readonly PolicyRule[] = [
  rule('authorization.k8s.io', ['localsubjectaccessreviews'], ['create']),
  rule('rbac.authorization.k8s.io', ['rolebindings', 'roles'], [...READ, ...WRITE]),
];

const aggregates = (role: string): { readonly [label: string]: string } => ({
  [`rbac.authorization.k8s.io/aggregate-to-${role}`]: 'true',
});

interface RoleOptions {
  readonly labels?: Readonly<Record<string, string>>;
  /** Filled from the roles with this aggregation label. */
  readonly aggregatesFrom?: string;
}

function clusterRole(
  name: string,
  rules: readonly PolicyRule[],
  { labels = {}, aggregatesFrom }: RoleOptions = {},
): ClusterRole {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: {
      name,
      labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults', ...labels },
      annotations: { 'rbac.authorization.kubernetes.io/autoupdate': 'true' },
    },
    ...(aggregatesFrom === undefined
      ? {}
      : { aggregationRule: { clusterRoleSelectors: [{ matchLabels: aggregates(aggregatesFrom) }] } }),
    rules,
  };
}

const REVIEWS = rule('authorization.k8s.io', ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'], ['create']);
const DISCOVERY_PATHS = [
  '/api',
  '/api/*',
  '/apis',
  '/apis/*',
  '/healthz',
  '/livez',
  '/openapi',
  '/openapi/*',
  '/readyz',
  '/version',
  '/version/',
];
const PUBLIC_PATHS = ['/healthz', '/livez', '/readyz', '/version', '/version/'];
const paths = (nonResourceURLs: readonly string[]): PolicyRule => ({
  nonResourceURLs: [...nonResourceURLs],
  verbs: ['get'],
});

/** The ClusterRoles of a new cluster (bootstrap policy, v1.25). */
export const BOOTSTRAP_CLUSTER_ROLES: readonly ClusterRole[] = [
  clusterRole('cluster-admin', [rule('*', ['*'], ALL), { nonResourceURLs: ['*'], verbs: ['*'] }]),
  clusterRole('admin', [...ADMIN_RULES, ...EDIT_RULES, ...VIEW_RULES], { aggregatesFrom: 'admin' }),
  clusterRole('edit', [...EDIT_RULES, ...VIEW_RULES], { aggregatesFrom: 'edit', labels: aggregates('admin') }),
  clusterRole('view', VIEW_RULES, { aggregatesFrom: 'view', labels: aggregates('edit') }),
  clusterRole('system:aggregate-to-admin', ADMIN_RULES, { labels: aggregates('admin') }),
  clusterRole('system:aggregate-to-edit', EDIT_RULES, { labels: aggregates('edit') }),
  clusterRole('system:aggregate-to-view', VIEW_RULES, { labels: aggregates('view') }),
  clusterRole('system:basic-user', [REVIEWS]),
  clusterRole('system:discovery', [paths(DISCOVERY_PATHS)]),
  clusterRole('system:public-info-viewer', [paths(PUBLIC_PATHS)]),
  clusterRole('system:node', [
    rule(
      '',
      [
        'nodes',
        'nodes/status',
        'pods',
        'pods/status',
        'pods/eviction',
        'events',
        'services',
        'configmaps',
        'secrets',
        'persistentvolumeclaims',
        'persistentvolumes',
      ],
      [...READ, 'create', 'delete', 'patch', 'update'],
    ),
    rule('', ['serviceaccounts/token'], ['create']),
    rule('coordination.k8s.io', ['leases'], ['create', 'delete', 'get', 'patch', 'update']),
    rule(
      'storage.k8s.io',
      ['csidrivers', 'csinodes', 'volumeattachments'],
      [...READ, 'create', 'delete', 'patch', 'update'],
    ),
  ]),
  clusterRole('system:kube-scheduler', [
    rule(
      '',
      [
        'nodes',
        'pods',
        'namespaces',
        'persistentvolumeclaims',
        'persistentvolumes',
        'replicationcontrollers',
        'services',
      ],
      READ,
    ),
    rule('', ['bindings', 'pods/binding'], ['create']),
    rule('', ['pods/status'], ['patch', 'update']),
    rule('', ['pods'], ['delete']),
    rule('', ['events'], ['create', 'patch', 'update']),
    rule('coordination.k8s.io', ['leases'], ['create', 'get', 'update']),
  ]),
  clusterRole('system:kube-controller-manager', [rule('*', ['*'], [...READ, 'create', 'delete', 'patch', 'update'])]),
  clusterRole('system:node-proxier', [
    rule('', ['endpoints', 'services', 'nodes'], READ),
    rule('discovery.k8s.io', ['endpointslices'], ['list', 'watch']),
    rule('', ['events'], ['create', 'patch', 'update']),
  ]),
  clusterRole('system:persistent-volume-provisioner', [
    rule('', ['persistentvolumes'], [...READ, 'create', 'delete']),
    rule('', ['persistentvolumeclaims'], [...READ, 'update']),
    rule('storage.k8s.io', ['storageclasses'], READ),
  ]),
];

const bind = (
  name: string,
  role: string,
  subjects: readonly (readonly ['User' | 'Group', string])[],
): ClusterRoleBinding => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRoleBinding',
  metadata: {
    name,
    labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' },
    annotations: { 'rbac.authorization.kubernetes.io/autoupdate': 'true' },
  },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
  subjects: subjects.map(([kind, subject]) => ({ apiGroup: 'rbac.authorization.k8s.io', kind, name: subject })),
});

const AUTHENTICATED = ['Group', 'system:authenticated'] as const;
const UNAUTHENTICATED = ['Group', 'system:unauthenticated'] as const;

/** The ClusterRoleBindings of a new cluster (bootstrap policy, v1.25). */
export const BOOTSTRAP_CLUSTER_ROLE_BINDINGS: readonly ClusterRoleBinding[] = [
  bind('cluster-admin', 'cluster-admin', [['Group', 'system:masters']]),
  bind('system:basic-user', 'system:basic-user', [AUTHENTICATED]),
  bind('system:discovery', 'system:discovery', [AUTHENTICATED]),
  bind('system:public-info-viewer', 'system:public-info-viewer', [AUTHENTICATED, UNAUTHENTICATED]),
  bind('system:kube-scheduler', 'system:kube-scheduler', [['User', 'system:kube-scheduler']]),
  bind('system:kube-controller-manager', 'system:kube-controller-manager', [
    ['User', 'system:kube-controller-manager'],
  ]),
  bind('system:node-proxier', 'system:node-proxier', [['User', 'system:kube-proxy']]),
];
