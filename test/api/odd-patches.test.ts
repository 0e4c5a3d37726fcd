import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withServer } from '../server/serving.ts';

const containers = [
  { name: 'main', image: 'nginx' },
  { name: 'side', image: 'nginx' },
];
const SEEDS: Readonly<Record<string, { readonly path: string; readonly body: object }>> = {
  map: {
    path: '/api/v1/namespaces/default/configmaps/settings',
    body: {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'settings' },
      data: { color: 'blue' },
      immutable: false,
    },
  },
  set: {
    path: '/apis/apps/v1/namespaces/default/replicasets/web',
    body: {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { name: 'web' },
      spec: {
        replicas: 0,
        selector: { matchLabels: { a: 'b' } },
        template: {
          metadata: { labels: { a: 'b' } },
          spec: { containers, hostAliases: [{ ip: '10.0.0.1', hostnames: ['db'] }] },
        },
      },
    },
  },
};

const inTemplate = (spec: object): object => ({ spec: { template: { spec } } });

interface Row {
  readonly on: string;
  readonly how: 'strategic-merge-patch+json' | 'apply-patch+yaml';
  readonly isForced?: boolean;
  readonly patch: object;
  /** Status and message, or what is then there. */
  readonly answer: string;
  readonly see?: (object: Readonly<Record<string, unknown>>) => unknown;
}

const TYPED = 'failed to create typed patch object (default/web; apps/v1, Kind=ReplicaSet): ';

/** What a v1.25.2 API server answers to a second manager, `two`; the seeds were applied by `one`. */
const ROWS: readonly Row[] = [
  {
    on: 'map',
    how: 'apply-patch+yaml',
    patch: { data: null },
    answer: '200 {"color":"blue"}',
    see: ({ data }) => data,
  },
  {
    on: 'map',
    how: 'apply-patch+yaml',
    patch: { data: { color: null } },
    answer: '409 Apply failed with 1 conflict: conflict with "one": .data.color',
  },
  {
    on: 'map',
    how: 'apply-patch+yaml',
    isForced: true,
    patch: { data: { color: null } },
    answer: '200 {"color":""}',
    see: ({ data }) => data,
  },
  {
    on: 'map',
    how: 'apply-patch+yaml',
    patch: { immutable: null },
    answer: '409 Apply failed with 1 conflict: conflict with "one": .immutable',
  },
  {
    on: 'map',
    how: 'apply-patch+yaml',
    patch: { binaryData: { zzz: 'q' } },
    answer:
      '500 failed to convert new object (default/settings; /v1, Kind=ConfigMap) to proper version: unable to convert unstructured object to /v1, Kind=ConfigMap: error decoding from json: illegal base64 data at input byte 0',
  },
  {
    on: 'set',
    how: 'apply-patch+yaml',
    patch: inTemplate({ hostAliases: [null] }),
    answer: `500 ${TYPED}.spec.template.spec.hostAliases: element 0: associative list with keys may not have a null element`,
  },
  {
    on: 'set',
    how: 'apply-patch+yaml',
    patch: inTemplate({ containers: ['x'] }),
    answer: `500 ${TYPED}.spec.template.spec.containers: element 0: associative list with keys may not have non-map elements`,
  },
  {
    on: 'set',
    how: 'apply-patch+yaml',
    patch: inTemplate({ containers: [{ name: 'new', image: 'nginx' }] }),
    answer: '200 ["main","side","new"]',
    see: ({ spec }) =>
      (
        spec as { readonly template: { readonly spec: { readonly containers: readonly { readonly name: string }[] } } }
      ).template.spec.containers.map(({ name }) => name),
  },
  {
    on: 'set',
    how: 'strategic-merge-patch+json',
    patch: inTemplate({ hostAliases: ['x'] }),
    answer: '500 list element types are not identical: [[map[hostnames:[db] ip:10.0.0.1]] [x]]',
  },
];

for (const { on, how, isForced = false, patch, answer, see } of ROWS) {
  test(`${how}${isForced ? ', forced' : ''}: ${JSON.stringify(patch)}`, async () => {
    const seed = SEEDS[on];
    assert.ok(seed !== undefined);
    const { path, body } = seed;
    const headers = { 'content-type': 'application/apply-patch+yaml' };
    await withServer(async ({ ask }) => {
      const { status: made } = await ask('PATCH', `${path}?fieldManager=one`, { body, headers });
      assert.equal(made, 201);
      const { apiVersion, kind, metadata } = body as Readonly<Record<string, unknown>>;
      const asked = how === 'apply-patch+yaml' ? { apiVersion, kind, metadata, ...patch } : patch;
      const { status, json } = await ask('PATCH', `${path}?fieldManager=two${isForced ? '&force=true' : ''}`, {
        body: asked,
        headers: { 'content-type': `application/${how}` },
      });
      assert.equal(`${status} ${see === undefined ? String(json['message']) : JSON.stringify(see(json))}`, answer);
    });
  });
}
