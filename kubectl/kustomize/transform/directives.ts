import { isArray, isObject, type JsonArray, type JsonObject, type JsonValue, member } from '../../../engine/index.ts';
import { KubectlError } from '../../errors.ts';

/** No value: a field that is not there, or that the merge takes away. */
export type Maybe = JsonValue | undefined;

/** The one directive that kustomize's merge knows. */
export const DIRECTIVE = '$patch';

/** What a map of a patch says of itself. @throws KubectlError for a word that is none */
export function directiveOf(patch: JsonObject): string | undefined {
  const directive = member(patch, DIRECTIVE) ?? undefined;
  if (directive === undefined || ['delete', 'replace', 'merge'].includes(String(directive)))
    return directive === undefined ? undefined : String(directive);
  throw new KubectlError(`unknown patch strategy '${String(directive)}'`);
}

/** What the first element with a directive says, if it says nothing else; it is for the whole list then. */
export function listDirective(patch: JsonArray): string | undefined {
  const first = patch.find((item) => isObject(item) && Object.hasOwn(item, DIRECTIVE));
  return isObject(first) && Object.keys(first).length === 1 ? directiveOf(first) : undefined;
}

/** @throws KubectlError where map, list and scalar meet each other */
export function requireSameForm(first: JsonValue, second: Maybe, path: readonly string[]): void {
  if (second === undefined || second === null || first === null || form(first) === form(second)) return;
  const where = path.join('.');
  throw new KubectlError(`wrong Node Kind for ${where} expected: ${form(first)} was ${form(second)}`);
}

function form(value: JsonValue): string {
  if (isArray(value)) return 'SequenceNode';
  return isObject(value) ? 'MappingNode' : 'ScalarNode';
}
