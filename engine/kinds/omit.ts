const isZero = (value: unknown): boolean => {
  if (value === undefined || value === null || value === '' || value === 0 || value === false) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
};

/**
 * The object without those of `keys` that say nothing: '', 0, false, null, [] and {}. Kubernetes stores Go structs whose fields are
 * left out when they are zero (`omitempty`), so a manifest's `hostNetwork: false` is not seen again. The same object if nothing goes.
 */
export function omitZero<T extends object>(object: T, keys: readonly (keyof T & string)[]): T {
  const members = object as Readonly<Record<string, unknown>>;
  if (!keys.some((key) => Object.hasOwn(members, key) && isZero(members[key]))) return object;
  const gone: readonly string[] = keys;
  return Object.fromEntries(
    Object.entries(members).filter(([key, value]) => !(gone.includes(key) && isZero(value))),
  ) as T;
}

/**
 * The object with defaults for members that are not given. An empty text is given: of fields that are no pointers in Go it is lost before
 * (`normalize`), and pointers to it are no defaults' business.
 */
export function withDefaults<T extends object>(object: T, defaults: Partial<T>): T {
  const missing: [string, unknown][] = [];
  for (const key of Object.keys(defaults)) {
    const value = (defaults as Readonly<Record<string, unknown>>)[key];
    const given = (object as Readonly<Record<string, unknown>>)[key];
    if (value !== undefined && (given === undefined || given === null)) missing.push([key, value]);
  }
  return missing.length === 0 ? object : { ...object, ...Object.fromEntries(missing) };
}

/** The object without these members; the same object where it has none of them. */
export function without<T extends object>(object: T, keys: readonly (keyof T & string)[]): T {
  if (!keys.some((key) => Object.hasOwn(object, key))) return object;
  const gone: readonly string[] = keys;
  return Object.fromEntries(Object.entries(object).filter(([key]) => !gone.includes(key))) as T;
}
