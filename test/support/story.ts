import { Cluster, type Pod } from '../../engine/index.ts';
import { topology } from '../../scenarios/topologies.ts';

export interface Story {
  /** The whole trace, one JSON text a line. */
  readonly trace: string;
  /** Names of the deployment's pods at the end. */
  readonly pods: readonly string[];
}

/** A deployment with a service on the course's cluster: made, rolled out, hit by a pod's death and by a kubelet that stops. */
export function story(seed: string): Story {
  const cluster = Cluster.start(topology('course'), { seed });
  const client = cluster.client('kubectl');
  const ref = { kind: 'Deployment', namespace: 'default', name: 'web' };
  client.create('Service', 'default', SERVICE);
  client.create('Deployment', 'default', DEPLOYMENT);
  cluster.advance(60_000);
  client.patch(ref, 'strategic', {
    spec: { template: { spec: { containers: [{ name: 'nginx', image: 'nginx:1.23' }] } } },
  });
  cluster.advance(60_000);
  const [victim = ''] = podsOf(cluster);
  client.delete({ kind: 'Pod', namespace: 'default', name: victim });
  cluster.advance(30_000);
  cluster.stop('kubelet', 'w1-k8s');
  cluster.advance(400_000);
  cluster.start('kubelet', 'w1-k8s');
  cluster.advance(60_000);
  return {
    trace: cluster.trace
      .entries()
      .map((entry) => JSON.stringify(entry))
      .join('\n'),
    pods: podsOf(cluster),
  };
}

function podsOf(cluster: Cluster): readonly string[] {
  return cluster.view.by<Pod>('Pod', 'label', 'default/app=web').map(({ metadata }) => metadata.name);
}

const LABELS = { app: 'web' };

const SERVICE = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web' },
  spec: { selector: LABELS, ports: [{ port: 80 }] },
};

const DEPLOYMENT = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', labels: LABELS },
  spec: {
    replicas: 6,
    selector: { matchLabels: LABELS },
    template: {
      metadata: { labels: LABELS },
      spec: { containers: [{ name: 'nginx', image: 'nginx', readinessProbe: { httpGet: { path: '/', port: 80 } } }] },
    },
  },
};
