/** A version of a definition, as far as its deprecation goes. */
interface Version {
  readonly name: string;
  readonly served: boolean;
  readonly deprecated?: boolean;
  readonly deprecationWarning?: string;
}

const STAGES = ['alpha', 'beta'];

/** `v2` before `v1` before `v1beta2` before `v1alpha1`; other names behind them (version.CompareKubeAwareVersionStrings). */
function rank(name: string): readonly number[] {
  const [, major, stage, minor = '0'] = /^v([1-9]\d*)(?:(alpha|beta)([1-9]\d*))?$/.exec(name) ?? [];
  if (major === undefined) return [-1, 0, 0];
  return [stage === undefined ? STAGES.length : STAGES.indexOf(stage), Number(major), Number(minor)];
}

function isNewer(one: string, other: string): boolean {
  const right = rank(other);
  const at = rank(one).findIndex((part, index) => part !== right[index]);
  return at >= 0 && (rank(one)[at] ?? 0) > (right[at] ?? 0);
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
    .filter((other) => other.served && other.deprecated !== true && isNewer(other.name, name))
    .map((other) => other.name)
    .toSorted((left, right) => (isNewer(left, right) ? -1 : 1));
  const [best] = newer;
  const text = `${group}/${name} ${kind} is deprecated`;
  return best === undefined ? text : `${text}; use ${group}/${best} ${kind}`;
}
