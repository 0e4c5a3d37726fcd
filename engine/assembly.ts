import { type ApiAnswers, withApi } from './network/reach/api-over-http.ts';
import type { AdmissionPlugin } from './api/admission.ts';
import { type Kind, kindId } from './api/kind.ts';
import type { KubeObject } from './api/object.ts';
import type { ApiServer } from './api/server.ts';
import type { Authorizer } from './api/server/core.ts';
import type { Component } from './component/component.ts';
import type { View } from './component/view.ts';
import type { ImageCatalogue, Reach } from './component/workload.ts';
import { componentStatuses } from './component-health.ts';
import { controllers } from './controllers/index.ts';
import type { Change } from './kernel/store.ts';
import type { Random } from './kernel/random.ts';
import { admissionPlugins } from './kinds/admission/index.ts';
import { customKinds } from './kinds/apiextensions/custom-resource.ts';
import { KINDS } from './kinds/index.ts';
import { authorizer } from './kinds/rbac/authorizer.ts';
import type { CustomResourceDefinition } from './kinds/types.ts';
import {
  createKubeletComponents,
  DEFAULT_TIMINGS,
  HOLLOW_TIMINGS,
  type KubeletTimings,
  type Machine,
  Machines,
  PUPPET_TIMINGS,
} from './kubelet/index.ts';
import { createCatalogue, hollowCatalogue, puppetCatalogue } from './kubelet/images/index.ts';
import { Metrics, METRICS_SERVER } from './metrics.ts';
import { liveMetrics, METRICS_KINDS } from './metrics-api.ts';
import { createNetwork, type Network } from './network/index.ts';
import { createScheduler } from './scheduler/index.ts';
import { apiServerObjects } from './topology/boot.ts';
import { AUTHORITY } from './topology/ca.ts';
import { machinesOf } from './topology/machines.ts';
import { DEFAULT_PROVISIONERS, type Topology } from './topology/topology.ts';

export interface Surroundings {
  readonly topology: Topology;
  readonly random: Random;
  nowMs(): number;
  api(): ApiServer;
  isRunning(process: string, node: string): boolean;
  sharedOf(component: string): unknown;
  /** Writes a line of the scenario into the trace. */
  mark(text: string, detail: Readonly<Record<string, unknown>>): void;
  /** Who speaks for the API server over the network, if anybody. */
  apiAnswers(): ApiAnswers | undefined;
}

/** The rooms of the engine put together: what the cluster runs, and what it asks of them. */
export interface Parts {
  readonly kinds: readonly Kind[];
  readonly admission: readonly AdmissionPlugin[];
  readonly authorize: Authorizer;
  readonly components: readonly Component[];
  readonly machines: Machines;
  readonly reach: Reach;
  readonly network: Network;
  readonly metrics: Metrics;
  /** A change that the composition itself answers: custom kinds come and go with their definitions. */
  onChange(change: Change<KubeObject>): void;
  /** The objects of a kind that the API server does not store. */
  live(kind: string): readonly KubeObject[];
  onStop(process: string, node: string): void;
  onStart(process: string, node: string): void;
  adopt(other: Parts): void;
}

