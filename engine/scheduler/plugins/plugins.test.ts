import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { KubeObject } from '../../api/object.ts';
import type { Pod } from '../../kinds/types.ts';
import { explain } from '../explain.ts';
import { aNode, aPod, aReplicaSet, type NodeParts, type PodParts, worldOf } from '../testing.ts';

/** The reasons for which one node rejects a pod. */
function rejections(pod: Pod, node: KubeObject, others: readonly KubeObject[] = []): readonly string[] {
  const name = node.metadata.name;
  const row = explain(worldOf([node, ...others]), pod).find((explanation) => explanation.node === name);
  return row?.rejections.flatMap(({ reasons }) => reasons) ?? [`${name} was not looked at`];
}

interface FilterCase {
  readonly it: string;
  readonly pod: PodParts;
  readonly node: NodeParts;
  readonly others?: readonly KubeObject[];
  readonly reasons: readonly string[];
}

const cordoned = { spec: { unschedulable: true } };
const tainted = (key: string, effect: string, value?: string): NodeParts => ({
  spec: { taints: [{ key, effect, ...(value === undefined ? {} : { value }) }] },
});
const withAffinity = (kind: string, app: string, topologyKey: string): PodParts => {
  const terms = [{ labelSelector: { matchLabels: { app } }, topologyKey }];
  return {
    labels: { app: 'self' },
    spec: { affinity: { [kind]: { requiredDuringSchedulingIgnoredDuringExecution: terms } } },
  };
};
const expression = (operator: string, ...values: readonly string[]): PodParts => {
  const matchExpressions = [{ key: 'gen', operator, values }];
  const nodeAffinity = {
    requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] },
  };
  return { spec: { affinity: { nodeAffinity } } };
};
const hostPort = (port: number, hostIP?: string): PodParts => {
  const ports = [{ containerPort: 80, hostPort: port, protocol: 'TCP', ...(hostIP === undefined ? {} : { hostIP }) }];
  return { spec: { containers: [{ name: 'c', image: 'nginx', ports }] } };
};
const onNode = (name: string, parts: PodParts): Pod => aPod(name, { ...parts, node: 'n' });
const AFFINITY = "node(s) didn't match Pod's node affinity/selector";
const PORTS = "node(s) didn't have free ports for the requested pod ports";
const spread = (topologyKey: string): PodParts => ({
  labels: { app: 'a' },
  spec: {
    topologySpreadConstraints: [
      { maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule', topologyKey, labelSelector: { matchLabels: { app: 'a' } } },
    ],
  },
});
const SKEWED = "node(s) didn't match pod topology spread constraints";

const FILTERS: readonly FilterCase[] = [
  { it: 'an empty node takes a pod', pod: {}, node: {}, reasons: [] },
  { it: 'a cordoned node takes none', pod: {}, node: cordoned, reasons: ['node(s) were unschedulable'] },
  {
    it: 'a cordoned node takes who tolerates its taint',
    pod: {
      spec: { tolerations: [{ key: 'node.kubernetes.io/unschedulable', operator: 'Exists', effect: 'NoSchedule' }] },
    },
    node: cordoned,
    reasons: [],
  },
  {
    it: 'a taint without value',
    pod: {},
    node: tainted('k', 'NoSchedule'),
    reasons: ['node(s) had untolerated taint {k: }'],
  },
  {
    it: 'a taint with a value',
    pod: {},
    node: tainted('k', 'NoExecute', 'v'),
    reasons: ['node(s) had untolerated taint {k: v}'],
  },
  { it: 'a soft taint repels nobody', pod: {}, node: tainted('k', 'PreferNoSchedule'), reasons: [] },
  {
    it: 'Exists without a key tolerates everything',
    pod: { spec: { tolerations: [{ operator: 'Exists' }] } },
    node: tainted('k', 'NoSchedule', 'v'),
    reasons: [],
  },
  {
    it: 'an equal value is tolerated only',
    pod: { spec: { tolerations: [{ key: 'k', value: 'other' }] } },
    node: tainted('k', 'NoSchedule', 'v'),
    reasons: ['node(s) had untolerated taint {k: v}'],
  },
  {
    it: 'a selector without its label',
    pod: { spec: { nodeSelector: { disk: 'ssd' } } },
    node: {},
    reasons: [AFFINITY],
  },
  { it: 'In, and the label is there', pod: expression('In', '3', '4'), node: { labels: { gen: '3' } }, reasons: [] },
  { it: 'NotIn matches a missing key', pod: expression('NotIn', '3'), node: {}, reasons: [] },
  {
    it: 'DoesNotExist, and it does',
    pod: expression('DoesNotExist'),
    node: { labels: { gen: '3' } },
    reasons: [AFFINITY],
  },
  { it: 'Gt compares numbers, not texts', pod: expression('Gt', '9'), node: { labels: { gen: '10' } }, reasons: [] },
  { it: 'Lt of a word is false', pod: expression('Lt', '9'), node: { labels: { gen: 'old' } }, reasons: [AFFINITY] },
  { it: 'a taken port', pod: hostPort(80), node: {}, others: [onNode('o', hostPort(80))], reasons: [PORTS] },
  { it: 'another port', pod: hostPort(81), node: {}, others: [onNode('o', hostPort(80))], reasons: [] },
  {
    it: 'one address against all',
    pod: hostPort(80, '10.0.0.1'),
    node: {},
    others: [onNode('o', hostPort(80))],
    reasons: [PORTS],
  },
  {
    it: 'two addresses get along',
    pod: hostPort(80, '10.0.0.1'),
    node: {},
    others: [onNode('o', hostPort(80, '10.0.0.2'))],
    reasons: [],
  },
  {
    it: 'all that is short is said together',
    pod: { requests: { cpu: '3', memory: '8Gi', 'nvidia.com/gpu': '1' } },
    node: {},
    reasons: ['Insufficient cpu', 'Insufficient memory', 'Insufficient nvidia.com/gpu'],
  },
  {
    it: 'what others ask for counts',
    pod: { requests: { cpu: '600m' } },
    node: {},
    others: [onNode('o', { requests: { cpu: '1500m' } })],
    reasons: ['Insufficient cpu'],
  },
  {
    it: 'pods that are over free their room',
    pod: { requests: { cpu: '600m' } },
    node: {},
    others: [onNode('o', { requests: { cpu: '1500m' }, status: { phase: 'Succeeded' } })],
    reasons: [],
  },
  {
    it: 'too many pods',
    pod: {},
    node: { allocatable: { pods: '1' } },
    others: [onNode('o', {})],
    reasons: ['Too many pods'],
  },
  {
    it: 'a pod that asks for nothing fits a full node',
    pod: {},
    node: {},
    others: [onNode('o', { requests: { cpu: '5' } })],
    reasons: [],
  },
  {
    it: 'required affinity without a mate',
    pod: withAffinity('podAffinity', 'mate', 'kubernetes.io/hostname'),
    node: {},
    reasons: ["node(s) didn't match pod affinity rules"],
  },
  {
    it: 'required affinity with a mate',
    pod: withAffinity('podAffinity', 'mate', 'kubernetes.io/hostname'),
    node: {},
    others: [onNode('o', { labels: { app: 'mate' } })],
    reasons: [],
  },
  {
    it: 'the first of its kind goes anywhere',
    pod: withAffinity('podAffinity', 'self', 'kubernetes.io/hostname'),
    node: {},
    reasons: [],
  },
  {
    it: 'a missing topology label is no place for affinity',
    pod: withAffinity('podAffinity', 'self', 'zone'),
    node: {},
    reasons: ["node(s) didn't match pod affinity rules"],
  },
  {
    it: 'anti-affinity with an enemy',
    pod: withAffinity('podAntiAffinity', 'enemy', 'kubernetes.io/hostname'),
    node: {},
    others: [onNode('o', { labels: { app: 'enemy' } })],
    reasons: ["node(s) didn't match pod anti-affinity rules"],
  },
  {
    it: 'an enemy that minds',
    pod: { labels: { app: 'victim' } },
    node: {},
    others: [onNode('o', withAffinity('podAntiAffinity', 'victim', 'kubernetes.io/hostname'))],
    reasons: ["node(s) didn't satisfy existing pods anti-affinity rules"],
  },
  { it: 'spread needs its label', pod: spread('zone'), node: {}, reasons: [`${SKEWED} (missing required label)`] },
  {
    it: 'a tainted node without pods keeps the minimum at 0',
    pod: spread('kubernetes.io/hostname'),
    node: {},
    others: [onNode('o', { labels: { app: 'a' } }), aNode('m', tainted('k', 'NoSchedule'))],
    reasons: [SKEWED],
  },
  {
    it: 'pods that are being deleted do not count as spread',
    pod: spread('kubernetes.io/hostname'),
    node: {},
    others: [onNode('o', { labels: { app: 'a' }, deleting: true }), aNode('m')],
    reasons: [],
  },
];

describe('filters', () => {
  for (const { it: sentence, pod, node, others, reasons } of FILTERS) {
    it(sentence, () => assert.deepEqual(rejections(aPod('p', pod), aNode('n', node), others), reasons));
  }

  it('a pod that names nodes by matchFields is looked at there only', () => {
    const matchFields = [{ key: 'metadata.name', operator: 'In', values: ['n2'] }];
    const nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields }] } };
    const rows = explain(worldOf([aNode('n1'), aNode('n2')]), aPod('p', { spec: { affinity: { nodeAffinity } } }));
    assert.deepEqual(
      rows.map(({ node }) => node),
      ['n2'],
    );
  });
});

