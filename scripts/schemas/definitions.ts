import type { PublishedSchema } from './package-schemas.ts';

/** Field name -> type text; see `engine/api/schema/definitions.ts` for the notation. */
export type Definition = Record<string, string>;

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1';
const EXTENSIONS = 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1';
const AGGREGATOR = 'io.k8s.kube-aggregator.pkg.apis.apiregistration.v1';

/** The groups a v1.25 server serves; the package also has older ones. */
const GROUP_VERSIONS: readonly string[] = (
  'admissionregistration.v1 apps.v1 authentication.v1 authorization.v1 autoscaling.v1 autoscaling.v2 autoscaling.v2beta2 ' +
  'batch.v1 certificates.v1 coordination.v1 core.v1 discovery.v1 events.v1 flowcontrol.v1beta1 flowcontrol.v1beta2 ' +
  'networking.v1 node.v1 policy.v1 rbac.v1 scheduling.v1 storage.v1'
)
  .split(' ')
  .map((name) => `io.k8s.api.${name}`);

/** Kinds outside those groups, and the one kind that v1.25 still serves at storage.k8s.io/v1beta1. */
const MORE_ROOTS: readonly string[] = [
  `${EXTENSIONS}.CustomResourceDefinition`,
  `${AGGREGATOR}.APIService`,
  'io.k8s.api.storage.v1beta1.CSIStorageCapacity',
  `${META}.DeleteOptions`,
];

/** Types whose JSON form is not an object with fields. */
const SCALARS: Readonly<Record<string, string>> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'quantity',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'intOrString',
  'io.k8s.apimachinery.pkg.runtime.RawExtension': 'object',
  [`${META}.Time`]: 'time',
  [`${META}.MicroTime`]: 'microTime',
  [`${META}.FieldsV1`]: 'object',
  [`${EXTENSIONS}.JSON`]: 'any',
  [`${EXTENSIONS}.JSONSchemaPropsOrArray`]: 'schemaOrList',
  [`${EXTENSIONS}.JSONSchemaPropsOrBool`]: 'schemaOrBoolean',
  [`${EXTENSIONS}.JSONSchemaPropsOrStringArray`]: 'schemaOrStrings',
};

/** Fields that the package lost: it drops every `description` and every `x-kubernetes-` member, also where those are fields. */
const ADDITIONS: Readonly<Record<string, Definition>> = {
  'io.k8s.api.scheduling.v1.PriorityClass': { description: 'string' },
  [`${EXTENSIONS}.CustomResourceColumnDefinition`]: { description: 'string' },
  [`${EXTENSIONS}.ExternalDocumentation`]: { description: 'string' },
  [`${EXTENSIONS}.JSONSchemaProps`]: {
    description: 'string',
    'x-kubernetes-embedded-resource': 'boolean',
    'x-kubernetes-int-or-string': 'boolean',
    'x-kubernetes-list-map-keys': '[]string',
    'x-kubernetes-list-type': 'string',
    'x-kubernetes-map-type': 'string',
    'x-kubernetes-preserve-unknown-fields': 'boolean',
    'x-kubernetes-validations': `[]${EXTENSIONS}.ValidationRule`,
  },
  [`${EXTENSIONS}.ValidationRule`]: { message: 'string', rule: 'string!' },
  // The package writes the claim out in place; it is an ordinary claim.
  'io.k8s.api.apps.v1.StatefulSetSpec': { volumeClaimTemplates: '[]io.k8s.api.core.v1.PersistentVolumeClaim' },
};

/** The definitions that the served kinds need, sorted by name, and the kinds by `apiVersion/Kind`. */
export function deriveDefinitions(published: ReadonlyMap<string, PublishedSchema>): {
  readonly definitions: Record<string, Definition>;
  readonly kinds: Record<string, string>;
} {
  const kinds: Record<string, string> = {};
  const found = new Map<string, Definition>();
  const queue: string[] = [];
  for (const [id, schema] of published) {
    if (!isRoot(id, schema)) continue;
    queue.push(id);
    for (const apiVersion of schema.properties?.['apiVersion']?.enum ?? []) kinds[`${apiVersion}/${lastPart(id)}`] = id;
  }
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (found.has(id)) continue;
    const definition = derive(id, published.get(id));
    found.set(id, definition);
    for (const type of Object.values(definition)) queue.push(...references(type));
  }
  return { definitions: sorted(found), kinds: sorted(Object.entries(kinds)) };
}

function isRoot(id: string, { properties }: PublishedSchema): boolean {
  if (MORE_ROOTS.includes(id)) return true;
  const served = GROUP_VERSIONS.includes(id.slice(0, id.lastIndexOf('.')));
  return served && !id.endsWith('List') && properties?.['kind']?.enum !== undefined;
}

function derive(id: string, schema: PublishedSchema | undefined): Definition {
  const additions = ADDITIONS[id] ?? {};
  if (schema === undefined && ADDITIONS[id] === undefined) throw new Error(`kubernetes-models has no schema ${id}`);
  const required = new Set(schema?.required);
  const fields = Object.entries(schema?.properties ?? {}).map(([name, field]): [string, string] => [
    name,
    `${typeText(field, `${id}.${name}`)}${required.has(name) ? '!' : ''}`,
  ]);
  return sorted([...fields.filter(([name]) => additions[name] === undefined), ...Object.entries(additions)]);
}

/** The schema of one field in the notation of the definitions table. */
function typeText(schema: PublishedSchema, at: string): string {
  const { oneOf, $ref, type, format, items, additionalProperties } = schema;
  const inner = oneOf?.find((branch) => branch.type !== 'null');
  if (inner !== undefined) return typeText(inner, at);
  if ($ref !== undefined) return referenceText($ref.replace(/#$/, ''));
  if (items !== undefined) return `[]${typeText(items, at)}`;
  if (additionalProperties !== undefined) return `{}${typeText(additionalProperties, at)}`;
  if (format === 'date-time') return 'time';
  if (type === 'number') return 'double';
  if (type === 'integer' || (type === 'string' && format === 'byte')) return format ?? 'int64';
  if (type === 'string' || type === 'boolean' || type === 'object') return type;
  throw new Error(`the schema of ${at} has a form this script does not know: ${JSON.stringify(schema)}`);
}

function referenceText(id: string): string {
  return SCALARS[id] ?? id;
}

function references(type: string): string[] {
  const id = type.replace(/^(\[\]|\{\})+/, '').replace(/!$/, '');
  return id.startsWith('io.k8s.') ? [id] : [];
}

function lastPart(id: string): string {
  return id.slice(id.lastIndexOf('.') + 1);
}

function sorted<T>(entries: Iterable<[string, T]>): Record<string, T> {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}
