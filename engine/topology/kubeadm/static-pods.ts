import type { NodeTopology } from '../topology.ts';

interface StaticPodFacts {
  readonly component: string;
  readonly image: string;
  readonly command: readonly string[];
  readonly requests: Readonly<Record<string, string>>;
  readonly probe: { readonly path: string; readonly port: number };
  readonly annotations?: Readonly<Record<string, string>>;
  readonly readiness?: { readonly path: string; readonly port: number };
}

function components(address: string): readonly StaticPodFacts[] {
  return [
    {
      component: 'etcd',
      image: 'registry.k8s.io/etcd:3.5.4-0',
      command: ['etcd', `--advertise-client-urls=https://${address}:2379`, '--data-dir=/var/lib/etcd'],
      requests: { cpu: '100m', memory: '100Mi' },
      probe: { path: '/health', port: 2381 },
      annotations: { 'kubeadm.kubernetes.io/etcd.advertise-client-urls': `https://${address}:2379` },
    },
    {
      component: 'kube-apiserver',
      image: 'registry.k8s.io/kube-apiserver:v1.25.0',
      command: ['kube-apiserver', `--advertise-address=${address}`, '--service-cluster-ip-range=10.96.0.0/12'],
      requests: { cpu: '250m' },
      probe: { path: '/livez', port: 6443 },
      readiness: { path: '/readyz', port: 6443 },
      annotations: { 'kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint': `${address}:6443` },
    },
    {
      component: 'kube-controller-manager',
      image: 'registry.k8s.io/kube-controller-manager:v1.25.0',
      command: ['kube-controller-manager', '--cluster-cidr=172.16.0.0/16', '--leader-elect=true'],
      requests: { cpu: '200m' },
      probe: { path: '/healthz', port: 10257 },
    },
    {
      component: 'kube-scheduler',
      image: 'registry.k8s.io/kube-scheduler:v1.25.0',
      command: ['kube-scheduler', '--leader-elect=true'],
      requests: { cpu: '100m' },
      probe: { path: '/healthz', port: 10259 },
    },
  ];
}

/** The four manifests that kubeadm v1.25 writes into /etc/kubernetes/manifests, by file name. */
export function staticPods(node: NodeTopology): Readonly<Record<string, object>> {
  return Object.fromEntries(
    components(node.address).map((facts) => [`${facts.component}.yaml`, manifest(facts, node.address)]),
  );
}

function manifest(facts: StaticPodFacts, address: string): object {
  const probe = (of: { readonly path: string; readonly port: number }): object => ({
    httpGet: {
      host: of.port === 6443 ? address : '127.0.0.1',
      path: of.path,
      port: of.port,
      scheme: of.port === 2381 ? 'HTTP' : 'HTTPS',
    },
  });
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: facts.component,
      namespace: 'kube-system',
      labels: { component: facts.component, tier: 'control-plane' },
      ...(facts.annotations === undefined ? {} : { annotations: facts.annotations }),
    },
    spec: {
      containers: [
        {
          name: facts.component,
          image: facts.image,
          imagePullPolicy: 'IfNotPresent',
          command: facts.command,
          resources: { requests: facts.requests },
          livenessProbe: {
            ...probe(facts.probe),
            initialDelaySeconds: 10,
            periodSeconds: 10,
            timeoutSeconds: 15,
            failureThreshold: 8,
          },
          ...(facts.readiness === undefined
            ? {}
            : {
                readinessProbe: {
                  ...probe(facts.readiness),
                  periodSeconds: 1,
                  timeoutSeconds: 15,
                  failureThreshold: 3,
                },
              }),
          startupProbe: {
            ...probe(facts.probe),
            initialDelaySeconds: 10,
            periodSeconds: 10,
            timeoutSeconds: 15,
            failureThreshold: 24,
          },
        },
      ],
      hostNetwork: true,
      priorityClassName: 'system-node-critical',
      securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
    },
  };
}
