import {
  type Client,
  type Cluster,
  crashContainer,
  isStatusError,
  type Node,
  type Pod,
  powerOff,
  powerOn,
  soundApi,
  troubleApi,
} from '../../../engine/index.ts';
import { Breach } from '../law.ts';
import { type Action, type AppName, type History, KINDS, type NodeProcess, type Worker } from './action.ts';
import { deployment, STORAGE_CLASS, strategySpec, workload } from './manifests.ts';

const CONTROL = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'] as const;
const ON_NODES: readonly NodeProcess[] = ['kubelet', 'kube-proxy'];
/** What takes a pod out of its app's selector. */
const TAKEN = 'taken-from';

/** What the readiness probe asks nginx for. */
const PAGE = '/usr/share/nginx/html/index.html';

/** Plays histories on a cluster: what the API refuses is refused, what is not there is passed over. */
export class World {
  readonly cluster: Cluster;
  readonly client: Client;
  readonly #watch: (() => void) | undefined;
  #troubles = 0;

  /** `watch` is called after every instant at which something happened, when nobody has anything left to do then. */
  constructor(cluster: Cluster, watch?: (cluster: Cluster) => void) {
    this.cluster = cluster;
    this.client = cluster.client('user');
    let seen = -1;
    const look = (of: (cluster: Cluster) => void): void => {
      if (cluster.trace.length === seen) return;
      of(cluster);
      seen = cluster.trace.length;
    };
    this.#watch = watch === undefined ? undefined : () => look(watch);
    this.client.create('StorageClass', undefined, STORAGE_CLASS);
  }

  play(history: History): void {
    for (const { afterMs, action } of history) {
      if (afterMs > 0) this.pass(afterMs);
      this.#try(() => this.#act(action));
    }
  }

  pass(ms: number): void {
    const watch = this.#watch;
    if (watch === undefined) return this.cluster.advance(ms);
    this.cluster.waitUntil(() => {
      watch();
      return false;
    }, ms);
  }

  /** Ends all faults: everything runs again, nodes are back, uncordoned and without the taints of users. */
  heal(): void {
    const { cluster } = this;
    soundApi(cluster);
    for (const process of CONTROL) if (!cluster.isRunning(process)) cluster.start(process);
    for (const { name } of cluster.topology.nodes) {
      if (!this.#isUp(name)) powerOn(cluster, name);
      for (const process of ON_NODES) if (!cluster.isRunning(process, name)) cluster.start(process, name);
    }
    for (const { metadata, spec } of cluster.view.list<Node>('Node')) {
      if (spec.unschedulable === true) this.#cordon(metadata.name, false);
      this.#untaint(metadata.name);
    }
  }

  /** The pods of an app, oldest first. */
  podsOf(name: string): readonly Pod[] {
    return this.cluster.view.by<Pod>('Pod', 'label', `default/app=${name}`);
  }

  #act(action: Action): void {
    const { cluster, client } = this;
    switch (action.do) {
      case 'deploy':
        return this.#create(action.name, deployment(action.name, action.replicas, action.strategy));
      case 'create':
        return this.#create(action.name, workload(action.name, action.replicas));
      case 'scale':
        return this.#scale(action.name, action.replicas);
      case 'roll':
        if (KINDS[action.name] === 'Job') return;
        return this.#patch(action.name, {
          template: { spec: { containers: [{ name: 'main', image: action.image }] } },
        });
      case 'strategy':
        return this.#patch(action.name, strategySpec(action.strategy));
      case 'delete':
        return void client.delete(this.#ref(action.name), { propagationPolicy: 'Background' });
      case 'stale update':
        return this.#staleUpdate(action.name);
      case 'delete pod':
      case 'crash pod':
      case 'spoil pod':
      case 'release pod':
        return this.#podAction(action.do, this.podsOf(action.name).at(action.at));
      case 'return pod':
        return this.#returnPod(action.name);
      case 'delete claim':
        return void client.delete({
          kind: 'PersistentVolumeClaim',
          namespace: 'default',
          name: `data-db-${action.at}`,
        });
      case 'cordon':
      case 'uncordon':
        return this.#cordon(action.node, action.do === 'cordon');
      case 'taint':
        return this.#taint(action.node, action.effect);
      case 'untaint':
        return this.#untaint(action.node);
      case 'node down':
        return this.#isUp(action.node) ? powerOff(cluster, action.node) : undefined;
      case 'node up':
        return this.#isUp(action.node) ? undefined : powerOn(cluster, action.node);
      case 'stop':
      case 'start':
        return this.#switch(action.do, action.process);
      case 'stop on':
      case 'start on':
        if (!this.#isUp(action.node)) return;
        return this.#switch(action.do === 'stop on' ? 'stop' : 'start', action.process, action.node);
      case 'trouble':
        this.#troubles += 1;
        return troubleApi(cluster, action.trouble, action.oneIn, `trouble ${this.#troubles}`);
      case 'sound':
        return soundApi(cluster);
    }
  }