/** A plugin's score of each node. */
function scores(plugin: string, pod: Pod, objects: readonly KubeObject[]): readonly (number | undefined)[] {
  return explain(worldOf(objects), pod).map((row) => row.scores.find((score) => score.plugin === plugin)?.score);
}

const OWNER = aReplicaSet('web', { app: 'web' });
const webPods = (counts: readonly number[]): readonly Pod[] =>
  counts.flatMap((count, node) =>
    Array.from({ length: count }, (_, i) => aPod(`w${node}-${i}`, { labels: { app: 'web' }, node: `w${node}` })),
  );

describe('scores', () => {
  const workers = [aNode('w0'), aNode('w1'), aNode('w2')];
  const web = aPod('new', { labels: { app: 'web' }, owner: OWNER });
  const SPREAD: readonly [counts: readonly number[], expected: readonly number[]][] = [
    [
      [1, 0, 0],
      [50, 100, 100],
    ],
    [
      [1, 1, 0],
      [50, 50, 100],
    ],
    [
      [2, 1, 1],
      [80, 100, 100],
    ],
    [
      [3, 2, 2],
      [71, 100, 100],
    ],
    [
      [0, 0, 0],
      [100, 100, 100],
    ],
  ];
  for (const [counts, expected] of SPREAD) {
    it(`the system's spreading of ${counts.join(', ')} pods`, () => {
      assert.deepEqual(scores('PodTopologySpread', web, [...workers, OWNER, ...webPods(counts)]), expected);
    });
  }

  const worker = aNode('w', { allocatable: { cpu: '1', memory: '891Mi' } });
  const daemons = [aPod('calico', { node: 'w', requests: { cpu: '250m' } }), aPod('proxy', { node: 'w' })];
  for (const [before, least] of [
    [0, 43],
    [1, 27],
    [2, 17],
    [3, 12],
  ] as const) {
    it(`a small worker with ${before} pods of the course: least allocated ${least}, balanced 87`, () => {
      const pods = Array.from({ length: before }, (_, i) => aPod(`b${i}`, { node: 'w' }));
      assert.deepEqual(scores('NodeResourcesFit', aPod('new'), [worker, ...daemons, ...pods]), [least]);
      assert.deepEqual(scores('NodeResourcesBalancedAllocation', aPod('new'), [worker, ...daemons, ...pods]), [87]);
    });
  }

  it('soft taints: the most tainted gets 0, the others their share', () => {
    const soft = (count: number): NodeParts => ({
      spec: { taints: Array.from({ length: count }, (_, i) => ({ key: `k${i}`, effect: 'PreferNoSchedule' })) },
    });
    assert.deepEqual(
      scores('TaintToleration', aPod('p'), [aNode('a', soft(2)), aNode('b', soft(1)), aNode('c')]),
      [0, 50, 100],
    );
  });

  it('preferred node affinity: by the largest sum of weights', () => {
    const prefer = (weight: number, key: string): object => ({
      weight,
      preference: { matchExpressions: [{ key, operator: 'Exists' }] },
    });
    const nodeAffinity = { preferredDuringSchedulingIgnoredDuringExecution: [prefer(30, 'a'), prefer(10, 'b')] };
    const pod = aPod('p', { spec: { affinity: { nodeAffinity } } as unknown as Pod['spec'] });
    const nodes = [aNode('x', { labels: { a: '' } }), aNode('y', { labels: { a: '', b: '' } }), aNode('z')];
    assert.deepEqual(scores('NodeAffinity', pod, nodes), [75, 100, 0]);
  });

  it('preferred pod affinity and anti-affinity: from least to most drawn to', () => {
    const terms = (app: string, weight: number): object => ({
      preferredDuringSchedulingIgnoredDuringExecution: [
        { weight, podAffinityTerm: { labelSelector: { matchLabels: { app } }, topologyKey: 'kubernetes.io/hostname' } },
      ],
    });
    const affinity = { podAffinity: terms('friend', 30), podAntiAffinity: terms('foe', 10) };
    const pod = aPod('p', { spec: { affinity } as unknown as Pod['spec'] });
    const others = [
      aPod('f', { labels: { app: 'friend' }, node: 'w0' }),
      aPod('e', { labels: { app: 'foe' }, node: 'w1' }),
    ];
    assert.deepEqual(scores('InterPodAffinity', pod, [...workers, ...others]), [100, 0, 25]);
  });

  it('images: scaled by how many nodes have them, between 23 and 1000 MiB', () => {
    const images = [{ names: ['docker.io/library/nginx:latest'], sizeBytes: 523 * 1024 * 1024 * 3 }];
    const pod = aPod('p', { spec: { containers: [{ name: 'c', image: 'docker.io/library/nginx' }] } });
    const nodes = [aNode('a', { images }), aNode('b'), aNode('c')];
    assert.deepEqual(scores('ImageLocality', pod, nodes), [51, 0, 0]);
  });

  it('short names of images match nothing', () => {
    const images = [{ names: ['docker.io/library/nginx:latest'], sizeBytes: 900 * 1024 * 1024 }];
    assert.deepEqual(scores('ImageLocality', aPod('p'), [aNode('a', { images })]), [0]);
  });
});
