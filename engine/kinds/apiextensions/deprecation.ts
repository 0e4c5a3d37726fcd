import { byPriority } from './version-priority.ts';

/** A version of a definition, as far as its deprecation goes. */
interface Version {
  readonly name: string;
  readonly served: boolean;
  readonly deprecated?: boolean;
  readonly deprecationWarning?: string;
}

/** What users of a deprecated version are told (apiextensions, defaultDeprecationWarning, v1.25); undefined: it is not deprecated. */
export function deprecationOf(
  { group, kind }: { readonly group: string; readonly kind: string },
  { name, deprecated, deprecationWarning }: Version,
  versions: readonly Version[],
): string | undefined {
  if (deprecated !== true) return undefined;
  if (deprecationWarning !== undefined) return deprecationWarning;
  const newer = versions
    .filter((other) => other.served && other.deprecated !== true && byPriority(other.name, name) < 0)
    .map((other) => other.name)
    .toSorted(byPriority);
  const [best] = newer;
  const text = `${group}/${name} ${kind} is deprecated`;
  return best === undefined ? text : `${text}; use ${group}/${best} ${kind}`;
}
