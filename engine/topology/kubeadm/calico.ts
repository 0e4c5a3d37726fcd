/** The parts of Calico that the course's cluster shows: one agent on every node, one controller (172.16_net_calico.yaml, trimmed to what runs). */
const NODE_LABELS = { 'k8s-app': 'calico-node' };
const CONTROLLER_LABELS = { 'k8s-app': 'calico-kube-controllers' };

export const CALICO_NODE_DAEMONSET: object = {
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: 'calico-node', namespace: 'kube-system', labels: NODE_LABELS },
  spec: {
    selector: { matchLabels: NODE_LABELS },
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } },
    template: {
      metadata: { labels: NODE_LABELS },
      spec: {
        nodeSelector: { 'kubernetes.io/os': 'linux' },
        hostNetwork: true,
        tolerations: [
          { effect: 'NoSchedule', operator: 'Exists' },
          { key: 'CriticalAddonsOnly', operator: 'Exists' },
          { effect: 'NoExecute', operator: 'Exists' },
        ],
        serviceAccountName: 'calico-node',
        terminationGracePeriodSeconds: 0,
        priorityClassName: 'system-node-critical',
        containers: [
          {
            name: 'calico-node',
            image: 'docker.io/calico/node:v3.24.0',
            env: [
              { name: 'NODENAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
              { name: 'CALICO_IPV4POOL_CIDR', value: '172.16.0.0/16' },
            ],
            securityContext: { privileged: true },
            resources: { requests: { cpu: '250m' } },
          },
        ],
      },
    },
  },
};

export const CALICO_CONTROLLERS_DEPLOYMENT: object = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'calico-kube-controllers', namespace: 'kube-system', labels: CONTROLLER_LABELS },
  spec: {
    replicas: 1,
    selector: { matchLabels: CONTROLLER_LABELS },
    strategy: { type: 'Recreate' },
    template: {
      metadata: { name: 'calico-kube-controllers', namespace: 'kube-system', labels: CONTROLLER_LABELS },
      spec: {
        nodeSelector: { 'kubernetes.io/os': 'linux' },
        tolerations: [
          { key: 'CriticalAddonsOnly', operator: 'Exists' },
          { key: 'node-role.kubernetes.io/master', effect: 'NoSchedule' },
          { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' },
        ],
        serviceAccountName: 'calico-kube-controllers',
        priorityClassName: 'system-cluster-critical',
        containers: [
          {
            name: 'calico-kube-controllers',
            image: 'docker.io/calico/kube-controllers:v3.24.0',
            env: [
              { name: 'ENABLED_CONTROLLERS', value: 'node' },
              { name: 'DATASTORE_TYPE', value: 'kubernetes' },
            ],
          },
        ],
      },
    },
  },
};
