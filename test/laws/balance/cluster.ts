import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster, HttpOutcome, HttpTarget, Service, Source } from '../../../engine/index.ts';
import { loadManifests } from '../../../kubectl/manifest/load.ts';
import { deployment, service } from '../history/manifests.ts';
import { fleet } from '../history/topology.ts';
import { World } from '../history/world.ts';
import { Breach, type Ground } from '../law.ts';
import { readyPods } from '../safety/traffic.ts';

const METALLB = join(import.meta.dirname, '../../../scenarios/manifests/metallb.yaml');

/** The speakers wait 10 s before their first probe; images, pods and addresses take the rest. */
const READY_MS = 120_000;

/** How a request gets to the service from a place. */
export interface Way {
  readonly name: string;
  readonly source: Source;
  readonly target: HttpTarget;
  /** Whose rules it meets. */
  readonly node: string;
}

/** Deployment web with a service of type LoadBalancer, all pods ready: every way leads to it. */
export function balanced(ground: Ground, seed: string, replicas: number, spec: object = {}): World {
  const cluster = ground.start(fleet(3), { seed });
  const world = new World(cluster);
  for (const { value } of loadManifests(readFileSync(METALLB, 'utf8'), METALLB).documents) create(cluster, value);
  const bounds = { surge: 1, unavailable: 0, minReadySeconds: 0 };
  world.client.create('Deployment', 'default', deployment('web', replicas, bounds));
  world.client.create('Service', 'default', service('web', { type: 'LoadBalancer', ...spec }));
  const isDone = (): boolean => readyPods(cluster, 'web').length === replicas && externalAddress(cluster) !== undefined;
  if (!cluster.waitUntil(isDone, READY_MS))
    throw new Breach(cluster, 'web has no external address, or not all its pods are ready');
  return world;
}

function create(cluster: Cluster, value: unknown): void {
  const object = value as { apiVersion: string; kind: string; metadata: { namespace?: string } };
  const client = cluster.client('user');
  client.create(client.kindOf(object.apiVersion, object.kind)?.kind ?? object.kind, object.metadata.namespace, object);
}

const serviceOf = (cluster: Cluster): Service | undefined => cluster.view.get<Service>('Service', 'default', 'web');
const externalAddress = (cluster: Cluster): string | undefined =>
  serviceOf(cluster)?.status.loadBalancer?.ingress?.[0]?.ip;

/** The cluster IP from the control plane's node, the node port of every node and the external address from outside. */
export function waysTo(cluster: Cluster): readonly Way[] {
  const { clusterIP = '', ports = [] } = serviceOf(cluster)?.spec ?? {};
  const nodePort = ports[0]?.nodePort ?? 0;
  return [
    { name: 'the cluster IP', source: { from: 'node', node: 'm' }, target: to(clusterIP, 80), node: 'm' },
    ...cluster.topology.nodes.map(({ name, address }): Way => ({
      name: `the node port of ${name}`,
      source: { from: 'outside' },
      target: to(address, nodePort),
      node: name,
    })),
    // Whichever node announces the address.
    {
      name: 'the external address',
      source: { from: 'outside' },
      target: to(externalAddress(cluster) ?? '', 80),
      node: '',
    },
  ];
}

const to = (host: string, port: number): HttpTarget => ({ host, port, path: '/' });

export const ask = ({ reach }: Cluster, { source, target }: Way): HttpOutcome => reach.http(source, target);
