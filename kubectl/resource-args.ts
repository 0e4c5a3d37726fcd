import { type Client, type Kind, unkeptError, unkeptOf } from '../engine/index.ts';
import { KubectlError } from './errors.ts';

/** One `TYPE/NAME` or one name of `TYPE NAME...`. */
export interface NamedResource {
  readonly kind: Kind;
  readonly name: string;
}

/** What the words of a command mean: objects by name, or types without names. */
export interface ResourceArgs {
  readonly named: readonly NamedResource[];
  /** Types without names (`pods,svc`), in the order given; categories (`all`) taken apart. */
  readonly types: readonly Kind[];
  /** The words were `TYPE/NAME`. */
  readonly slashed: boolean;
}

/**
 * Reads `pod/x`, `pods,svc`, `pod a b`, `all` (resource.Builder's ResourceTypeOrNameArgs).
 * @throws KubectlError for a type that the server does not have, or words that do not fit together
 */
export function parseResourceArgs(client: Client, args: readonly string[]): ResourceArgs {
  const slashed = args.filter((arg) => arg.includes('/'));
  if (slashed.length > 0) {
    if (slashed.length !== args.length) throw new KubectlError(MIXED_ARGS);
    return { named: args.map((arg) => typeAndName(client, arg)), types: [], slashed: true };
  }
  const [typeText, ...names] = args;
  if (typeText === undefined) return { named: [], types: [], slashed: false };
  const types = splitTypes(client, typeText, names.length > 0).flatMap((type) => kindsOf(client, type));
  if (names.length === 0) return { named: [], types, slashed: false };
  // Several types with names stand for each type with each name.
  const named = types.flatMap((kind) => names.map((name) => ({ kind, name })));
  return { named, types: [], slashed: types.length > 1 };
}

const ONE_RESOURCE_AND_NAME = 'arguments in resource/name form must have a single resource and name';

const MIXED_ARGS =
  "there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'";

/**
 * The kind of one type word.
 * @throws KubectlError `the server doesn't have a resource type "foo"`, of `foo.v1.group` too
 */
export function resolveKind(client: Client, type: string): Kind {
  const kind = client.resolve(type);
  if (kind !== undefined) return kind;
  const unkept = unkeptOf(type);
  if (unkept !== undefined) throw unkeptError(unkept);
  throw new KubectlError(`the server doesn't have a resource type ${JSON.stringify(type.split('.')[0])}`);
}

/** `all` alone is checked by kubectl before it is cut; empty words between commas are mistakes. */
function splitTypes(client: Client, text: string, areNamesGiven: boolean): readonly string[] {
  const types = text.split(',');
  if (types.includes(''))
    throw new KubectlError(areNamesGiven ? ONE_RESOURCE_AND_NAME : `the server doesn't have a resource type ""`);
  if (types.length > 1 && types.includes('all') && kindsInCategory(client, 'all').length === 0)
    throw new KubectlError(`the server doesn't have a resource type "all"`);
  return types;
}

/** A type word's kind, or all kinds of a category (`all`, `api-extensions`), in discovery's order. */
function kindsOf(client: Client, type: string): readonly Kind[] {
  const category = client.resolve(type) === undefined ? kindsInCategory(client, type) : [];
  return category.length > 0 ? category : [resolveKind(client, type)];
}

function kindsInCategory(client: Client, category: string): readonly Kind[] {
  return client.kinds().filter((kind) => kind.categories?.includes(category) === true);
}

function typeAndName(client: Client, arg: string): NamedResource {
  const [type = '', name = '', more] = arg.split('/');
  if (more !== undefined) throw new KubectlError('arguments in resource/name form may not have more than one slash');
  if (type === '' || name === '' || type.includes(',')) throw new KubectlError(ONE_RESOURCE_AND_NAME);
  return { kind: resolveKind(client, type), name };
}
