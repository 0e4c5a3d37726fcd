import fc from 'fast-check';
import { type Cluster, type Component, keyOf, type KubeObject, type WatchEvent } from '../../../engine/index.ts';
import { type History, smaller, tell } from '../history/action.ts';
import { anything } from '../history/arbitrary.ts';
import { World } from '../history/world.ts';
import { NODE_LOSS_MS } from '../history/timers.ts';
import { fleet } from '../history/topology.ts';
import { Breach, type Law } from '../law.ts';

/** Somebody who lists a kind, and watches it from there some time later. */
interface Opening {
  /** After which action of the history it lists, and how many actions later it watches. */
  readonly listAt: number;
  readonly watchAfter: number;
  readonly kind: string;
  readonly labelSelector?: string;
}

interface Input {
  readonly history: History;
  readonly openings: readonly Opening[];
}

const opening = fc.record(
  {
    listAt: fc.nat(12),
    watchAfter: fc.nat(3),
    kind: fc.constantFrom('Pod', 'Pod', 'ReplicaSet', 'EndpointSlice', 'Node', 'PersistentVolumeClaim'),
    labelSelector: fc.constantFrom('app=web', 'app!=web', 'app in (web, api)', 'taken-from'),
  },
  { requiredKeys: ['listAt', 'watchAfter', 'kind'] },
);

export const watches: Law<Input> = {
  name: 'watches',
  says: 'everybody who watches, users and components, sees every change once and in order, and a list with its watch is what there is',
  runs: 40,
  arbitrary: fc.record({ history: anything, openings: fc.array(opening, { minLength: 1, maxLength: 5 }) }),
  check: ({ history, openings }, ground) => {
    const observers: Observer[] = [];
    const cluster = ground.start(fleet(3), { seed: 'watches', around: (component) => observed(component, observers) });
    compare(cluster, observers);
    const world = new World(cluster);
    const watchers = openings.map((one) => new Watcher(cluster, one));
    for (const [at, step] of history.entries()) {
      for (const watcher of watchers) watcher.reach(at);
      world.play([step]);
    }
    world.heal();
    for (const watcher of watchers) watcher.reach(Number.POSITIVE_INFINITY);
    world.pass(NODE_LOSS_MS);
    for (const watcher of watchers) watcher.compare();
  },
  *smaller({ history, openings }) {
    for (const less of smaller(history)) yield { history: less, openings };
    for (const at of openings.keys()) yield { history, openings: openings.toSpliced(at, 1) };
  },
  tell: ({ history, openings }) => [
    ...tell(history),
    ...openings.map(
      ({ listAt, watchAfter, kind, labelSelector }) =>
        `watcher      lists ${kind}s${labelSelector === undefined ? '' : ` with ${labelSelector}`} before action ${listAt + 1}, watches from there ${watchAfter} actions later`,
    ),
  ],
};

/** A list kept up to date by a watch, as informers do it; every event is held against what is known. */
class Watcher {
  readonly #cluster: Cluster;
  readonly #opening: Opening;
  readonly #known = new Map<string, KubeObject>();
  #revision: string | undefined;
  #isWatching = false;

  constructor(cluster: Cluster, opening: Opening) {
    this.#cluster = cluster;
    this.#opening = opening;
  }

  reach(step: number): void {
    const { listAt, watchAfter } = this.#opening;
    // While the API server is down nobody lists; what watches, goes on as soon as it is back.
    if (!this.#cluster.isRunning('kube-apiserver')) return;
    if (this.#revision === undefined && step >= listAt) this.#list();
    if (this.#revision !== undefined && !this.#isWatching && step >= listAt + watchAfter) this.#watch();
  }

  compare(): void {
    const { items } = this.#read();
    const found = [...this.#known.values()].map(versionOf).sort().join(', ');
    const there = items.map(versionOf).sort().join(', ');
    if (found !== there)
      throw this.#breach(`knows ${found || 'nothing'} at the end, where there is ${there || 'nothing'}`);
  }

  #list(): void {
    const { items, metadata } = this.#read();
    for (const item of items) this.#known.set(keyOf(item), item);
    this.#revision = metadata.resourceVersion ?? '0';
  }

  #read(): ReturnType<Cluster['api']['list']> {
    return this.#cluster.api.list(WATCHER, this.#opening.kind, this.#options());
  }

  #options(): { labelSelector?: string } {
    const { labelSelector } = this.#opening;
    return labelSelector === undefined ? {} : { labelSelector };
  }

  #watch(): void {
    this.#isWatching = true;
    const options = {
      ...this.#options(),
      ...(this.#revision === undefined ? {} : { resourceVersion: this.#revision }),
    };
    this.#cluster.api.watch(WATCHER, this.#opening.kind, options, (event) => this.#see(event));
  }

  #see({ type, object }: WatchEvent): void {
    const key = keyOf(object);
    const known = this.#known.get(key);
    if (Number(versionNumber(object)) <= Number(this.#revision)) {
      throw this.#breach(`saw ${type} ${key} at ${versionNumber(object)} after ${this.#revision}`);
    }
    this.#revision = versionNumber(object);
    if ((type === 'ADDED') !== (known === undefined)) {
      throw this.#breach(`saw ${type} ${key}, which it ${known === undefined ? 'does not know' : 'knows already'}`);
    }
    if (type === 'DELETED') this.#known.delete(key);
    else this.#known.set(key, object);
  }

  #breach(what: string): Breach {
    const { kind, labelSelector } = this.#opening;
    return new Breach(
      this.#cluster,
      `the watcher of ${kind}s${labelSelector === undefined ? '' : ` with ${labelSelector}`} ${what}`,
    );
  }
}

/** Sees everything, and leaves no requests in the trace. */
const WATCHER = { user: 'watcher', groups: ['system:masters'], by: 'watcher', manager: 'watcher', component: true };

const versionNumber = (object: KubeObject): string => object.metadata.resourceVersion ?? '';
const versionOf = (object: KubeObject): string => `${keyOf(object)} at ${versionNumber(object)}`;

/** What one watch of a component was told last. */
interface Observer {
  readonly component: string;
  readonly kind: string;
  type: string;
  object: KubeObject | undefined;
  times: number;
}

function observed(component: Component, observers: Observer[]): Component {
  return {
    ...component,
    watches: component.watches.map((watch) => {
      const observer: Observer = { component: component.name, kind: watch.kind, type: '', object: undefined, times: 0 };
      observers.push(observer);
      return {
        ...watch,
        keys: (change, view) => {
          const isSame = observer.object === change.object && observer.type === change.type;
          observer.times = isSame ? observer.times + 1 : 1;
          observer.type = change.type;
          observer.object = change.object;
          return watch.keys(change, view);
        },
      };
    }),
  };
}

/** Subscribes after the components: at each change all of them have been told. */
function compare(cluster: Cluster, observers: readonly Observer[]): void {
  cluster.api.objects.watch(({ bucket, type, item }) => {
    for (const observer of observers) {
      if (observer.kind !== bucket) continue;
      const { component, times } = observer;
      if (observer.object !== item || observer.type !== type) {
        throw new Breach(cluster, `the watch of ${component} on ${bucket}s was not told of ${type} ${keyOf(item)}`);
      }
      if (times > 1)
        throw new Breach(cluster, `the watch of ${component} was told ${times} times of ${type} ${keyOf(item)}`);
    }
  });
}
