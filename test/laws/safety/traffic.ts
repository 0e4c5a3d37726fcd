import type { Cluster, Pod, Service } from '../../../engine/index.ts';
import { type History, smaller, tell } from '../history/action.ts';
import { trafficChanges } from '../history/arbitrary.ts';
import { isReady } from '../history/desired.ts';
import { drive } from '../history/drive.ts';
import { service } from '../history/manifests.ts';
import { NODE_LOSS_MS } from '../history/timers.ts';
import { fleet } from '../history/topology.ts';
import { Breach, type Law } from '../law.ts';
import { isActive } from './pods.ts';

const APPS = ['web', 'api'] as const;

/** The control plane's node has all programs and no pods: its rules are always the newest. */
const FROM = { from: 'node', node: 'm' } as const;

/** At each instant: one endpoint too many among a few does not stay hidden for long. */
const REQUESTS = 4;

export const traffic: Law<History> = {
  name: 'traffic',
  says: 'at every instant a service sends requests to ready pods that it selects and to nobody else, and answers if there are any',
  runs: 40,
  arbitrary: trafficChanges,
  check: (history, ground) =>
    drive(ground, 'traffic', {
      topology: fleet(3),
      history,
      restMs: NODE_LOSS_MS,
      prepare: (cluster) => {
        for (const app of APPS) cluster.client('user').create('Service', 'default', service(app));
      },
      atRest: (cluster) => {
        // Whom a stopped controller manager would have taken off the list stays on it.
        if (!cluster.isRunning('kube-controller-manager')) return;
        for (const app of APPS) for (let i = 0; i < REQUESTS; i++) request(cluster, app);
      },
    }),
  smaller,
  tell,
};

function request(cluster: Cluster, app: string): void {
  const host = cluster.view.get<Service>('Service', 'default', app)?.spec.clusterIP ?? '';
  const outcome = cluster.reach.http(FROM, { host, port: 80, path: '/' });
  const ready = readyPods(cluster, app);
  if (outcome.outcome === 'answered') {
    if (ready.some((pod) => `default/${pod.metadata.name}` === outcome.by)) return;
    throw new Breach(
      cluster,
      `a request to service ${app} was answered by ${outcome.by}, ${whyNot(cluster, outcome.by, app)}`,
    );
  }
  // Pods that died or are cut off a moment ago are still ready as far as the API knows.
  if (ready.length === 0 || !ready.every((pod) => listens(cluster, pod))) return;
  throw new Breach(
    cluster,
    `a request to service ${app} with ${ready.length} ready pods was not answered: ${outcome.why}`,
  );
}

/** The pods a service must send requests to. */
export function readyPods(cluster: Cluster, app: string): readonly Pod[] {
  const pods = cluster.view.by<Pod>('Pod', 'label', `default/app=${app}`);
  return pods.filter((pod) => isActive(pod) && isReady(pod));
}

function listens({ machines }: Cluster, { spec, status }: Pod): boolean {
  const isUp = machines.get(spec.nodeName ?? '')?.isRunning('machine') === true;
  return isUp && machines.at(status.podIP ?? '', 80) !== undefined;
}

export function whyNot(cluster: Cluster, by: string, app: string): string {
  const pod = cluster.view.get<Pod>('Pod', 'default', by.slice(by.indexOf('/') + 1));
  if (pod === undefined) return 'which does not exist any more';
  if (pod.metadata.labels?.['app'] !== app) return 'which the service does not select';
  return pod.metadata.deletionTimestamp === undefined ? 'which is not ready' : 'which is being deleted';
}
