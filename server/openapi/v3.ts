import type { Operation, PathItem, Swagger } from './document.ts';
import type { Schema } from './schemas.ts';

const FROM = '#/definitions/';
const TO = '#/components/schemas/';

/** The part of a v2 document that one group and version shows, as OpenAPI v3. */
export function groupDocument(swagger: Swagger, key: string): object | undefined {
  const paths = Object.entries(swagger.paths).filter(([path]) => path.startsWith(`/${key}/`));
  if (paths.length === 0) return undefined;
  const gvks = new Set(paths.flatMap(([, item]) => Object.values(item).map(gvkText)));
  const wanted = Object.entries(swagger.definitions).filter(([, schema]) => namesAny(schema, gvks));
  const schemas: Record<string, unknown> = {};
  for (const [name] of wanted) collect(swagger, name, schemas);
  return {
    openapi: '3.0.0',
    info: swagger.info,
    paths: Object.fromEntries(paths.map(([path, item]) => [path, pathItem(item)])),
    components: { schemas },
  };
}

const gvkText = (operation: Operation): string => JSON.stringify(sorted(operation['x-kubernetes-group-version-kind']));

function sorted({ group, version, kind }: Operation['x-kubernetes-group-version-kind']): readonly string[] {
  return [group, version, kind];
}

function namesAny(schema: Schema, gvks: ReadonlySet<string>): boolean {
  const named = schema['x-kubernetes-group-version-kind'] as
    | readonly Operation['x-kubernetes-group-version-kind'][]
    | undefined;
  return named?.some((gvk) => gvks.has(JSON.stringify(sorted(gvk)))) === true;
}

function pathItem(item: PathItem): object {
  const operations = Object.entries(item).map(([method, operation]) => {
    const parameters = (operation.parameters ?? []).map(({ type, ...rest }) => ({ ...rest, schema: { type } }));
    return [method, { ...operation, parameters }];
  });
  return Object.fromEntries(operations);
}

/** A definition with everything that it refers to. */
function collect(swagger: Swagger, name: string, into: Record<string, unknown>): void {
  const schema = swagger.definitions[name];
  if (schema === undefined || into[name] !== undefined) return;
  const used: string[] = [];
  into[name] = rewritten(schema, used);
  for (const other of used) collect(swagger, other, into);
}

function rewritten(value: unknown, used: string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => rewritten(item, used));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      if (key !== '$ref' || typeof member !== 'string') return [key, rewritten(member, used)];
      used.push(member.slice(FROM.length));
      return [key, member.replace(FROM, TO)];
    }),
  );
}
