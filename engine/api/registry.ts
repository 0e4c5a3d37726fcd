import { apiVersionOf, type Kind, kindId, type ServedVersion } from './kind.ts';

/** A kind found by apiVersion and kind name; `served` says by which other version, if it is not the stored one. */
export interface FoundKind {
  readonly kind: Kind;
  readonly served?: ServedVersion;
}

/** Everything the API serves. Built-in kinds stay; custom ones come and go with their definitions. */
export class Registry {
  readonly #builtIn: readonly Kind[];
  #custom: readonly { readonly owner: string; readonly kinds: readonly Kind[] }[] = [];
  #all: readonly Kind[];
  #names: Names;

  constructor(kinds: readonly Kind[]) {
    this.#builtIn = kinds;
    this.#all = kinds;
    this.#names = builtInNames(kinds);
  }

  /** In discovery's order; custom kinds last. */
  all(): readonly Kind[] {
    return this.#all;
  }

  find(id: string): Kind | undefined {
    return this.#names.byId.get(id);
  }

  /** By id; a kind that is not there is a programming error. */
  get(id: string): Kind {
    const kind = this.#names.byId.get(id);
    if (kind === undefined) throw new Error(`no kind is named ${id}`);
    return kind;
  }

  /** 'deploy', 'Deployments', 'deployment.apps', 'deployments.v1.apps'. */
  resolve(resource: string): Kind | undefined {
    return this.#names.byResource.get(resource.toLowerCase());
  }

  kindOf(apiVersion: string, kind: string): FoundKind | undefined {
    return this.#names.byVersion.get(`${apiVersion}/${kind}`);
  }

  /** Sets the kinds that a definition (by name) brings; an empty list takes them away. */
  setCustom(owner: string, kinds: readonly Kind[]): void {
    const others = this.#custom.filter((entry) => entry.owner !== owner);
    this.#custom = kinds.length === 0 ? others : [...others, { owner, kinds }];
    this.#all = [...this.#builtIn, ...this.#custom.flatMap((entry) => entry.kinds)];
    this.#names = this.#custom.length === 0 ? builtInNames(this.#builtIn) : namesIn(this.#all);
  }

  /** Takes over another registry's custom kinds. */
  adopt(other: Registry): void {
    for (const { owner, kinds } of other.#custom) this.setCustom(owner, kinds);
  }
}

/** Where kinds are found. Not changed once it is made. */
interface Names {
  readonly byId: ReadonlyMap<string, Kind>;
  readonly byResource: ReadonlyMap<string, Kind>;
  readonly byVersion: ReadonlyMap<string, FoundKind>;
}

/** Every cluster serves the same built-in kinds. */
const builtIn = new WeakMap<readonly Kind[], Names>();

function builtInNames(kinds: readonly Kind[]): Names {
  const known = builtIn.get(kinds);
  if (known !== undefined) return known;
  const names = namesIn(kinds);
  builtIn.set(kinds, names);
  return names;
}

function namesIn(kinds: readonly Kind[]): Names {
  const byId = new Map<string, Kind>();
  const byResource = new Map<string, Kind>();
  const byVersion = new Map<string, FoundKind>();
  for (const kind of kinds) {
    setOnce(byId, kindId(kind), kind);
    setOnce(byVersion, `${apiVersionOf(kind)}/${kind.kind}`, { kind });
    for (const served of kind.alsoServed ?? [])
      setOnce(byVersion, `${apiVersionOf(served)}/${kind.kind}`, { kind, served });
    for (const name of namesOf(kind)) setOnce(byResource, name, kind);
  }
  return { byId, byResource, byVersion };
}

function setOnce<K, V>(map: Map<K, V>, key: K, value: V): void {
  if (!map.has(key)) map.set(key, value);
}

/** Every spelling of a resource that kubectl understands, lower case. */
function namesOf(kind: Kind): string[] {
  const base = [
    kind.plural,
    kind.singular ?? kind.kind.toLowerCase(),
    ...(kind.shortNames ?? []),
    kind.kind.toLowerCase(),
  ];
  const versions = [kind, ...(kind.alsoServed ?? [])];
  const long = versions.flatMap(({ group, version }) => [
    `${kind.plural}.${group}`,
    `${kind.plural}.${version}.${group}`,
    `${kind.singular ?? kind.kind.toLowerCase()}.${group}`,
    ...(kind.shortNames ?? []).flatMap((name) => [`${name}.${group}`, `${name}.${version}.${group}`]),
    `${kind.singular ?? kind.kind.toLowerCase()}.${version}.${group}`,
    `${kind.kind.toLowerCase()}.${version}.${group}`,
  ]);
  return [...base, ...long].map((name) => name.toLowerCase());
}
