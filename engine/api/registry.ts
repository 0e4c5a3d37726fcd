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
  #byId = new Map<string, Kind>();
  #byResource = new Map<string, Kind>();
  #byVersion = new Map<string, FoundKind>();

  constructor(kinds: readonly Kind[]) {
    this.#builtIn = kinds;
    this.#all = kinds;
    this.#index();
  }

  /** In discovery's order; custom kinds last. */
  all(): readonly Kind[] {
    return this.#all;
  }

  find(id: string): Kind | undefined {
    return this.#byId.get(id);
  }

  /** By id; a kind that is not there is a programming error. */
  get(id: string): Kind {
    const kind = this.#byId.get(id);
    if (kind === undefined) throw new Error(`no kind is named ${id}`);
    return kind;
  }

  /** 'deploy', 'Deployments', 'deployment.apps', 'deployments.v1.apps'. */
  resolve(resource: string): Kind | undefined {
    return this.#byResource.get(resource.toLowerCase());
  }

  kindOf(apiVersion: string, kind: string): FoundKind | undefined {
    return this.#byVersion.get(`${apiVersion}/${kind}`);
  }

  /** Sets the kinds that a definition (by name) brings; an empty list takes them away. */
  setCustom(owner: string, kinds: readonly Kind[]): void {
    const others = this.#custom.filter((entry) => entry.owner !== owner);
    this.#custom = kinds.length === 0 ? others : [...others, { owner, kinds }];
    this.#all = [...this.#builtIn, ...this.#custom.flatMap((entry) => entry.kinds)];
    this.#index();
  }

  /** Takes over another registry's custom kinds. */
  adopt(other: Registry): void {
    for (const { owner, kinds } of other.#custom) this.setCustom(owner, kinds);
  }

  #index(): void {
    this.#byId = new Map();
    this.#byResource = new Map();
    this.#byVersion = new Map();
    for (const kind of this.#all) {
      setOnce(this.#byId, kindId(kind), kind);
      setOnce(this.#byVersion, `${apiVersionOf(kind)}/${kind.kind}`, { kind });
      for (const served of kind.alsoServed ?? []) {
        setOnce(this.#byVersion, `${apiVersionOf(served)}/${kind.kind}`, { kind, served });
      }
      for (const name of namesOf(kind)) setOnce(this.#byResource, name, kind);
    }
  }
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
    `${kind.kind.toLowerCase()}.${version}.${group}`,
  ]);
  return [...base, ...long].map((name) => name.toLowerCase());
}
