import assert from 'node:assert/strict';
import test from 'node:test';
import type { JsonObject, JsonValue } from '../json.ts';
import { conversionError } from './conversion-errors.ts';
import { decode } from './decode.ts';
import { definitionOf } from './definitions.ts';

const pod = (spec: JsonValue, metadata: JsonValue = { name: 'p' }): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata,
  spec,
});
const container = (fields: JsonObject): JsonObject => pod({ containers: [{ name: 'a', image: 'b', ...fields }] });
const deployment = (spec: JsonObject, more: JsonObject = {}): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  ...more,
  spec,
});

function decodeKind(body: JsonObject, strict: 'Strict' | 'Warn' | 'Ignore' = 'Strict'): ReturnType<typeof decode> {
  const definition = definitionOf(body['apiVersion'] as string, body['kind'] as string);
  assert.ok(definition !== undefined);
  return decode(definition, body, { strict });
}

const QUANTITY = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const field = (got: string, at: string, type: string): string =>
  `json: cannot unmarshal ${got} into Go struct field ${at} of type ${type}`;

const REFUSED: readonly (readonly [what: string, body: JsonObject, error: string])[] = [
  [
    'unknown fields',
    deployment({ replica: 3, template: { spec: { containers: [{ name: 'nginx', port: 80 }] } } }),
    'strict decoding error: unknown field "spec.replica", unknown field "spec.template.spec.containers[0].port"',
  ],
  [
    'misplaced fields, in the order of the document',
    deployment({ template: { containers: [] } }, { replicas: 3 }),
    'strict decoding error: unknown field "replicas", unknown field "spec.template.containers"',
  ],
  ['text for a number', deployment({ replicas: '3' }), field('string', 'DeploymentSpec.spec.replicas', 'int32')],
  [
    'a wrong type comes before an unknown field',
    deployment({ replica: 1, replicas: '3' }),
    field('string', 'DeploymentSpec.spec.replicas', 'int32'),
  ],
  [
    'a number for text, in a list of a template',
    deployment({ template: { spec: { containers: [{ env: [{ name: 'A', value: 1 }] }] } } }),
    field('number', 'EnvVar.spec.template.spec.containers.env.value', 'string'),
  ],
  [
    'text for a port',
    container({ ports: [{ containerPort: 'x' }] }),
    field('string', 'ContainerPort.spec.containers.ports.containerPort', 'int32'),
  ],
  [
    'an object for a list',
    pod({ containers: { name: 'a' } }),
    field('object', 'PodSpec.spec.containers', '[]v1.Container'),
  ],
  ['a list for an object', pod([]), field('array', 'Pod.spec', 'v1.PodSpec')],
  ['text for labels', pod({}, { labels: 'x' }), field('string', 'ObjectMeta.metadata.labels', 'map[string]string')],
  ['a number as label', pod({}, { labels: { a: 1 } }), field('number', 'ObjectMeta.metadata.labels', 'string')],
  ['a fraction', deployment({ replicas: 1.5 }), field('number 1.5', 'DeploymentSpec.spec.replicas', 'int32')],
  [
    'more than 32 bits',
    deployment({ replicas: 3_000_000_000 }),
    field('number 3000000000', 'DeploymentSpec.spec.replicas', 'int32'),
  ],
  [
    'a boolean for an IntOrString',
    container({ livenessProbe: { httpGet: { port: true } } }),
    field('bool', 'HTTPGetAction.spec.containers.livenessProbe.httpGet.port', 'int32'),
  ],
  [
    'a number in a list of texts',
    container({ args: ['a', 1] }),
    field('number', 'Container.spec.containers.args', 'string'),
  ],
  [
    'a number for a named text',
    container({ imagePullPolicy: 1 }),
    field('number', 'Container.spec.containers.imagePullPolicy', 'v1.PullPolicy'),
  ],
  [
    'the first of several',
    container({ tty: 'x', stdin: 'y' }),
    field('string', 'Container.spec.containers.tty', 'bool'),
  ],
  ['a quantity', container({ resources: { requests: { memory: '128MB' } } }), QUANTITY],
  ['no quantity at all', container({ resources: { requests: { memory: {} } } }), QUANTITY],
  ['a suffix', container({ resources: { requests: { memory: '100mm' } } }), "unable to parse quantity's suffix"],
  [
    'text for quantities',
    container({ resources: { limits: 'x' } }),
    field('string', 'ResourceRequirements.spec.containers.resources.limits', 'v1.ResourceList'),
  ],
  ['base64', { apiVersion: 'v1', kind: 'Secret', data: { a: 'abc!' } }, 'illegal base64 data at input byte 3'],
  [
    'a number in ConfigMap data',
    { apiVersion: 'v1', kind: 'ConfigMap', data: { a: 1 } },
    field('number', 'ConfigMap.data', 'string'),
  ],
  [
    'a time',
    pod({}, { creationTimestamp: 'yesterday' }),
    'parsing time "yesterday" as "2006-01-02T15:04:05Z07:00": cannot parse "yesterday" as "2006"',
  ],
  [
    'a micro time',
    { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', spec: { renewTime: '2022-10-03T00:00:00Z' } },
    'parsing time "2022-10-03T00:00:00Z" as "2006-01-02T15:04:05.000000Z07:00": cannot parse "Z" as ".000000"',
  ],
];

for (const [what, body, error] of REFUSED) {
  test(`refused: ${what}`, () => assert.deepEqual(decodeKind(body).errors, [error]));
}

const ACCEPTED: readonly (readonly [what: string, body: JsonObject, object?: JsonObject])[] = [
  ['missing required fields', pod({})],
  ['enum values are judged elsewhere', pod({ restartPolicy: 'Sometimes' })],
  ['numbers as quantities', container({ resources: { limits: { cpu: 1, memory: 1.5 } } })],
  [
    'both forms of IntOrString',
    container({ livenessProbe: { httpGet: { port: 'http' } }, startupProbe: { httpGet: { port: 80 } } }),
  ],
  ['base64 over several lines', { apiVersion: 'v1', kind: 'Secret', data: { a: 'YWJj\nZGVm' } }],
  ['null is unset', deployment({ replicas: null, paused: true }), deployment({ paused: true })],
  ['a null label is empty', pod({}, { labels: { a: null } }), pod({}, { labels: { a: '' } })],
  ['a null element is empty', pod({ containers: [null] }), pod({ containers: [{}] })],
  ['keys that JavaScript knows', { apiVersion: 'v1', kind: 'ConfigMap', data: { constructor: 'x', toString: 'y' } }],
  [
    'raw data of any shape',
    { apiVersion: 'apps/v1', kind: 'ControllerRevision', data: { a: [null, { b: 1 }] }, revision: 1 },
  ],
];

for (const [what, body, object] of ACCEPTED) {
  test(`accepted: ${what}`, () => {
    const decoded = decodeKind(body);
    assert.deepEqual(decoded.errors, []);
    if (object === undefined) assert.equal(decoded.object, body, 'the same object');
    else assert.deepEqual(decoded.object, object);
  });
}

test('Warn keeps the rest and names the field, Ignore says nothing', () => {
  const body = deployment({ replica: 3, replicas: 2 });
  const warned = decodeKind(body, 'Warn');
  assert.deepEqual(warned, {
    object: deployment({ replicas: 2 }),
    errors: [],
    warnings: ['unknown field "spec.replica"'],
  });
  assert.deepEqual(decodeKind(body, 'Ignore').warnings, []);
  assert.ok('replica' in (body['spec'] as JsonObject), 'the input stays as it was');
});

test('duplicates come after unknown fields', () => {
  const definition = definitionOf('apps/v1', 'Deployment') ?? '';
  const decoded = decode(definition, deployment({ x: 1 }), { strict: 'Strict', duplicates: ['spec.replicas'] });
  assert.deepEqual(decoded.errors, ['strict decoding error: unknown field "spec.x", duplicate field "spec.replicas"']);
});

test('unknown members named like members of Object are found', () => {
  const decoded = decodeKind(pod(JSON.parse('{"__proto__":1,"constructor":2}') as JsonObject));
  assert.deepEqual(decoded.errors, [
    'strict decoding error: unknown field "spec.__proto__", unknown field "spec.constructor"',
  ]);
});

test('a body that is no object', () => {
  const decoded = decode('io.k8s.api.core.v1.Pod', [], { strict: 'Strict' });
  assert.deepEqual(decoded.errors, ['json: cannot unmarshal array into Go value of type v1.Pod']);
});

/** What a v1.25.2 server says of a strategic merge patch that brings a wrong type. */
const NOT_CONVERTED: readonly (readonly [JsonObject, string])[] = [
  [{ replicas: '3' }, 'unrecognized type: int32'],
  [{ replicas: 1.5 }, 'cannot convert float64 to int32'],
  [{ replicas: true }, 'unrecognized type: int32'],
  [{ paused: 1 }, 'unrecognized type: bool'],
  [{ strategy: 'x' }, 'cannot restore struct from: string'],
  [{ template: { metadata: { labels: 'x' } } }, 'cannot restore map from string'],
  [{ template: { spec: { containers: 'x' } } }, 'cannot restore slice from string'],
  [{ template: { spec: { containers: [{ name: 'c', image: 5 }] } } }, 'cannot convert int64 to string'],
  [{ template: { spec: { containers: [{ name: 'c', resources: { limits: { cpu: 'x' } } }] } } }, QUANTITY],
];

for (const [spec, error] of NOT_CONVERTED) {
  test(`a patch's ${JSON.stringify(spec)} is not converted`, () => {
    const decoded = decode('io.k8s.api.apps.v1.Deployment', deployment(spec), {
      strict: 'Warn',
      wording: conversionError,
    });
    assert.deepEqual(decoded.errors, [error]);
  });
}

test('fields of a named string type are told by that name', () => {
  const seccomp = container({ securityContext: { seccompProfile: { type: 5 } } });
  assert.deepEqual(decodeKind(seccomp).errors, [
    field('number', 'SeccompProfile.spec.containers.securityContext.seccompProfile.type', 'v1.SeccompProfileType'),
  ]);
  const spread = pod({ containers: [], topologySpreadConstraints: [{ nodeTaintsPolicy: true }] });
  assert.deepEqual(decodeKind(spread).errors, [
    field('bool', 'TopologySpreadConstraint.spec.topologySpreadConstraints.nodeTaintsPolicy', 'v1.NodeInclusionPolicy'),
  ]);
});
