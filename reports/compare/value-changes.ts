/** A place in a value where two runs differ: `spec.replicas`, 3 and 5; undefined where it is not there. */
export interface ValueChange {
  readonly path: string;
  readonly base: unknown;
  readonly current: unknown;
}

/** Deeper is no manifest; what is down there is compared as a whole. */
const DEEPEST = 40;

/** Where two JSON values differ, in the order of their keys. Elements of lists that have names are matched by name. */
export function valueChanges(base: unknown, current: unknown, path = '', depth = 0): readonly ValueChange[] {
  if (JSON.stringify(base) === JSON.stringify(current)) return [];
  if (depth < DEEPEST) {
    const before = members(base);
    const now = members(current);
    if (before !== undefined && now !== undefined && Array.isArray(base) === Array.isArray(current))
      return [...new Set([...before.keys(), ...now.keys()])].flatMap((key) =>
        valueChanges(before.get(key), now.get(key), joined(path, key, Array.isArray(base)), depth + 1),
      );
  }
  return [{ path, base, current }];
}

function members(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (!Array.isArray(value)) return new Map(Object.entries(value));
  const names = value.map((item: unknown) => nameOf(item));
  const areNamed = names.every((name) => name !== undefined) && new Set(names).size === names.length;
  return new Map(value.map((item: unknown, index) => [areNamed ? (names[index] ?? '') : String(index), item]));
}

function nameOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null || !('name' in item)) return undefined;
  return typeof item.name === 'string' ? item.name : undefined;
}

function joined(path: string, key: string, isList: boolean): string {
  if (isList || /[^\w-]/.test(key)) return `${path}[${key}]`;
  return path === '' ? key : `${path}.${key}`;
}
