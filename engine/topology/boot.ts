import type { KubeObject } from '../api/object.ts';
import type { ApiServer } from '../api/server.ts';
import type { Caller } from '../api/server/core.ts';
import { localApiServices } from '../kinds/apiregistration/local-services.ts';
import type { Endpoints, EndpointSlice } from '../kinds/types.ts';
import {
  bootstrapClusterRoleBindings,
  bootstrapClusterRoles,
  bootstrapNamespacedRoles,
} from '../kinds/rbac/bootstrap.ts';
import { CALICO_CONTROLLERS_DEPLOYMENT, CALICO_NODE_DAEMONSET } from './kubeadm/calico.ts';
import { COREDNS_CONFIG, COREDNS_DEPLOYMENT, COREDNS_ROLES, KUBE_DNS_SERVICE } from './kubeadm/coredns.ts';
import { KUBE_PROXY_DAEMONSET, kubeProxyConfig } from './kubeadm/kube-proxy.ts';
import type { Topology } from './topology.ts';

/** Who makes the first objects: the API server itself and kubeadm. */
const KUBEADM: Caller = {
  user: 'kubernetes-admin',
  groups: ['system:masters'],
  by: 'kubeadm',
  manager: 'kubeadm',
  component: true,
};

const NAMESPACES = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

/** Everything that is in the API before a node joins: what kube-apiserver makes at its first start, and what kubeadm adds. */
export function bootObjects(api: ApiServer, topology: Topology): void {
  const objects = [...firstObjects(topology), ...(topology.system === 'kubeadm' ? kubeadmObjects(topology) : [])];
  for (const object of objects) {
    const { kind, metadata } = object as { kind: string; metadata: { namespace?: string } };
    api.create(KUBEADM, kind, metadata.namespace, object);
  }
}

function firstObjects(topology: Topology): readonly object[] {
  return [
    ...NAMESPACES.map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })),
    ...bootstrapClusterRoles(),
    ...bootstrapClusterRoleBindings(),
    ...bootstrapNamespacedRoles(),
    ...localApiServices(),
    priorityClass(
      'system-cluster-critical',
      2_000_000_000,
      'Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.',
    ),
    priorityClass(
      'system-node-critical',
      2_000_001_000,
      'Used for system critical pods that must not be moved from their current node.',
    ),
    ...apiServerObjects(topology),
  ];
}

/** The service of the API server itself, and where it can be reached: what it makes again when they are gone. */
export function apiServerObjects(topology: Topology): readonly KubeObject[] {
  const master = topology.nodes.find((node) => node.controlPlane) ?? topology.nodes[0];
  const address = master?.address ?? '127.0.0.1';
  const serviceLabels = { component: 'apiserver', provider: 'kubernetes' };
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'kubernetes', namespace: 'default', labels: serviceLabels },
    spec: {
      type: 'ClusterIP',
      clusterIP: firstAddress(topology.serviceNetwork),
      ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: 6443 }],
    },
  };
  return [service, ...(topology.agent === 'kubelet' ? ownEndpoints(address) : [])];
}

/** Where the API server itself can be reached. The recorded control planes, which are other agents' topologies, published none. */
function ownEndpoints(address: string): readonly KubeObject[] {
  const endpoints: Endpoints = {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: {
      name: 'kubernetes',
      namespace: 'default',
      labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' },
    },
    subsets: [{ addresses: [{ ip: address }], ports: [{ name: 'https', port: 6443, protocol: 'TCP' }] }],
  };
  const slice: EndpointSlice = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'kubernetes', namespace: 'default', labels: { 'kubernetes.io/service-name': 'kubernetes' } },
    addressType: 'IPv4',
    endpoints: [{ addresses: [address], conditions: { ready: true } }],
    ports: [{ name: 'https', port: 6443, protocol: 'TCP' }],
  };
  return [endpoints, slice];
}

function kubeadmObjects(topology: Topology): readonly object[] {
  const serviceAccounts = ['coredns', 'kube-proxy', 'calico-node', 'calico-kube-controllers'];
  return [
    ...serviceAccounts.map((name) => ({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name, namespace: 'kube-system' },
    })),
    KUBE_DNS_SERVICE,
    COREDNS_CONFIG,
    kubeProxyConfig(topology),
    COREDNS_DEPLOYMENT,
    KUBE_PROXY_DAEMONSET,
    CALICO_NODE_DAEMONSET,
    CALICO_CONTROLLERS_DEPLOYMENT,
    ...COREDNS_ROLES,
  ];
}

function priorityClass(name: string, value: number, description: string): object {
  return {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name },
    value,
    description,
    preemptionPolicy: 'PreemptLowerPriority',
  };
}

/** The first address of a network: what the service `kubernetes` gets. */
function firstAddress(network: string): string {
  const [base = ''] = network.split('/');
  const parts = base.split('.').map(Number);
  return [...parts.slice(0, 3), (parts[3] ?? 0) + 1].join('.');
}
