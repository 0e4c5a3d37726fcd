import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { contextAt } from '../../engine/component/testing.ts';
import type { View } from '../../engine/component/view.ts';
import { decide, type Decision } from '../../engine/scheduler/decide.ts';
import { newState, type SchedulerState } from '../../engine/scheduler/state.ts';
import { createScheduler } from '../../engine/scheduler/index.ts';
import { syncAll } from '../../engine/scheduler/sync.ts';
import { aNode, aPod, aReplicaSet, worldOf } from '../../engine/scheduler/testing.ts';
import type { KubeObject } from '../../engine/api/object.ts';
import type { Node, Pod, PodSpec } from '../../engine/kinds/types.ts';
import { Random } from '../../engine/kernel/random.ts';

const ZONE = 'topology.kubernetes.io/zone';
const HOST = 'kubernetes.io/hostname';

const term = (app: string, topologyKey: string): object => ({ labelSelector: { matchLabels: { app } }, topologyKey });

const required = (kind: string, app: string, key: string): object => ({
  affinity: { [kind]: { requiredDuringSchedulingIgnoredDuringExecution: [term(app, key)] } },
});

const preferred = (kind: string, app: string, key: string): object => ({
  affinity: {
    [kind]: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 7, podAffinityTerm: term(app, key) }] },
  },
});

const spread = (whenUnsatisfiable: string, app: string, topologyKey: string): object => ({
  topologySpreadConstraints: [{ maxSkew: 1, whenUnsatisfiable, topologyKey, labelSelector: { matchLabels: { app } } }],
});

const app = fc.constantFrom('a', 'b', 'c');
const key = fc.constantFrom(ZONE, HOST);
const spec = fc.oneof(
  fc.constant({}),
  fc.constantFrom({ nodeSelector: { disk: 'ssd' } }, {}),
  fc.constant({ tolerations: [{ operator: 'Exists' }] }),
  fc.tuple(fc.constantFrom('podAffinity', 'podAntiAffinity'), app, key).map((parts) => required(...parts)),
  fc.tuple(fc.constantFrom('podAffinity', 'podAntiAffinity'), app, key).map((parts) => preferred(...parts)),
  fc.tuple(fc.constantFrom('DoNotSchedule', 'ScheduleAnyway'), app, key).map((parts) => spread(...parts)),
) as fc.Arbitrary<Partial<PodSpec>>;

const pod = fc.record({ app, spec, cpu: fc.constantFrom(undefined, '100m', '900m'), owned: fc.boolean() });
const node = fc.record({
  zone: fc.constantFrom(undefined, 'x', 'y', 'x', 'y'),
  disk: fc.constantFrom(undefined, 'ssd'),
  taint: fc.constantFrom(undefined, undefined, undefined, 'NoSchedule', 'PreferNoSchedule'),
  cordoned: fc.constantFrom(false, false, false, true),
  image: fc.boolean(),
});

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('pod' as const), pod }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delete-pod' as const), at: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('terminate-pod' as const), at: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('copy' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('node' as const), at: fc.nat(5), node }) },
);

type NodeParts = typeof node extends fc.Arbitrary<infer T> ? T : never;
type PodParts = typeof pod extends fc.Arbitrary<infer T> ? T : never;

function makeNode(at: number, { zone, disk, taint, cordoned, image }: NodeParts): Node {
  return aNode(`n${at}`, {
    labels: { ...(zone === undefined ? {} : { [ZONE]: zone }), ...(disk === undefined ? {} : { disk }) },
    spec: { unschedulable: cordoned, ...(taint === undefined ? {} : { taints: [{ key: 'k', effect: taint }] }) },
    ...(image ? { images: [{ names: ['nginx:latest'], sizeBytes: 500_000_000 }] } : {}),
  });
}

const SETS = ['a', 'b', 'c'].map((name) => aReplicaSet(name, { app: name }));

function makePod(name: string, parts: PodParts): Pod {
  const owner = SETS.find((set) => set.metadata.name === parts.app);
  return aPod(name, {
    labels: { app: parts.app },
    spec: parts.spec,
    ...(parts.cpu === undefined ? {} : { requests: { cpu: parts.cpu } }),
    ...(parts.owned && owner !== undefined ? { owner } : {}),
  });
}

/** What was decided, in words. */
function account({ node: chosen, search, scores }: Decision): object {
  const rejected = [...search.rejected].map(([info, rejections]) => [info.name, rejections]);
  return { node: chosen?.name, feasible: search.feasible.map(({ name }) => name), scores, rejected };
}

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** A world that changes step by step, and a scheduler that follows it. */
class Follower {
  readonly #objects = new Map<string, KubeObject>();
  readonly #scheduler = createScheduler();
  readonly #seed: number;
  #state: SchedulerState = newState(0);

  constructor(seed: number, nodes: readonly NodeParts[]) {
    this.#seed = seed;
    for (const set of SETS) this.#objects.set(`ReplicaSet ${set.metadata.name}`, set);
    for (const [at, parts] of nodes.entries()) this.#set(makeNode(at, parts));
  }

  step(at: number, action: Step): void {
    if (action.do === 'copy') this.#state = this.#state.copy();
    else if (action.do === 'pod') this.#schedule(at, makePod(`p${at}`, action.pod));
    else if (action.do === 'node') {
      if (this.#objects.has(`Node n${action.at}`)) this.#set(makeNode(action.at, action.node));
    } else this.#end(`p${action.at}`, action.do === 'delete-pod');
  }

  /** Decides twice, with and without memory, and makes the choice real. */
  #schedule(at: number, pod: Pod): void {
    const view = this.#view();
    const fresh = newState(0);
    syncAll(fresh, view, 0);
    fresh.cache.nextStart = this.#state.cache.nextStart;
    const random = [0, 1].map(() => new Random(`${this.#seed} ${at}`));
    const naive = decide(fresh, pod, view, { random: (bound) => random[0]?.below(bound) ?? 0, naive: true });
    const decision = decide(this.#state, pod, view, { random: (bound) => random[1]?.below(bound) ?? 0 });
    assert.deepEqual(account(decision), account(naive));
    const nodeName = decision.node?.name;
    if (nodeName !== undefined) this.#set({ ...pod, spec: { ...pod.spec, nodeName } } as Pod);
  }

  #end(name: string, atOnce: boolean): void {
    const pod = this.#objects.get(`Pod ${name}`);
    if (pod === undefined) return;
    if (!atOnce) return this.#set({ ...pod, metadata: { ...pod.metadata, deletionTimestamp: '2022-10-03T00:00:00Z' } });
    this.#objects.delete(`Pod ${name}`);
    this.#tell(`pod|default/${name}`);
  }

  #set(object: KubeObject): void {
    const { name } = object.metadata;
    this.#objects.set(`${object.kind} ${name}`, object);
    this.#tell(object.kind === 'Node' ? `node|${name}` : `pod|default/${name}`);
  }

  #tell(changed: string): void {
    this.#scheduler.reconcile(changed, this.#view(), contextAt({ shared: this.#state }));
  }

  #view(): View {
    return worldOf([...this.#objects.values()]);
  }
}

test('what is remembered between pods changes no decision: the same as worked out anew from all objects', () => {
  fc.assert(
    fc.property(
      fc.array(node, { minLength: 2, maxLength: 6, size: 'max' }),
      fc.array(step, { minLength: 12, maxLength: 40, size: 'max' }),
      fc.nat(),
      (nodes, steps, seed) => {
        const follower = new Follower(seed, nodes);
        for (const [at, action] of steps.entries()) follower.step(at, action);
      },
    ),
    { numRuns: 300 },
  );
});
