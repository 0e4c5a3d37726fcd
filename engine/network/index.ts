import type { Component } from '../component/component.ts';
import type { View } from '../component/view.ts';
import type { Listeners, Reach } from '../component/workload.ts';
import type { WebhookCall } from '../kinds/admission/webhooks.ts';
import type { Fabric, NetworkNode } from './fabric.ts';
import { metallbController } from './loadbalancer/controller.ts';
import { memberlist } from './loadbalancer/memberlist.ts';
import { metallbSpeaker } from './loadbalancer/speaker.ts';
import { Affinities } from './proxy/affinity.ts';
import { kubeProxy, kubeProxyNode } from './proxy/component.ts';
import { EMPTY_TABLE, type RuleTable } from './proxy/table.ts';
import { createReach } from './reach/reach.ts';
import { callWebhook } from './webhook-call.ts';

export type { NetworkNode } from './fabric.ts';

/** What the network needs from the cluster around it. */
export interface NetworkOptions {
  readonly view: View;
  listeners(): Listeners;
  nodes(): readonly NetworkNode[];
  /** A uniform integer in [0, bound), from the network's own seeded stream. */
  random(bound: number): number;
  nowMs(): number;
  /** What the component `kube-proxy` keeps as `shared`. */
  table(): unknown;
  /** e.g. 172.16.0.0/16 */
  readonly podNetwork: string;
  /** e.g. 10.96.0.0/12 */
  readonly serviceNetwork: string;
}

export interface Network {
  readonly components: readonly Component[];
  readonly reach: Reach;
  /** Asks a webhook's service from the control plane. */
  readonly callWebhook: WebhookCall;
  /** The node's kube-proxy has stopped: the rules it has now stay. */
  freeze(node: string): void;
  /** It runs again: the node follows the newest rules. */
  thaw(node: string): void;
  /** Takes over what another cluster's nodes remember: session affinities and frozen rules. */
  copyFrom(other: Network): void;
  /** What `copyFrom` copies. */
  readonly memory: NetworkMemory;
}

/** What nodes' kernels hold that is neither in the API nor in a component. */
export interface NetworkMemory {
  readonly frozen: Map<string, RuleTable>;
  readonly affinities: Affinities;
}

/** Services, names, load balancers and policies: the components that run, and the one answer to who reaches whom. */
export function createNetwork(options: NetworkOptions): Network {
  const memory: NetworkMemory = { frozen: new Map(), affinities: new Affinities() };
  const newest = (): RuleTable => (options.table() as RuleTable | undefined) ?? EMPTY_TABLE;
  const fabric: Fabric = {
    // Read late: the view may come into being after the network.
    get view() {
      return options.view;
    },
    listeners: () => options.listeners(),
    nodes: () => options.nodes(),
    random: (bound) => options.random(bound),
    nowMs: () => options.nowMs(),
    podNetwork: options.podNetwork,
    serviceNetwork: options.serviceNetwork,
    affinities: memory.affinities,
    tableOf: (node) => memory.frozen.get(node) ?? newest(),
  };
  return {
    components: [kubeProxy, kubeProxyNode, metallbController, memberlist, metallbSpeaker],
    reach: createReach(fabric),
    callWebhook: (target, review) => callWebhook(fabric, target, review),
    freeze: (node) => {
      if (!memory.frozen.has(node)) memory.frozen.set(node, newest());
    },
    thaw: (node) => {
      memory.frozen.delete(node);
    },
    copyFrom: (other) => {
      memory.frozen.clear();
      for (const [node, table] of other.memory.frozen) memory.frozen.set(node, table);
      memory.affinities.adopt(other.memory.affinities);
    },
    memory,
  };
}
