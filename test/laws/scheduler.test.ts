import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { contextAt } from '../../engine/component/testing.ts';
import type { Context } from '../../engine/component/component.ts';
import { decide, type Decision } from '../../engine/scheduler/decide.ts';
import { newState } from '../../engine/scheduler/state.ts';
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

test('what is remembered between pods changes no decision: the same as worked out anew from all objects', () => {
  fc.assert(
    fc.property(
      fc.array(node, { minLength: 2, maxLength: 6, size: 'max' }),
      fc.array(step, { minLength: 12, maxLength: 40, size: 'max' }),
      fc.nat(),
      (nodes, steps, seed) => {
        const objects = new Map<string, KubeObject>();
        const set = (object: KubeObject): unknown => objects.set(`${object.kind} ${object.metadata.name}`, object);
        const scheduler = createScheduler();
        const state = newState(0);
        let context: Context = contextAt({ shared: state });
        const tell = (named: string): void => {
          const { shared } = scheduler.reconcile(named, worldOf([...objects.values()]), context);
          context = contextAt({ shared });
        };
        for (const object of SETS) set(object);
        for (const [at, parts] of nodes.entries()) {
          set(makeNode(at, parts));
          tell(`node|n${at}`);
        }
        for (const [at, action] of steps.entries()) {
          if (action.do === 'node') {
            if (action.at >= nodes.length) continue;
            set(makeNode(action.at, action.node));
            tell(`node|n${action.at}`);
          } else if (action.do === 'pod') {
            const created = makePod(`p${at}`, action.pod);
            const view = worldOf([...objects.values()]);
            const fresh = newState(0);
            syncAll(fresh, view, 0);
            fresh.cache.nextStart = state.cache.nextStart;
            const drawing = (): { random(bound: number): number } => {
              const random = new Random(`${seed} ${at}`);
              return { random: (bound) => random.below(bound) };
            };
            const naive = decide(fresh, created, view, { ...drawing(), naive: true });
            const decision = decide(state, created, view, drawing());
            assert.deepEqual(account(decision), account(naive));
            const chosen = decision.node?.name;
            if (chosen === undefined) continue;
            set({ ...created, spec: { ...created.spec, nodeName: chosen } } as Pod);
            tell(`pod|default/p${at}`);
          } else {
            const old = objects.get(`Pod p${action.at}`);
            if (old === undefined) continue;
            if (action.do === 'delete-pod') objects.delete(`Pod p${action.at}`);
            else set({ ...old, metadata: { ...old.metadata, deletionTimestamp: '2022-10-03T00:00:00Z' } });
            tell(`pod|default/p${action.at}`);
          }
        }
      },
    ),
    { numRuns: 300 },
  );
});
