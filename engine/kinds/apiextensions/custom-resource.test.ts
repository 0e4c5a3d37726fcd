import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joinFieldErrors } from '../../api/validation/field-error.ts';
import type { Kind } from '../../api/kind.ts';
import type { KubeObject } from '../../api/object.ts';
import type { CustomResourceDefinition } from '../types.ts';
import { cellsOf, contextOf, errorsOf } from '../testing.ts';
import { customResourceDefinition } from './custom-resource-definition.ts';
import { customKinds, unknownCustomFields } from './custom-resource.ts';
import { valuesAt } from './json-path.ts';
import { validateAgainst } from './schema-validation.ts';

const SCHEMA = {
  type: 'object',
  required: ['spec'],
  properties: {
    spec: {
      type: 'object',
      required: ['size'],
      properties: {
        size: { type: 'integer', minimum: 1, maximum: 9 },
        color: { type: 'string', enum: ['red', 'blue'], default: 'red' },
        port: { 'x-kubernetes-int-or-string': true },
        free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
        tags: { type: 'array', items: { type: 'string', pattern: '^[a-z]+$' } },
      },
    },
    status: { type: 'object', properties: { replicas: { type: 'integer' } } },
  },
};

const DEFINITION = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { kind: 'Widget', plural: 'widgets', shortNames: ['wd'] },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: SCHEMA },
        subresources: { status: {}, scale: { specReplicasPath: '.spec.size', statusReplicasPath: '.status.replicas' } },
        additionalPrinterColumns: [
          { name: 'Size', type: 'integer', jsonPath: '.spec.size' },
          { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
        ],
      },
    ],
  },
} as unknown as CustomResourceDefinition;

function widgets(): Kind {
  const [kind] = customKinds(customResourceDefinition.defaults?.(DEFINITION) as CustomResourceDefinition);
  if (kind === undefined) throw new Error('the definition brings no kind');
  return kind;
}

