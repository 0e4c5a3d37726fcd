import assert from 'node:assert/strict';
import { test } from 'node:test';

import { dumpTemplate } from './template-dump.ts';
import {
  controllerRevisionHash,
  goJson,
  podTemplateHash,
  revisionPatch,
  withoutTemplateHash,
} from './template-hash.ts';

const defaultedContainer = {
  name: 'nginx',
  image: 'nginx',
  resources: {},
  imagePullPolicy: 'Always',
  terminationMessagePath: '/dev/termination-log',
  terminationMessagePolicy: 'File',
};
const defaultedSpec = {
  restartPolicy: 'Always',
  terminationGracePeriodSeconds: 30,
  dnsPolicy: 'ClusterFirst',
  securityContext: {},
  schedulerName: 'default-scheduler',
};

const template = (app: string, container: object, annotations?: object): { metadata: object; spec: object } => ({
  metadata: { creationTimestamp: null, labels: { app }, ...(annotations === undefined ? {} : { annotations }) },
  spec: { containers: [{ ...defaultedContainer, ...container }], ...defaultedSpec },
});

const pinned = (tag: string): object => ({ image: `nginx:${tag}`, imagePullPolicy: 'IfNotPresent' });
const probe = { failureThreshold: 3, periodSeconds: 10, successThreshold: 1, timeoutSeconds: 1 };
const httpProbe = { ...probe, httpGet: { path: '/', port: 80, scheme: 'HTTP' }, initialDelaySeconds: 1 };
const resources = { limits: { cpu: '200m', memory: '128Mi' }, requests: { cpu: '100m' } };
const restarted = { 'kubectl.kubernetes.io/restartedAt': '2026-11-23T04:18:12Z' };

const api = {
  metadata: {
    labels: { app: 'api', tier: 'b' },
    annotations: { 'kubectl.kubernetes.io/restartedAt': '2023-01-01T00:00:00Z' },
  },
  spec: {
    containers: [
      {
        ...defaultedContainer,
        name: 'api',
        image: 'r/api:1',
        args: ['-v', '2'],
        ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
        env: [
          { name: 'A', value: 'x y' },
          { name: 'P', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } } },
          { name: 'S', valueFrom: { secretKeyRef: { name: 'sec', key: 'k' } } },
        ],
        resources: { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '250m', memory: '64Mi' } },
        readinessProbe: { ...probe, httpGet: { path: '/z', port: 'http', scheme: 'HTTP' } },
        volumeMounts: [{ name: 'cfg', mountPath: '/cfg' }],
        imagePullPolicy: 'IfNotPresent',
      },
    ],
    volumes: [
      { name: 'cfg', configMap: { name: 'cm', defaultMode: 420 } },
      { name: 'tmp', emptyDir: {} },
    ],
    ...defaultedSpec,
  },
};

/** The documentation's example. */
const documented = template('nginx', { ...pinned('1.14.2'), ports: [{ containerPort: 80, protocol: 'TCP' }] });

test('hashes are those of real clusters', () => {
  const rows: readonly (readonly [string, object])[] = [
    ['76d6c9b8c', template('nginx', {})],
    ['7fb96c846b', documented],
    ['8c56949df', api],
    // Recorded from a v1.25.2 control plane.
    ['67c78b5cfc', template('deploy-nginx', {})],
    ['8667899c97', template('web', {})],
    ['6d6497dd54', template('web', pinned('1.20'))],
    ['659ff88659', template('web', pinned('1.21'))],
    ['7bcf945568', template('web', pinned('1.22'))],
    ['66c4ffd448', template('web', pinned('1.22'), restarted)],
    ['7bb8c65cc5', template('web', { ...pinned('1.22'), resources }, restarted)],
    ['d6bb95c64', template('web', { ...pinned('1.22'), resources, env: [{ name: 'MODE', value: 'blue' }] }, restarted)],
    ['678fc6f595', template('web', { ...pinned('1.20'), readinessProbe: httpProbe })],
    ['b74b687b8', template('web', { ...pinned('1.21'), readinessProbe: httpProbe })],
    [
      '589c9445f9',
      template('web', { ...pinned('bad'), readinessProbe: { ...probe, exec: { command: ['cat', '/missing'] } } }),
    ],
  ];
  for (const [hash, each] of rows) assert.equal(podTemplateHash(each), hash);
});

test('dumps are as long as the real ones', () => {
  assert.deepEqual(
    [template('nginx', {}), documented, api].map((each) => dumpTemplate(each).length),
    [2892, 3001, 7872],
  );
});

test('a collision count changes the hash, and zero is not the same as none', () => {
  const each = template('web', {});
  const hashes = [undefined, 0, 1, 256].map((count) => podTemplateHash(each, count));
  assert.equal(new Set(hashes).size, 4);
});

test('what a field is not set to, is empty or unknown leaves no trace', () => {
  const [plain] = [template('web', {})];
  const same = template('web', { ports: [], env: [], notAField: 1, stdin: false });
  assert.equal(podTemplateHash(same), podTemplateHash(plain));
  assert.notEqual(podTemplateHash(template('web', { securityContext: {} })), podTemplateHash(plain));
});

test('quantities are hashed as the controller reads them from the store', () => {
  const limits = (memory: string): object => template('web', { resources: { limits: { memory } } });
  const rows: readonly (readonly [string, string])[] = [
    [
      '64Mi',
      'memory:{i:(resource.int64Amount){value:(int64)67108864 scale:(resource.Scale)0} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string) Format:(resource.Format)BinarySI}',
    ],
    [
      '70Mi',
      'value:(int64)73400320 scale:(resource.Scale)0} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)70Mi Format:(resource.Format)BinarySI}',
    ],
    [
      '1000m',
      'value:(int64)1 scale:(resource.Scale)0} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)1 Format:(resource.Format)DecimalSI}',
    ],
    [
      '250m',
      'value:(int64)250 scale:(resource.Scale)-3} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)250m Format:(resource.Format)DecimalSI}',
    ],
    [
      '1e3',
      'value:(int64)1 scale:(resource.Scale)3} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)1e3 Format:(resource.Format)DecimalExponent}',
    ],
  ];
  for (const [memory, text] of rows) assert.ok(dumpTemplate(limits(memory)).includes(text), memory);
});

test('the label that carries the hash is taken out before hashing', () => {
  const bare = { metadata: { labels: { app: 'web' } }, spec: {} };
  const labelled = { ...bare, metadata: { labels: { app: 'web', 'pod-template-hash': '8667899c97' } } };
  assert.deepEqual(withoutTemplateHash(labelled), bare);
  assert.equal(withoutTemplateHash(bare), bare);
});

test('controller revisions hash the patch that they hold', () => {
  const { spec } = template('web', { name: 'web' });
  const patch = revisionPatch({ metadata: { labels: { app: 'web' } }, spec } as { metadata: object });
  assert.equal(
    patch,
    '{"spec":{"template":{"$patch":"replace","metadata":{"creationTimestamp":null,"labels":{"app":"web"}},"spec":{"containers":[{"image":"nginx","imagePullPolicy":"Always","name":"web","resources":{},"terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File"}],"dnsPolicy":"ClusterFirst","restartPolicy":"Always","schedulerName":"default-scheduler","securityContext":{},"terminationGracePeriodSeconds":30}}}}',
  );
  assert.equal(controllerRevisionHash(patch), '64ff98bd9c');
  assert.notEqual(controllerRevisionHash(patch, 1), '64ff98bd9c');
  assert.equal(goJson({ b: '<&>', a: [1] }), '{"a":[1],"b":"\\u003c\\u0026\\u003e"}');
});