/** Makes every part of one cluster. Parts meet only here. */
export function assemble(around: Surroundings): Parts {
  const { topology } = around;
  const machines = new Machines({ nowMs: () => around.nowMs(), reach: () => reach });
  for (const machine of machinesOf(topology)) machines.add(machine);
  const view = lazyView(around);
  const network: Network = createNetwork({
    view,
    listeners: () => machines,
    nodes: nodesOf(machines),
    random: drawer(around.random.fork('network')),
    nowMs: () => around.nowMs(),
    table: () => around.sharedOf('kube-proxy'),
    podNetwork: topology.podNetwork,
    serviceNetwork: topology.serviceNetwork,
  });
  const reach = withApi(network.reach, () => around.apiAnswers());
  const metrics = new Metrics({
    view,
    nowMs: () => around.nowMs(),
    told: (about, load) => {
      around.mark(`load on ${about}`, load);
      serveMetrics(around.api(), metrics);
    },
  });
  const kubelets = createKubeletComponents({
    machines,
    images: catalogueOf(topology),
    reach: () => reach,
    timings: timingsOf(topology),
  });
  return {
    kinds: KINDS,
    admission: admissionPlugins(network.callWebhook),
    authorize: authorizer(view),
    components: [
      // A pod is bound while others still ask the API about it.
      createScheduler(),
      ...controllers({
        kinds: () => around.api().registry.all(),
        authority: AUTHORITY,
        clusterCidr: topology.podNetwork,
        ownObjects: apiServerObjects(topology),
        metrics,
        provisioners: topology.provisioners ?? DEFAULT_PROVISIONERS,
      }),
      ...kubelets,
      ...network.components,
    ],
    machines,
    reach,
    network,
    metrics,
    live: (kind) =>
      kind === 'ComponentStatus'
        ? componentStatuses((process) => around.isRunning(process, ''))
        : (liveMetrics(kind, view, metrics, around.nowMs()) ?? []),
    onChange: (change) => {
      followDefinitions(around.api(), change);
      if (isMetricsServer(change)) serveMetrics(around.api(), metrics);
    },
    onStop: (process, node) => {
      if (node === '') return;
      machines.get(node)?.stopProcess(process, around.nowMs());
      if (process === 'kube-proxy') network.freeze(node);
    },
    onStart: (process, node) => {
      if (node === '') return;
      machines.get(node)?.startProcess(process);
      if (process === 'kube-proxy') network.thaw(node);
    },
    adopt: (other) => {
      machines.adopt(other.machines);
      network.copyFrom(other.network);
      metrics.adopt(other.metrics);
    },
  };
}

function catalogueOf(topology: Topology): ImageCatalogue {
  if (topology.agent === 'hollow') return hollowCatalogue();
  return topology.agent === 'puppet' ? puppetCatalogue() : createCatalogue();
}

function timingsOf(topology: Topology): KubeletTimings {
  const base =
    topology.agent === 'hollow' ? HOLLOW_TIMINGS : topology.agent === 'puppet' ? PUPPET_TIMINGS : DEFAULT_TIMINGS;
  return { ...base, ...topology.timings };
}

/** The view of an API server that does not exist yet while its parts are made. */
function lazyView(around: Surroundings): View {
  return {
    get: (kind, namespace, name) => around.api().objects.get(kind, namespace, name),
    list: (kind, namespace) => around.api().objects.list(kind, namespace),
    by: (kind, index, value) => around.api().objects.by(kind, index, value),
    withUid: (uid) => around.api().objects.withUid(uid),
    ownedBy: (uid) => around.api().objects.ownedBy(uid),
  };
}

function drawer(random: Random): (bound: number) => number {
  return (bound) => random.below(bound);
}

/** A definition's kinds are served from its creation to its removal; its objects go with it. */
function followDefinitions(api: ApiServer, change: Change<KubeObject>): void {
  if (change.bucket !== 'CustomResourceDefinition') return;
  const definition = change.item as CustomResourceDefinition;
  const { name } = definition.metadata;
  if (change.type !== 'DELETED') return api.registry.setCustom(name, customKinds(definition));
  for (const kind of customKinds(definition)) {
    for (const object of api.objects.list(kindId(kind))) api.objects.remove(kindId(kind), object);
  }
  api.registry.setCustom(name, []);
}

const isMetricsServer = ({ bucket, item }: Change<KubeObject>): boolean =>
  bucket === 'Deployment' &&
  item.metadata.name === METRICS_SERVER.name &&
  item.metadata.namespace === METRICS_SERVER.namespace;

/** The metrics API comes with the first who measures, and goes with the last. */
function serveMetrics({ registry }: ApiServer, metrics: Metrics): void {
  registry.setCustom('metrics.k8s.io', metrics.serves('resource') ? METRICS_KINDS : []);
}

/** Names and addresses of the machines; made again only when the machines are others. */
function nodesOf(machines: Machines): () => readonly { name: string; addresses: readonly string[]; up: boolean }[] {
  let seen: readonly Machine[] | undefined;
  let nodes: readonly { name: string; addresses: readonly string[]; up: boolean }[] = [];
  return () => {
    const list = machines.list();
    if (list === seen) return nodes;
    seen = list;
    nodes = list.map((machine) => ({
      name: machine.name,
      addresses: [machine.facts.address],
      get up() {
        return machine.isRunning('machine');
      },
    }));
    return nodes;
  };
}
