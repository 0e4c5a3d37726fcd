import type { Kind } from '../api/kind.ts';
import { keyOf, type KubeObject } from '../api/object.ts';
import { contextAt, viewOf } from '../component/testing.ts';
import type { Component, Outcome } from '../component/component.ts';
import type { View } from '../component/view.ts';
import type { Node, Pod, ReplicaSet, Service } from '../kinds/types.ts';
import { createScheduler } from './component.ts';
import { SCHEDULE } from './watches.ts';

const selectorIndex = ({ metadata: { namespace = '' }, spec }: Service): readonly string[] => {
  const [first] = Object.entries(spec.selector ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return first === undefined ? [] : [`${namespace}/${first[0]}=${first[1]}`];
};

/** The one index that the scheduler reads. */
const SERVICES = {
  group: '',
  kind: 'Service',
  schema: 'io.k8s.api.core.v1.Service',
  indexes: { selector: selectorIndex },
} as unknown as Kind;

/** A view of plain objects, with what the scheduler asks for. */
export const worldOf = (objects: readonly KubeObject[]): View => viewOf(objects, [SERVICES]);

/** What a test says of a pod: parts of its spec and metadata. */
export interface PodParts {
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly node?: string;
  readonly requests?: Readonly<Record<string, string>>;
  readonly priority?: number;
  readonly owner?: ReplicaSet;
  readonly spec?: Partial<Pod['spec']>;
  readonly status?: Partial<Pod['status']>;
  readonly deleting?: boolean;
}

export function aPod(name: string, parts: PodParts = {}): Pod {
  const {
    namespace = 'default',
    labels,
    node,
    requests,
    priority,
    owner,
    spec = {},
    status = {},
    deleting = false,
  } = parts;
  const reference =
    owner === undefined
      ? {}
      : {
          ownerReferences: [
            {
              apiVersion: 'apps/v1',
              kind: 'ReplicaSet',
              name: owner.metadata.name,
              uid: owner.metadata.name,
              controller: true,
            },
          ],
        };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace,
      uid: `uid-${name}`,
      ...(labels === undefined ? {} : { labels }),
      ...reference,
      ...(deleting ? { deletionTimestamp: '2022-10-03T00:00:00Z' } : {}),
    },
    spec: {
      containers: [{ name: 'c', image: 'nginx', ...(requests === undefined ? {} : { resources: { requests } }) }],
      ...(node === undefined ? {} : { nodeName: node }),
      ...(priority === undefined ? {} : { priority }),
      ...spec,
    },
    status: { phase: node === undefined ? 'Pending' : 'Running', ...status },
  };
}

export interface NodeParts {
  readonly labels?: Readonly<Record<string, string>>;
  readonly allocatable?: Readonly<Record<string, string>>;
  readonly spec?: Node['spec'];
  readonly images?: Node['status']['images'];
}

/** A node of 2 cpu, 4Gi and 110 pods, unless told otherwise; its hostname label is its name. */
export function aNode(name: string, { labels = {}, allocatable = {}, spec = {}, images }: NodeParts = {}): Node {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, uid: `uid-${name}`, labels: { 'kubernetes.io/hostname': name, ...labels } },
    spec,
    status: {
      allocatable: { cpu: '2', memory: '4Gi', 'ephemeral-storage': '40Gi', pods: '110', ...allocatable },
      ...(images === undefined ? {} : { images }),
    },
  };
}

/** The recorded cluster: a tainted control plane and three workers. */
export function courseNodes(): readonly Node[] {
  const taints = [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }];
  return [aNode('m-k8s', { spec: { taints } }), aNode('w1-k8s'), aNode('w2-k8s'), aNode('w3-k8s')];
}

export function aReplicaSet(name: string, labels: Readonly<Record<string, string>>): ReplicaSet {
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name, namespace: 'default', uid: name },
    spec: { selector: { matchLabels: labels } },
    status: { replicas: 0 },
  };
}

/** A world in which the scheduler's writes take effect, one reconcile at a time. */
export class Bench {
  readonly scheduler: Component = createScheduler();
  readonly outcomes: Outcome[] = [];
  nowMs = 1664755200000;
  #objects: readonly KubeObject[];
  #shared: unknown;
  #random: (bound: number) => number;

  constructor(objects: readonly KubeObject[], random: (bound: number) => number = () => 0) {
    this.#objects = objects;
    this.#random = random;
  }

  get view(): View {
    return worldOf(this.#objects);
  }

  pod(name: string): Pod | undefined {
    return this.view.get<Pod>('Pod', 'default', name);
  }

  /** Creates or replaces an object and tells the scheduler. */
  set(object: KubeObject): Outcome[] {
    const old = this.#objects.find((other) => other.kind === object.kind && keyOf(other) === keyOf(object));
    this.#objects = [...this.#objects.filter((other) => other !== old), object];
    return this.#tell(old === undefined ? { type: 'ADDED', object } : { type: 'MODIFIED', object, old });
  }

  remove(kind: string, key: string): Outcome[] {
    const object = this.#objects.find((other) => other.kind === kind && keyOf(other) === key);
    if (object === undefined) throw new Error(`there is no ${kind} ${key}`);
    this.#objects = this.#objects.filter((other) => other !== object);
    return this.#tell({ type: 'DELETED', object });
  }

  reconcile(key: string): Outcome {
    const context = contextAt({ nowMs: this.nowMs, shared: this.#shared, random: this.#random });
    const outcome = this.scheduler.reconcile(key, this.view, context);
    this.#shared = outcome.shared;
    this.outcomes.push(outcome);
    for (const write of outcome.writes) {
      if (write.verb === 'bind') {
        const pod = this.pod(write.name) as Pod;
        this.set({ ...pod, spec: { ...pod.spec, nodeName: write.node } } as Pod);
      } else if (write.verb === 'patch') {
        const pod = this.pod(write.name) as Pod;
        this.set({ ...pod, status: { ...pod.status, ...(write.patch as { status: object }).status } } as Pod);
      } else if (write.verb === 'delete') this.remove('Pod', `${write.namespace}/${write.name}`);
    }
    return outcome;
  }

  /** Reconciles until nothing signals any more; gives the messages of the events on the way. */
  run(): readonly string[] {
    const from = this.outcomes.length;
    for (let limit = 0; limit < 10_000; limit++) {
      const outcome = this.reconcile(SCHEDULE);
      if (outcome.signals?.some(({ key }) => key === SCHEDULE) !== true) break;
    }
    return this.outcomes.slice(from).flatMap(messagesOf);
  }

  #tell(change: { type: 'ADDED' | 'MODIFIED' | 'DELETED'; object: KubeObject; old?: KubeObject }): Outcome[] {
    const watches = this.scheduler.watches.filter(({ kind }) => kind === change.object.kind);
    return watches.flatMap((watch) => watch.keys(change, this.view).map((key) => this.reconcile(key)));
  }
}

/** The Events of an outcome, those of successful writes included. */
export function messagesOf(outcome: Outcome): readonly string[] {
  return outcome.writes.flatMap((write) => {
    if (write.verb === 'event') return [write.event.message];
    const event = write.verb === 'bind' ? write.onSuccess?.({} as KubeObject) : undefined;
    return event === undefined ? [] : [event.message];
  });
}
