import type { JsonValue } from '../../../engine/index.ts';
import { PlainRefusal } from '../errors.ts';
import { plainScalar } from '../scalars.ts';

/**
 * A scalar with another text: the old one keeps its type, so what is to become a number has to look like one.
 * @param old undefined for a field just made, which takes the type that the text looks like
 * @throws PlainRefusal where the text is none of the type: kustomize finds out only when it writes everything
 */
export function replaced(old: JsonValue | undefined, text: string): JsonValue {
  if (typeof old === 'string') return text;
  const value = text.includes('\n') ? text : plainScalar(text);
  if (old === undefined || fits(value, old)) return value;
  throw new PlainRefusal(
    `map[string]interface {}(nil): yaml: cannot decode !!${tagOf(value)} \`${text}\` as a !!${tagOf(old)}`,
  );
}

function fits(value: JsonValue, old: JsonValue): boolean {
  return tagOf(value) === tagOf(old) || (tagOf(value) === 'int' && tagOf(old) === 'float');
}

function tagOf(value: JsonValue): string {
  if (value === null) return 'null';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return typeof value === 'boolean' ? 'bool' : 'str';
}