  /** What the API refuses (not found, exists already, down) is part of the history. */
  #try(act: () => void): void {
    try {
      act();
    } catch (error) {
      if (!isStatusError(error)) throw error;
    }
  }

  #ref(name: AppName): { kind: string; namespace: string; name: string } {
    return { kind: KINDS[name], namespace: 'default', name };
  }

  #create(name: AppName, manifest: object): void {
    this.client.create(KINDS[name], 'default', manifest);
  }

  #patch(name: AppName, spec: object): void {
    this.client.patch(this.#ref(name), 'strategic', { spec });
  }

  #scale(name: AppName, replicas: number): void {
    if (KINDS[name] === 'DaemonSet') return;
    this.#patch(name, KINDS[name] === 'Job' ? { parallelism: Math.max(1, replicas) } : { replicas });
  }

  #staleUpdate(name: AppName): void {
    const ref = this.#ref(name);
    const old = this.client.get(ref);
    this.client.patch(ref, 'merge', { metadata: { annotations: { touched: old.metadata.resourceVersion ?? '' } } });
    try {
      this.client.update(ref, old);
    } catch (error) {
      if (isStatusError(error) && error.reason === 'Conflict') return;
      throw error;
    }
    throw new Breach(this.cluster, `an update of ${ref.kind} ${name} from an old version of it was accepted`);
  }

  #podAction(what: 'delete pod' | 'crash pod' | 'spoil pod' | 'release pod', pod: Pod | undefined): void {
    if (pod === undefined) return;
    const { name, namespace, labels } = pod.metadata;
    const ref = { kind: 'Pod', namespace, name };
    if (what === 'delete pod') this.client.delete(ref);
    else if (what === 'release pod') {
      this.client.patch(ref, 'merge', { metadata: { labels: { app: null, [TAKEN]: labels?.['app'] ?? '' } } });
    } else if ((pod.spec.nodeName ?? '') !== '' && this.#isUp(pod.spec.nodeName ?? '')) {
      if (what === 'crash pod') crashContainer(this.cluster, pod, 'main');
      else this.cluster.runtime.exec(namespace ?? '', name, 'main', ['rm', PAGE], undefined);
    }
  }

  #returnPod(app: AppName): void {
    const pod = this.cluster.view.by<Pod>('Pod', 'label', `default/${TAKEN}=${app}`)[0];
    if (pod === undefined) return;
    const ref = { kind: 'Pod', namespace: pod.metadata.namespace, name: pod.metadata.name };
    this.client.patch(ref, 'merge', { metadata: { labels: { app, [TAKEN]: null } } });
  }

  #cordon(name: string, unschedulable: boolean): void {
    this.client.patch({ kind: 'Node', namespace: undefined, name }, 'merge', { spec: { unschedulable } });
  }

  #taint(name: Worker, effect: string): void {
    const others = this.#taints(name);
    this.#setTaints(name, [...others, { key: 'user', value: 'yes', effect }]);
  }

  #untaint(name: string): void {
    const node = this.cluster.view.get<Node>('Node', undefined, name);
    const others = this.#taints(name);
    if (others.length < (node?.spec.taints ?? []).length) this.#setTaints(name, others);
  }

  #taints(name: string): readonly object[] {
    const taints = this.cluster.view.get<Node>('Node', undefined, name)?.spec.taints ?? [];
    return taints.filter(({ key }) => key !== 'user');
  }

  #setTaints(name: string, taints: readonly object[]): void {
    this.client.patch({ kind: 'Node', namespace: undefined, name }, 'merge', { spec: { taints } });
  }

  #isUp(node: string): boolean {
    return this.cluster.machines.get(node)?.isRunning('machine') === true;
  }

  #switch(verb: 'stop' | 'start', process: string, node = ''): void {
    const isRunning = this.cluster.isRunning(process, node);
    if (isRunning === (verb === 'stop')) this.cluster[verb](process, node);
  }
}
