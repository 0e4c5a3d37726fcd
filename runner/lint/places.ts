import type { ManifestDocument, ValuePath } from '../../kubectl/manifest/load.ts';

/** `spec.containers[0].image`, `data[a.b]` as a way into the document; `[*]` is the first item that has the rest of it. */
export function lineOfField(document: ManifestDocument, base: ValuePath, field: string): number {
  const root = valueAt(document.value, base);
  const path = resolved(root, stepsOf(field));
  for (let length = path.length; length > 0; length -= 1) {
    const line = document.lineOf([...base, ...path.slice(0, length)]);
    if (line !== undefined) return line;
  }
  return document.lineOf(base) ?? document.line;
}

function stepsOf(field: string): readonly string[] {
  return field.match(/[^.[\]]+|\[[^\]]*\]/g) ?? [];
}

function valueAt(value: unknown, path: ValuePath): unknown {
  return path.reduce<unknown>((inner, step) => memberOf(inner, step), value);
}

function memberOf(value: unknown, step: string | number): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.hasOwn(value, step) ? (value as Readonly<Record<string | number, unknown>>)[step] : undefined;
}

/** As much of the way as the document has. */
function resolved(value: unknown, steps: readonly string[]): ValuePath {
  const [step, ...rest] = steps;
  if (step === undefined || typeof value !== 'object' || value === null) return [];
  if (step === '[*]') return firstItem(value, rest);
  const name = step.startsWith('[') ? step.slice(1, -1) : step;
  const key = Array.isArray(value) && /^\d+$/.test(name) ? Number(name) : name;
  const inner = memberOf(value, key);
  // A key that is missing has no line; what holds it has.
  return inner === undefined ? [] : [key, ...resolved(inner, rest)];
}

function firstItem(value: object, rest: readonly string[]): ValuePath {
  if (!Array.isArray(value)) return [];
  const paths = value.map((item, index): ValuePath => [index, ...resolved(item, rest)]);
  return paths.reduce<ValuePath>((longest, path) => (path.length > longest.length ? path : longest), []);
}
