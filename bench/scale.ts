import { Cluster, type Deployment, type NodeTopology, type Pod, type Topology } from '../engine/index.ts';
import { type Figure, figure } from './figure.ts';

const REPLICAS = 50;

/** 1,000 nodes; 400 deployments of 50 replicas with services, from the first create to the last ready endpoint. */
export function scale(): readonly Figure[] {
  fill(50, 4);
  const small = fill(1000, 20);
  const large = fill(1000, 400);
  const smallDeathMs = death(fill(1000, 2).cluster);
  const largeDeathMs = death(large.cluster);
  return [
    figure('pods_per_second_1000_nodes', large.pods / (large.ms / 1000), 'pods/s'),
    figure('pod_cost_growth', large.ms / large.pods / (small.ms / small.pods), 'ratio'),
    figure('death_cost_growth', largeDeathMs / smallDeathMs, 'ratio'),
  ];
}

interface Filled {
  readonly cluster: Cluster;
  readonly pods: number;
  readonly ms: number;
}

function fill(nodes: number, deployments: number): Filled {
  const cluster = Cluster.start(topologyOf(nodes), { seed: 'scale' });
  const client = cluster.client('bench');
  const begin = performance.now();
  for (let i = 0; i < deployments; i++) {
    client.create('Service', 'default', service(`app-${i}`));
    client.create('Deployment', 'default', deployment(`app-${i}`));
  }
  const isDone = (): boolean =>
    cluster.view.list<Deployment>('Deployment').every((each) => each.status.readyReplicas === REPLICAS);
  for (let waited = 0; !isDone(); waited += 5000) {
    if (waited > 600_000) throw new Error('the deployments did not become ready within ten virtual minutes');
    cluster.advance(5000);
  }
  return { cluster, pods: deployments * REPLICAS, ms: performance.now() - begin };
}

/** Median wall time from one pod's death to its replacement's readiness. */
function death(cluster: Cluster): number {
  const client = cluster.client('bench');
  const times: number[] = [];
  for (let i = 0; i < 15; i++) {
    const pod = cluster.view.by<Pod>('Pod', 'label', 'default/app=app-1')[0];
    if (pod === undefined) throw new Error('no pod of app-1');
    const begin = performance.now();
    client.delete({ kind: 'Pod', namespace: 'default', name: pod.metadata.name });
    const isBack = (): boolean =>
      cluster.view.get<Pod>('Pod', 'default', pod.metadata.name) === undefined &&
      cluster.view.get<Deployment>('Deployment', 'default', 'app-1')?.status.readyReplicas === REPLICAS;
    if (!cluster.waitUntil(isBack, 120_000)) throw new Error('the pod was not replaced');
    times.push(performance.now() - begin);
  }
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;
}

const topologies = new Map<number, Topology>();

function topologyOf(count: number): Topology {
  const known = topologies.get(count);
  if (known !== undefined) return known;
  const nodes = Array.from({ length: count + 1 }, (_, index) => node(index));
  const made: Topology = {
    name: `scale-${count}`,
    startTime: '2022-10-03T00:00:00Z',
    nodes,
    podNetwork: '10.128.0.0/9',
    serviceNetwork: '10.96.0.0/12',
    system: 'bare',
    leaderElection: false,
    agent: 'kubelet',
    nfsExports: [],
    timings: {},
  };
  topologies.set(count, made);
  return made;
}

function node(index: number): NodeTopology {
  const controlPlane = index === 0;
  return {
    name: controlPlane ? 'm-k8s' : `w${index}-k8s`,
    address: `192.168.${index >> 8}.${index & 255}`,
    controlPlane,
    labels: controlPlane ? { 'node-role.kubernetes.io/control-plane': '' } : {},
    taints: controlPlane ? [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }] : [],
    cpu: '8',
    memory: '32Gi',
    allocatableMemory: '32Gi',
    ephemeralStorage: '100Gi',
    pods: 110,
    podBlock: `10.${128 + (index >> 8)}.${index & 255}.0/24`,
    kubeletVersion: 'v1.25.0',
    osImage: 'CentOS Linux 7 (Core)',
    kernelVersion: '3.10.0-1127.19.1.el7.x86_64',
    containerRuntime: 'containerd://1.6.7',
  };
}

function deployment(name: string): object {
  const labels = { app: name };
  const probe = { httpGet: { path: '/', port: 80 } };
  const containers = [
    {
      name: 'nginx',
      image: 'nginx',
      ports: [{ containerPort: 80 }],
      readinessProbe: probe,
      resources: { requests: { cpu: '50m', memory: '64Mi' } },
    },
  ];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels },
    spec: {
      replicas: REPLICAS,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers } },
    },
  };
}

function service(name: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { selector: { app: name }, ports: [{ port: 80 }] },
  };
}
