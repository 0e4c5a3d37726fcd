import type { Kind } from '../../api/kind.ts';
import type { KubeObject } from '../../api/object.ts';
import { StatusError } from '../../api/status-error.ts';
import { toTimestamp } from '../../api/time.ts';
import type { Component, Context, Outcome } from '../../component/component.ts';
import { contextAt, viewOf } from '../../component/testing.ts';
import type { View } from '../../component/view.ts';
import type { Write } from '../../component/write.ts';
import { claimNameOf } from '../../kinds/core/volume-facts.ts';
import type { Pod, Service } from '../../kinds/types.ts';

/** 2022-10-03T00:00:00Z. */
export const START_MS = 1664755200000;

const labelsOf = (object: KubeObject): readonly string[] =>
  Object.entries(object.metadata.labels ?? {}).map(
    ([key, value]) => `${object.metadata.namespace ?? ''}/${key}=${value}`,
  );

const index = (kind: string, indexes: Record<string, (object: never) => readonly string[]>): Kind =>
  ({
    group: '',
    version: 'v1',
    kind,
    plural: '',
    scope: 'Namespaced',
    schema: kind,
    columns: [],
    indexes,
  }) as unknown as Kind;

/** The indexes that controllers look things up by. */
export const INDEXED_KINDS: readonly Kind[] = [
  index('Pod', {
    label: labelsOf,
    node: (pod: Pod) => [pod.spec.nodeName ?? ''],
    claim: (pod: Pod) =>
      (pod.spec.volumes ?? []).flatMap((volume) => {
        const name = claimNameOf(pod, volume);
        return name === undefined ? [] : [`${pod.metadata.namespace}/${name}`];
      }),
  }),
  index('ReplicaSet', { label: labelsOf }),
  index('Service', {
    selector: (service: Service) =>
      Object.entries(service.spec.selector ?? {})
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .slice(0, 1)
        .map(([key, value]) => `${service.metadata.namespace}/${key}=${value}`),
  }),
  index('EndpointSlice', {
    service: (slice: KubeObject) => [
      `${slice.metadata.namespace}/${slice.metadata.labels?.['kubernetes.io/service-name']}`,
    ],
  }),
  index('PersistentVolumeClaim', {}),
];

/** What a test says of an object: anything, with metadata of its own choice. */
export function object<T extends KubeObject>(
  kind: T['kind'],
  name: string,
  members: object = {},
  metadata: object = {},
): T {
  return {
    apiVersion: 'v1',
    kind,
    metadata: {
      name,
      namespace: 'default',
      uid: `${kind}-${name}`,
      resourceVersion: '1',
      creationTimestamp: toTimestamp(START_MS),
      ...metadata,
    },
    ...members,
  } as unknown as T;
}

/**
 * Objects that a component's writes change as the API server would in the plainest case, so that a test can run a component until it is
 * content. Pods die at once; deletes of others as well, unless they have finalizers.
 */
export class World {
  objects: readonly KubeObject[];
  nowMs: number = START_MS;
  /** `type reason message` of every event, in order. */
  readonly events: string[] = [];
  memory: unknown;
  shared: unknown;
  /** Refuses a write by throwing. */
  refuse: (write: Write) => StatusError | undefined = () => undefined;
  #created = 0;

  constructor(objects: readonly KubeObject[]) {
    this.objects = objects;
  }

  get view(): View {
    return viewOf(this.objects, INDEXED_KINDS);
  }

  get<T extends KubeObject>(kind: T['kind'], name: string, namespace: string | undefined = 'default'): T {
    const found = this.view.get<T>(kind, namespace, name) ?? this.view.get<T>(kind, undefined, name);
    if (found === undefined) throw new Error(`no ${kind} ${name}`);
    return found;
  }

  all<T extends KubeObject>(kind: T['kind']): readonly T[] {
    return this.objects.filter((item): item is T => item.kind === kind);
  }

  put(...changed: readonly KubeObject[]): void {
    const gone = new Set(changed.map((item) => item.metadata.uid));
    this.objects = [...this.objects.filter((item) => !gone.has(item.metadata.uid)), ...changed];
  }

