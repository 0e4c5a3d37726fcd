import { apiVersionOf, type CustomResourceDefinition, type Kind } from '../../engine/index.ts';
import { versionsOf } from '../request-path.ts';
import type { GroupVersionKind, Schema } from './schemas.ts';

export interface Parameter {
  readonly in: 'query';
  readonly name: string;
  readonly type: string;
  readonly description: string;
}

export interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly 'x-kubernetes-group-version-kind': GroupVersionKind;
  readonly responses: Readonly<Record<string, { readonly description: string }>>;
}

export type PathItem = Readonly<Record<string, Operation>>;

/** An OpenAPI v2 document as far as clients of Kubernetes read it. */
export interface Swagger {
  readonly swagger: '2.0';
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly definitions: Readonly<Record<string, Schema>>;
}

const PATCH_PARAMETERS: readonly Parameter[] = [
  { in: 'query', name: 'dryRun', type: 'string', description: 'All: nothing is stored' },
  { in: 'query', name: 'fieldManager', type: 'string', description: 'who owns the fields that change' },
  { in: 'query', name: 'fieldValidation', type: 'string', description: 'Ignore, Warn or Strict' },
  { in: 'query', name: 'force', type: 'boolean', description: 'apply patches only: takes over fields of others' },
];
const DRY_RUN = PATCH_PARAMETERS.filter(({ name }) => name === 'dryRun');

/** `builtIn`: the definitions of the built-in kinds, which are the same for every cluster. */
export function swaggerOf(
  kinds: readonly Kind[],
  customs: readonly CustomResourceDefinition[],
  builtIn: Readonly<Record<string, Schema>>,
): Swagger {
  return {
    swagger: '2.0',
    info: { title: 'Kubernetes', version: 'v1.25.0' },
    paths: Object.fromEntries(kinds.flatMap(pathsOf)),
    definitions: { ...builtIn, ...Object.fromEntries(customs.flatMap((crd) => customDefinitions(crd, builtIn))) },
  };
}

function pathsOf(kind: Kind): [string, PathItem][] {
  return versionsOf(kind).flatMap(({ group, version }): [string, PathItem][] => {
    const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
    const space = kind.scope === 'Namespaced' ? '/namespaces/{namespace}' : '';
    const collection = `${root}${space}/${kind.plural}`;
    const gvk = { group, version, kind: kind.kind };
    const operations = (...verbs: [verb: string, method: string, parameters?: readonly Parameter[]][]): PathItem =>
      Object.fromEntries(
        verbs
          .filter(([verb]) => kind.unservedVerbs?.includes(verb) !== true)
          .map(([, method, parameters]) => [method, operation(gvk, parameters)]),
      );
    return [
      [collection, operations(['list', 'get'], ['create', 'post', DRY_RUN], ['deletecollection', 'delete', DRY_RUN])],
      [
        `${collection}/{name}`,
        operations(
          ['get', 'get'],
          ['update', 'put', DRY_RUN],
          ['delete', 'delete', DRY_RUN],
          ['patch', 'patch', PATCH_PARAMETERS],
        ),
      ],
    ];
  });
}

function operation(gvk: GroupVersionKind, parameters: readonly Parameter[] = []): Operation {
  return {
    ...(parameters.length === 0 ? {} : { parameters }),
    responses: { 200: { description: 'OK' } },
    'x-kubernetes-group-version-kind': gvk,
  };
}

/** Any definition of a kind: all say the same of what every object has. */
const MODEL = 'io.k8s.api.core.v1.ConfigMap';

/** A custom resource's schema, under the reversed name of its group (`com.example.v1.Backup`). */
function customDefinitions(
  { spec }: CustomResourceDefinition,
  builtIn: Readonly<Record<string, Schema>>,
): [string, Schema][] {
  const { apiVersion = {}, kind = {}, metadata = {} } = builtIn[MODEL]?.properties ?? {};
  const { group, names, versions } = spec;
  const prefix = group.split('.').toReversed().join('.');
  return versions
    .filter((version) => version.served)
    .map((version) => {
      const schema = (version.schema?.openAPIV3Schema ?? { type: 'object' }) as Schema;
      const gvk = { group, version: version.name, kind: names.kind };
      const properties = { ...schema.properties, apiVersion, kind, metadata };
      return [
        `${prefix}.${version.name}.${names.kind}`,
        { ...schema, properties, 'x-kubernetes-group-version-kind': [gvk] },
      ];
    });
}

/** `api/v1`, `apis/apps/v1`: the key of a group and version in the index of OpenAPI v3. */
export function groupKey(version: { readonly group: string; readonly version: string }): string {
  return version.group === '' ? `api/${version.version}` : `apis/${apiVersionOf(version)}`;
}
