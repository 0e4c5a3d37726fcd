import type { RoleTable } from './rules.ts';

/** The Roles in `kube-system` and `kube-public`, as `NAMESPACE/NAME` (bootstrap policy, v1.25). */
export const NAMESPACED_ROLES: RoleTable = {
  'kube-public/system:controller:bootstrap-signer': `
    get list watch |  | configmaps
    update |  | configmaps | cluster-info
    create patch update | ,events.k8s.io | events`,
  'kube-system/extension-apiserver-authentication-reader': `
    get list watch |  | configmaps | extension-apiserver-authentication`,
  'kube-system/system::leader-locking-kube-controller-manager': `
    watch |  | configmaps
    get update |  | configmaps | kube-controller-manager`,
  'kube-system/system::leader-locking-kube-scheduler': `
    watch |  | configmaps
    get update |  | configmaps | kube-scheduler`,
  'kube-system/system:controller:bootstrap-signer': `
    get list watch |  | secrets`,
  'kube-system/system:controller:cloud-provider': `
    create get list watch |  | configmaps`,
  'kube-system/system:controller:token-cleaner': `
    delete get list watch |  | secrets
    create patch update | ,events.k8s.io | events`,
};

/** Who has them: `NAMESPACE/NAME` of the binding, the role's name, and its subjects. */
export const NAMESPACED_BINDINGS: readonly (readonly [binding: string, role: string, ...subjects: string[]])[] = [
  [
    'kube-public/system:controller:bootstrap-signer',
    'system:controller:bootstrap-signer',
    'ServiceAccount bootstrap-signer',
  ],
  [
    'kube-system/system::extension-apiserver-authentication-reader',
    'extension-apiserver-authentication-reader',
    'User system:kube-controller-manager',
    'User system:kube-scheduler',
  ],
  [
    'kube-system/system::leader-locking-kube-controller-manager',
    'system::leader-locking-kube-controller-manager',
    'User system:kube-controller-manager',
    'ServiceAccount kube-controller-manager',
  ],
  [
    'kube-system/system::leader-locking-kube-scheduler',
    'system::leader-locking-kube-scheduler',
    'User system:kube-scheduler',
    'ServiceAccount kube-scheduler',
  ],
  [
    'kube-system/system:controller:bootstrap-signer',
    'system:controller:bootstrap-signer',
    'ServiceAccount bootstrap-signer',
  ],
  ['kube-system/system:controller:cloud-provider', 'system:controller:cloud-provider', 'ServiceAccount cloud-provider'],
  ['kube-system/system:controller:token-cleaner', 'system:controller:token-cleaner', 'ServiceAccount token-cleaner'],
];
