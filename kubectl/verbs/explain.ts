import { apiVersionOf, type Kind, unkeptOf, type Unkept } from '../../engine/index.ts';
import { KubectlError, StandardError } from '../errors.ts';
import { publishedSchema, type SchemaNode, schemaOf } from '../explain/schema.ts';
import { wrapped } from '../explain/wrap.ts';
import type { Invocation } from '../invocation.ts';
import type { Verb } from '../verb.ts';

export const explainVerb: Verb = {
  name: 'explain',
  summary: 'Get documentation for a resource',
  usage: 'TYPE[.FIELD...] [--recursive=false] [--api-version=api-version-group] [flags]',
  flags: [
    { name: 'api-version', type: 'string' },
    { name: 'recursive', type: 'bool' },
  ],
  run,
};

const EMPTY = '<empty>';

function run(invocation: Invocation): number {
  const [path, second] = invocation.args;
  if (path === undefined)
    throw new KubectlError(
      'You must specify the type of resource to explain. Use "kubectl api-resources" for a complete list of supported resources.\n',
    );
  if (second !== undefined) throw new KubectlError('We accept only this format: explain RESOURCE\n');
  if (path.startsWith('.')) throw new KubectlError('a resource must be present, got: /, Resource=');
  const unkept = unkeptOf(path.split('.')[0] ?? '');
  if (unkept !== undefined) return explainUnkept(invocation, unkept, path.split('.').slice(1));
  const asked = invocation.string('api-version') ?? '';
  const { kind, fields } = typeAndFields(invocation, path.replace(/\.$/, ''), asked === '');
  if (asked !== '' && invocation.client.kindOf(asked, kind.kind) === undefined)
    throw new KubectlError(
      `couldn't find resource for ${JSON.stringify(`${asked.includes('/') ? '' : '/'}${asked}, Kind=${kind.kind}`)}`,
    );
  const apiVersion = asked === '' ? apiVersionOf(kind) : asked;
  const root = schemaOf(invocation.client, kind, apiVersion);
  if (root === undefined)
    throw new KubectlError(`couldn't find resource for ${JSON.stringify(`${apiVersion}, Kind=${kind.kind}`)}`);
  return print(invocation, kind.kind, apiVersion, root, fields);
}

function explainUnkept(invocation: Invocation, { group, versions, kind }: Unkept, fields: readonly string[]): number {
  const asked = invocation.string('api-version') ?? '';
  const apiVersion = asked === '' ? apiVersionOf({ group, version: versions[0] ?? '' }) : asked;
  const root = publishedSchema(apiVersion, kind);
  if (root === undefined)
    throw new KubectlError(`couldn't find resource for ${JSON.stringify(`${apiVersion}, Kind=${kind}`)}`);
  return print(invocation, kind, apiVersion, root, fields);
}

function print(
  invocation: Invocation,
  kind: string,
  apiVersion: string,
  root: SchemaNode,
  fields: readonly string[],
): number {
  const node = nodeAt(root, fields);
  invocation.out(`KIND:     ${kind}\nVERSION:  ${apiVersion}\n\n`);
  invocation.out(explainNode(node, fields.at(-1), invocation.bool('recursive')));
  return 0;
}

/**
 * `deployments.apps.spec`: of the preferred version the resource may be written with its group, all else are fields (v1.25
 * `SplitAndParseResourceRequestWithMatchingPrefix`).
 */
function typeAndFields(
  invocation: Invocation,
  path: string,
  mayHaveGroup: boolean,
): { readonly kind: Kind; readonly fields: readonly string[] } {
  const parts = path.split('.');
  const kind = invocation.client.resolve(parts[0] ?? '');
  if (kind === undefined)
    throw new StandardError(`the server doesn't have a resource type ${JSON.stringify(parts[0] ?? '')}`);
  const long = `${kind.plural}.${kind.group}`;
  const hasGroup = mayHaveGroup && kind.group !== '' && (path === long || path.startsWith(`${long}.`));
  return { kind, fields: parts.slice(hasGroup ? long.split('.').length : 1) };
}

function nodeAt(root: SchemaNode, fields: readonly string[]): SchemaNode {
  return fields.reduce((node, name) => {
    const below = node.field(name) ?? elementOf(node);
    if (below === undefined) throw new KubectlError(`field ${JSON.stringify(name)} does not exist`);
    return below;
  }, root);
}

const SCALARS: ReadonlySet<string> = new Set(['boolean', 'integer', 'number', 'string']);

/** What stands for whatever is asked of below a scalar, and below a list or map of scalars (fieldLookup.VisitPrimitive, v1.25). */
function elementOf(node: SchemaNode): SchemaNode | undefined {
  if (SCALARS.has(node.type)) return node;
  const element = node.type.replace(/^(?:\[\]|map\[string\])+/, '');
  return SCALARS.has(element) ? { ...node, type: element, description: '' } : undefined;
}

function explainNode(node: SchemaNode, name: string | undefined, recursive: boolean): string {
  const leaf = node.fields.length === 0;
  const head = name === undefined ? '' : `${leaf ? 'FIELD:   ' : 'RESOURCE:'} ${name} <${node.type}>\n\n`;
  const said = [node.description, node.typeDescription].filter((text) => text !== '');
  const paragraphs = (said.length === 0 ? [EMPTY] : said).map((text) => wrapped(text, 5));
  const description = `DESCRIPTION:\n${paragraphs.join('\n')}`;
  if (leaf) return head + description;
  return `${head}${description}\nFIELDS:\n${recursive ? fieldTree(node, 3, []) : fieldList(node)}`;
}

function fieldList(node: SchemaNode): string {
  return node.fields
    .map((name) => {
      const field = node.field(name);
      const description = wrapped(field?.description ?? '', 5);
      return `   ${name}\t<${field?.type ?? ''}>${field?.required === true ? ' -required-' : ''}\n${description}\n`;
    })
    .join('');
}

/** A definition within itself is not opened again (recursiveFieldsPrinter, v1.25): JSON Schema in custom resource definitions. */
function fieldTree(node: SchemaNode, indent: number, above: readonly string[]): string {
  return node.fields
    .map((name) => {
      const field = node.field(name);
      const line = `${' '.repeat(indent)}${name}\t<${field?.type ?? ''}>\n`;
      const definition = field?.definition;
      if (field === undefined || (definition !== undefined && above.includes(definition))) return line;
      return line + fieldTree(field, indent + 3, definition === undefined ? above : [...above, definition]);
    })
    .join('');
}