  /** One reconcile, its writes made. */
  reconcile(component: Component, key: string, context: Partial<Context> = {}): Outcome {
    const outcome = component.reconcile(
      key,
      this.view,
      contextAt({ nowMs: this.nowMs, memory: this.memory, shared: this.shared, ...context }),
    );
    if ('memory' in outcome) this.memory = outcome.memory;
    if ('shared' in outcome) this.shared = outcome.shared;
    for (const write of outcome.writes) this.#make(write);
    return outcome;
  }

  /** Reconciles until nothing is written any more; throws when that takes too long. Returns the last outcome. */
  settle(component: Component, key: string): Outcome {
    for (let round = 0; round < 100; round++) {
      const outcome = this.reconcile(component, key);
      if (outcome.writes.every(({ verb }) => verb === 'event')) return outcome;
    }
    throw new Error(`${component.name} ${key} does not come to rest`);
  }

  #make(write: Write): void {
    const error = this.refuse(write);
    if (error !== undefined) {
      const event = write.onFailure?.(error);
      if (event !== undefined) this.events.push(`${event.type} ${event.reason} ${event.message}`);
      return;
    }
    if (write.verb === 'event') {
      this.events.push(`${write.event.type} ${write.event.reason} ${write.event.message}`);
      return;
    }
    const result = this.#apply(write);
    const event = write.onSuccess?.(result);
    if (event !== undefined) this.events.push(`${event.type} ${event.reason} ${event.message}`);
  }

  #apply(write: Exclude<Write, { verb: 'event' }>): KubeObject {
    switch (write.verb) {
      case 'create':
        return this.#create(write.object);
      case 'update': {
        const { metadata } = write.object;
        const stored = this.objects.find((item) => item.metadata.uid === metadata.uid);
        if (stored === undefined) throw new StatusError(404, 'NotFound', `${metadata.name} not found`);
        if (stored.metadata.resourceVersion !== metadata.resourceVersion)
          throw new StatusError(409, 'Conflict', 'stale');
        return this.#replace(bumped(write.object, write.subresource === undefined));
      }
      case 'patch': {
        const stored = this.get(write.kind, write.name, write.namespace);
        return this.#replace(bumped(merge(stored, write.patch) as KubeObject, false));
      }
      case 'delete':
        return this.#delete(this.get(write.kind, write.name, write.namespace), write.propagation);
      case 'deleteCollection': {
        const all = this.view.list(write.kind, write.namespace);
        for (const item of all) this.#delete(item, undefined);
        return all[0] ?? object(write.kind, '');
      }
      case 'bind':
        return this.get('Pod', write.name, write.namespace);
    }
  }

  #create(asked: KubeObject): KubeObject {
    const id = ++this.#created;
    const name = asked.metadata.name === '' ? `${asked.metadata.generateName}${id}` : asked.metadata.name;
    const created = {
      ...asked,
      metadata: {
        ...asked.metadata,
        name,
        uid: `uid-${id}`,
        resourceVersion: '1',
        generation: 1,
        creationTimestamp: toTimestamp(this.nowMs),
      },
    };
    this.objects = [...this.objects, created];
    return created;
  }

  #replace(changed: KubeObject): KubeObject {
    this.objects = this.objects.map((item) => (item.metadata.uid === changed.metadata.uid ? changed : item));
    return changed;
  }

  #delete(found: KubeObject, propagation: string | undefined): KubeObject {
    const { finalizers = [], ...metadata } = found.metadata;
    const added = propagation === 'Foreground' ? ['foregroundDeletion'] : propagation === 'Orphan' ? ['orphan'] : [];
    const pending = [...new Set([...finalizers, ...added])];
    if (pending.length > 0) {
      const marked = {
        ...found,
        metadata: { ...metadata, finalizers: pending, deletionTimestamp: toTimestamp(this.nowMs) },
      };
      return this.#replace(bumped(marked, false));
    }
    this.objects = this.objects.filter((item) => item.metadata.uid !== found.metadata.uid);
    return found;
  }
}

function bumped(changed: KubeObject, bumpGeneration: boolean): KubeObject {
  const { resourceVersion, generation } = changed.metadata;
  const next = bumpGeneration && generation !== undefined ? { generation: generation + 1 } : {};
  return {
    ...changed,
    metadata: { ...changed.metadata, resourceVersion: String(Number(resourceVersion) + 1), ...next },
  };
}

/** JSON merge patch. */
function merge(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const result: Record<string, unknown> = typeof target === 'object' && target !== null ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = merge(result[key], value);
  }
  return result;
}
