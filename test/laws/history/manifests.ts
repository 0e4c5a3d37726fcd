import type { AppName, Strategy } from './action.ts';
import { KINDS } from './action.ts';

const GROUPS: Readonly<Record<(typeof KINDS)[AppName], string>> = {
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  Job: 'batch/v1',
};

/** A web server that is ready when it answers, and takes a tenth of a CPU. */
export function podSpec(image: string, cpu = '100m'): object {
  return {
    containers: [
      {
        name: 'main',
        image,
        readinessProbe: { httpGet: { path: '/', port: 80 }, periodSeconds: 2 },
        resources: { requests: { cpu } },
      },
    ],
  };
}

function head(name: AppName, spec: object): object {
  const kind = KINDS[name];
  return { apiVersion: GROUPS[kind], kind, metadata: { name, labels: { app: name } }, spec };
}

const templated = (name: AppName, spec: object): object => ({
  selector: { matchLabels: { app: name } },
  template: { metadata: { labels: { app: name } }, spec },
});

export function strategySpec({ surge, unavailable, minReadySeconds }: Strategy): object {
  const rollingUpdate = { maxSurge: surge, maxUnavailable: unavailable };
  return { strategy: { type: 'RollingUpdate', rollingUpdate }, minReadySeconds };
}

export function deployment(name: AppName, replicas: number, strategy: Strategy): object {
  return head(name, { replicas, ...strategySpec(strategy), ...templated(name, podSpec('nginx:1.21')) });
}

/** The other workloads: each with what it alone has (claims, a pod on every node, an end). */
export function workload(name: AppName, replicas: number): object {
  switch (KINDS[name]) {
    case 'StatefulSet':
      return head(name, {
        replicas,
        serviceName: name,
        ...templated(name, podSpec('nginx:1.21')),
        volumeClaimTemplates: [
          {
            metadata: { name: 'data' },
            spec: {
              storageClassName: 'local',
              accessModes: ['ReadWriteOnce'],
              resources: { requests: { storage: '1Gi' } },
            },
          },
        ],
      });
    case 'DaemonSet':
      return head(name, templated(name, podSpec('nginx:1.21')));
    case 'Job': {
      const container = { name: 'main', image: 'busybox', command: ['sleep', '20'] };
      const spec = { restartPolicy: 'OnFailure', containers: [container] };
      return head(name, {
        completions: Math.max(1, replicas),
        parallelism: 2,
        template: { metadata: { labels: { app: name } }, spec },
      });
    }
    case 'Deployment':
      throw new Error(`${name} is a deployment`);
  }
}

/** Selects the pods of an app; its node port and external address are fixed by the app. */
export function service(name: string, spec: object = {}): object {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { selector: { app: name }, ports: [{ port: 80 }], ...spec },
  };
}

/** Directories of nodes, made when the first pod of a claim is placed; they outlive it. */
export const STORAGE_CLASS: object = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'local' },
  provisioner: 'seatrial.dev/hostpath',
  reclaimPolicy: 'Retain',
  volumeBindingMode: 'WaitForFirstConsumer',
};
