import { type JsonObject, member, sha256Hex, sortedStringify } from '../../engine/index.ts';
import type { JsonValue } from '../../engine/index.ts';
import { gvkOf, nameOf, type Resource } from './resource.ts';
import { renamed } from './transform/names.ts';

/** Generated resources get a hash of their content after the name, so that whatever uses them changes with them (HashTransformer). */
export function withHashes(resources: readonly Resource[]): readonly Resource[] {
  return resources.map((resource) =>
    resource.needsHash ? renamed(resource, `${nameOf(resource.object)}-${hashOf(resource.object)}`) : resource,
  );
}

/** Hexadecimal digits that would make words, or look like others (api/hasher). */
const letters: Readonly<Record<string, string>> = { '0': 'g', '1': 'h', '3': 'k', a: 'm', e: 't' };

function hashOf(object: JsonObject): string {
  const text = sortedStringify(hashed(object), { escapeHtml: true });
  return sha256Hex(text)
    .slice(0, 10)
    .replace(/[013ae]/g, (digit) => letters[digit] ?? digit);
}

function hashed(object: JsonObject): JsonValue {
  const { kind } = gvkOf(object);
  const field = (name: string): JsonValue => member(object, name) ?? '';
  const optional = (name: string): JsonObject => (Object.hasOwn(object, name) ? { [name]: field(name) } : {});
  // The name is asked for by a path that is none, and so is always empty: the hash is the same whatever the prefix.
  const common = { kind, name: '', data: field('data') };
  if (kind === 'Secret') return { ...common, type: field('type'), ...optional('stringData') };
  return { ...common, ...optional('binaryData') };
}