const widget = (spec: object): KubeObject =>
  ({ apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w', namespace: 'default' }, spec }) as KubeObject;

test('a definition gets the rest of its names and is established', () => {
  const defaulted = customResourceDefinition.defaults?.(DEFINITION) as CustomResourceDefinition;
  const created = customResourceDefinition.prepareForCreate?.(defaulted, contextOf([])) as CustomResourceDefinition;
  assert.deepEqual(created.status, {
    acceptedNames: { kind: '', plural: '' },
    conditions: null,
    storedVersions: ['v1'],
  });
  const made = customResourceDefinition.afterCreate?.(created, contextOf([]));
  assert.deepEqual(made?.spec.names, {
    kind: 'Widget',
    plural: 'widgets',
    shortNames: ['wd'],
    singular: 'widget',
    listKind: 'WidgetList',
  });
  assert.deepEqual(made.spec.conversion, { strategy: 'None' });
  assert.deepEqual(made.status.storedVersions, ['v1']);
  assert.deepEqual(
    made.status.conditions?.map(({ type, status, reason }) => [type, status, reason]),
    [
      ['NamesAccepted', 'True', 'NoConflicts'],
      ['Established', 'True', 'InitialNamesAccepted'],
    ],
  );
  assert.equal(errorsOf(customResourceDefinition, DEFINITION), '');
});

test("definitions of the project's own groups say whether the project approved of them", () => {
  const of = (approved: string | undefined): CustomResourceDefinition => {
    const spec = { ...DEFINITION.spec, group: 'x.k8s.io' };
    const annotations = approved === undefined ? {} : { 'api-approved.kubernetes.io': approved };
    return { ...DEFINITION, metadata: { name: 'widgets.x.k8s.io', annotations }, spec };
  };
  const said = (approved: string): unknown =>
    customResourceDefinition
      .afterCreate?.(of(approved), contextOf([]))
      .status.conditions?.filter(({ type }) => type === 'KubernetesAPIApprovalPolicyConformant')
      .map(({ status, reason, message }) => [status, reason, message]);
  assert.deepEqual(said('https://github.com/a/b/pull/1'), [
    ['True', 'ApprovedAnnotation', 'approved in https://github.com/a/b/pull/1'],
  ]);
  assert.deepEqual(said('unapproved, x'), [['False', 'UnapprovedAnnotation', 'not approved: "unapproved, x"']]);
  const see = 'see https://github.com/kubernetes/enhancements/pull/1111';
  assert.equal(
    errorsOf(customResourceDefinition, of('nonsense')),
    `metadata.annotations[api-approved.kubernetes.io]: Invalid value: "nonsense": protected groups must have approval annotation "api-approved.kubernetes.io" with either a URL or a reason starting with "unapproved", ${see}`,
  );
  assert.equal(
    errorsOf(customResourceDefinition, of(undefined)),
    `metadata.annotations[api-approved.kubernetes.io]: Required value: protected groups must have approval annotation "api-approved.kubernetes.io", ${see}`,
  );
});

test('what is wrong with a definition is said', () => {
  const renamed = { ...DEFINITION, metadata: { name: 'x' } };
  assert.equal(
    errorsOf(customResourceDefinition, renamed),
    'metadata.name: Invalid value: "x": must be spec.names.plural+"."+spec.group',
  );
});

test('the schema validates in the words of v1.25', () => {
  const rows: readonly [spec: object, message: string][] = [
    [{ size: 3 }, ''],
    [
      { size: 'x' },
      '[spec.size: Invalid value: "string": spec.size in body must be of type integer: "string", .spec.size: Invalid value: 0: .spec.size accessor error: x is of the type string, expected int64]',
    ],
    [{}, 'spec.size: Required value'],
    [{ size: 0 }, 'spec.size: Invalid value: 0: spec.size in body should be greater than or equal to 1'],
    [{ size: 10 }, 'spec.size: Invalid value: 10: spec.size in body should be less than or equal to 9'],
    [{ size: 1, color: 'green' }, 'spec.color: Unsupported value: "green": supported values: "red", "blue"'],
    [{ size: 1, tags: ['A'] }, `spec.tags[0]: Invalid value: "A": spec.tags[0] in body should match '^[a-z]+$'`],
    [
      { size: 1, port: true },
      'spec.port: Invalid value: "boolean": spec.port in body must be of type integer,string: "boolean"',
    ],
    [{ size: 1, port: 80, free: { any: { thing: 1 } } }, ''],
  ];
  const kind = widgets();
  for (const [spec, message] of rows) assert.equal(errorsOf(kind, widget(spec)), message);
});

test('unknown fields are dropped, defaults filled in, what is preserved stays', () => {
  const kind = widgets();
  const given = widget({ size: 1, colour: 'x', free: { any: 1 } });
  const made = kind.defaults?.(given) as KubeObject & { readonly spec: object };
  assert.deepEqual(made.spec, { size: 1, color: 'red', free: { any: 1 } });
  assert.deepEqual(unknownCustomFields(DEFINITION, 'v1', given), ['spec.colour']);
  assert.equal(kind.defaults?.(made), made);
});

test('columns, scale and status follow the definition', () => {
  const kind = widgets();
  const made = {
    ...widget({ size: 4 }),
    status: { replicas: 2 },
    metadata: { name: 'w', namespace: 'default', creationTimestamp: '2022-10-02T23:59:30Z' },
  };
  assert.deepEqual(cellsOf(kind, made), ['w', 4, '30s']);
  const scale = kind.subresources?.scale;
  assert.deepEqual([scale?.replicas(made), scale?.statusReplicas(made)], [4, 2]);
  assert.deepEqual({ ...scale?.withReplicas(made, 7) }, { ...made, spec: { size: 7 } });
  const created = kind.prepareForCreate?.(made, contextOf([]));
  assert.equal(Object.hasOwn(created ?? {}, 'status'), false);
  assert.equal(joinFieldErrors(kind.validate?.(made, contextOf([])) ?? []), '[]');
});

test('printer columns read simple paths', () => {
  const value = {
    a: [
      { type: 'Ready', status: 'True' },
      { type: 'Other', status: 'False' },
    ],
    labels: { 'x.y/z': '1' },
  };
  const rows: readonly [path: string, found: readonly unknown[]][] = [
    ['.a[0].status', ['True']],
    ['.a[*].status', ['True', 'False']],
    ['.a[?(@.type=="Ready")].status', ['True']],
    ["{.labels['x.y/z']}", ['1']],
    ['.labels.x\\.y/z', ['1']],
    ['.nothing.here', []],
  ];
  for (const [path, found] of rows) assert.deepEqual(valuesAt(value, path), found);
});

test('a pattern takes time in proportion to the text, as in Go, and knows its syntax', () => {
  const errors = (pattern: string, value: string): readonly string[] =>
    validateAgainst(value, { type: 'string', pattern }, 'spec').map(({ detail }) => detail ?? '');
  assert.deepEqual(errors('^(a+)+$', `${'a'.repeat(60)}b`), ["spec in body should match '^(a+)+$'"]);
  assert.deepEqual(errors('^(?i)[[:alpha:]]+\\z', 'Abc'), []);
  assert.deepEqual(errors('b', 'abc'), []);
});

test('rules are asked of objects that are valid otherwise, transitions of updates only (as recorded of v1.25.2)', () => {
  const rules = [{ rule: 'self.size < 5', message: 'too large' }, { rule: 'self.size >= oldSelf.size' }];
  const spec = { ...SCHEMA.properties.spec, 'x-kubernetes-validations': rules };
  const schema = { ...SCHEMA, properties: { ...SCHEMA.properties, spec } };
  const [version] = DEFINITION.spec.versions;
  const versions = [{ ...version, subresources: {}, schema: { openAPIV3Schema: schema } }];
  const definition = { ...DEFINITION, spec: { ...DEFINITION.spec, versions } } as CustomResourceDefinition;
  const [kind] = customKinds(definition);
  assert.ok(kind !== undefined);
  const object = (size: unknown): KubeObject =>
    ({
      apiVersion: 'example.com/v1',
      kind: 'Widget',
      metadata: { name: 'w' },
      spec: { size },
    }) as unknown as KubeObject;
  const created = (size: unknown): string => joinFieldErrors(kind.validate?.(object(size), contextOf([])) ?? []);
  const updated = (size: unknown, before: unknown): string =>
    joinFieldErrors(kind.validateUpdate?.(object(size), object(before), contextOf([])) ?? []);
  assert.deepEqual(kind.validate?.(object(3), contextOf([])), []);
  assert.equal(created(7), 'spec: Invalid value: "object": too large');
  assert.equal(updated(2, 3), 'spec: Invalid value: "object": failed rule: self.size >= oldSelf.size');
  assert.equal(
    created('x'),
    '[spec.size: Invalid value: "string": spec.size in body must be of type integer: "string", <nil>: Invalid value: "null": some validation rules were not checked because the object was invalid; correct the existing errors to complete validation]',
  );
});
