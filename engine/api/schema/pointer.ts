import { isArray, isObject, member } from '../json.ts';
import type { JsonValue } from '../json.ts';

/** The members of a JSON pointer (RFC 6901); the empty pointer has none. */
export function pointerSegments(pointer: string): string[] {
  if (pointer === '') return [];
  return pointer.slice(1).split('/').map(unescapeSegment);
}

export function escapeSegment(segment: string): string {
  return segment.replaceAll('~', '~0').replaceAll('/', '~1');
}

function unescapeSegment(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** The value a list of segments leads to. */
export function valueAt(root: JsonValue, segments: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = root;
  for (const segment of segments) {
    if (isArray(value)) value = value[Number(segment)];
    else value = isObject(value) ? member(value, segment) : undefined;
  }
  return value;
}

/** Of some pointers into a document, the one whose value comes first in it. One walk, however many pointers. */
export function firstInDocument(root: JsonValue, pointers: ReadonlySet<string>): string | undefined {
  return search(root, '', pointers);
}

function search(value: JsonValue, pointer: string, wanted: ReadonlySet<string>): string | undefined {
  if (wanted.has(pointer)) return pointer;
  const children = isArray(value) ? value.entries() : isObject(value) ? Object.entries(value) : [];
  for (const [name, child] of children) {
    const found = search(child, `${pointer}/${escapeSegment(String(name))}`, wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}
