import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fieldPaths } from '../api/schema/fields.ts';
import { KINDS } from '../kinds/index.ts';
import { classOf, newStoredOnlyFields, refusedFields, storedOnlyFields } from './coverage.ts';
import { COVERAGE } from './kinds/index.ts';

const SERVED = KINDS.map(({ kind, schema }) => ({ kind, paths: fieldPaths(schema ?? '') }));

/** A field path without the signs of lists and maps. */
const plain = (path: string): string => path.replace(/\[[^\]]*\]|\{\}/g, '');

test('every served kind has a coverage, and no other', () => {
  assert.deepEqual(Object.keys(COVERAGE).sort(), SERVED.map(({ kind }) => kind).sort());
});

test('every pattern matches a field of its kind', () => {
  const dead = SERVED.flatMap(({ kind, paths }) => {
    const known = paths.map(plain);
    const { acted, stored = [], refused = [] } = COVERAGE[kind] ?? { acted: [] };
    const isAlive = (pattern: string): boolean => {
      const path = plain(pattern);
      const field = path.replace(/\.\*\*$/, '');
      return known.some((one) => one === field || one.startsWith(`${field}.`));
    };
    return [...acted, ...stored, ...refused].filter((pattern) => !isAlive(pattern)).map((at) => `${kind} ${at}`);
  });
  assert.deepEqual(dead, []);
});

test('every field of every kind has a class; exceptions are taken off what is acted on', () => {
  const counts = { acted: 0, stored: 0, refused: 0 };
  for (const { kind, paths } of SERVED) for (const path of paths) counts[classOf(kind, path)] += 1;
  const total = SERVED.reduce((sum, { paths }) => sum + paths.length, 0);
  assert.equal(counts.acted + counts.stored + counts.refused, total);
  assert.ok(counts.acted > total / 3 && counts.stored > 0 && counts.refused > 0, JSON.stringify(counts));
});

// Kind, path, class; from what the code does with each
const CLASSES = [
  ['Pod', 'spec.containers[].image', 'acted'],
  ['Pod', 'spec.containers[*].securityContext.capabilities.add[]', 'stored'],
  ['Pod', 'spec.containers[0].livenessProbe.grpc.port', 'acted'],
  ['Pod', 'spec.volumes[].iscsi.iqn', 'refused'],
  ['Pod', 'spec.nodeSelector{}', 'acted'],
  ['Deployment', 'spec.template.spec.hostIPC', 'stored'],
  ['Deployment', 'spec.template.metadata.labels{}', 'acted'],
  ['Deployment', 'metadata.labels.app', 'acted'],
  ['StatefulSet', 'spec.persistentVolumeClaimRetentionPolicy.whenDeleted', 'stored'],
  ['HorizontalPodAutoscaler', 'spec.metrics[].pods.metric.selector.matchLabels{}', 'stored'],
  ['HorizontalPodAutoscaler', 'spec.metrics[].pods.metric.name', 'acted'],
  ['HorizontalPodAutoscaler', 'spec.metrics[].containerResource.name', 'refused'],
  ['ReplicationController', 'spec.replicas', 'acted'],
  ['PodTemplate', 'template.spec.containers[].image', 'stored'],
  ['Certificate.cert-manager.io', 'spec.secretName', 'stored'],
] as const;

for (const [kind, path, fieldClass] of CLASSES)
  test(`${kind} ${path} is ${fieldClass}`, () => assert.equal(classOf(kind, path), fieldClass));

/** Rooms whose reading of a field changes what happens; defaults, checks and hashing go through all fields alike. */
const NOT_BEHAVIOUR =
  /\.test\.ts$|testing\.ts$|api\/schema\/|\/validat|validation|types\.ts$|go-structs\/|gated-fields\.ts$|warnings\.ts$|-defaults\.ts$|^engine\/(?:coverage|topology)\//;

test('a field that is said to be acted on is named in code that acts', () => {
  const root = join(import.meta.dirname, '../..');
  const words = new Set<string>();
  for (const room of ['engine', 'kubectl'])
    for (const file of readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts') || NOT_BEHAVIOUR.test(`${room}/${file}`)) continue;
      const text = readFileSync(join(root, room, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
      for (const [word] of text.matchAll(/[\w$-]+/g)) words.add(word);
    }
  const unread = SERVED.flatMap(({ kind, paths }) =>
    paths
      .filter((path) => classOf(kind, path) === 'acted' && !words.has(plain(path).split('.').at(-1) ?? ''))
      .map((path) => `${kind} ${path}`),
  );
  assert.deepEqual(unread, []);
});

const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', creationTimestamp: null, selfLink: '/p' },
  spec: {
    hostIPC: true,
    dnsConfig: { options: [{ name: 'ndots', value: '2' }] },
    containers: [
      { name: 'a', image: 'nginx', resources: {}, securityContext: { capabilities: { add: ['NET_ADMIN'] } } },
      { name: 'b', image: 'nginx', securityContext: { capabilities: { drop: ['ALL'] }, runAsUser: 1 } },
    ],
    volumes: [
      {
        name: 'v',
        downwardAPI: { items: [{ path: 'p', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } }] },
      },
      { name: 'w', iscsi: { iqn: 'x' } },
    ],
  },
  status: {},
};

test('the stored-only fields of an object, each once and as far up as nothing below is acted on', () => {
  assert.deepEqual(storedOnlyFields('Pod', POD), [
    'spec.hostIPC',
    'spec.containers[*].securityContext.capabilities',
    'spec.volumes[*].downwardAPI.items[*].fieldRef.apiVersion',
  ]);
  assert.deepEqual(refusedFields('Pod', POD), ['spec.volumes[*].iscsi']);
  assert.deepEqual(storedOnlyFields('Certificate.cert-manager.io', { kind: 'Certificate', spec: { a: 1 } }), ['spec']);
});

test('a change brings news only of what it sets', () => {
  const changed = { ...POD, spec: { ...POD.spec, hostPID: true } };
  assert.deepEqual(newStoredOnlyFields('Pod', changed, POD), ['spec.hostPID']);
  assert.deepEqual(newStoredOnlyFields('Pod', POD, POD), []);
  assert.deepEqual(newStoredOnlyFields('Pod', POD, undefined), storedOnlyFields('Pod', POD));
});
