import { apiVersionOf, type Kind, kindId } from './kind.ts';
import { kindIn } from './versions.ts';

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

  /** 'deploy', 'Deployments', 'deployment.apps', 'deployments.v1.apps': the kind in that version; 'deploy.ap' begins a group's name. */
  resolve(resource: string): Kind | undefined {
    const name = resource.toLowerCase();
    return this.#names.byResource.get(name) ?? this.#ofGroupBeginning(name);
  }

  /** The first kind whose group begins so, in the version that may stand before (DefaultRESTMapper and its short names, v1.25). */
  #ofGroupBeginning(name: string): Kind | undefined {
    const [word = '', ...rest] = name.split('.');
    for (const versions of [rest.slice(0, 1), []]) {
      const beginning = rest.slice(versions.length).join('.');
      if (beginning === '') continue;
      const found = this.#all.find((kind) => kind.group.startsWith(beginning) && shortNamesOf(kind).includes(word));
      const resolved = found && this.#names.byResource.get([word, ...versions, found.group].join('.'));
      if (resolved !== undefined) return resolved;
    }
    return undefined;
  }

  /** By apiVersion and kind name: the kind in that version. */
  kindOf(apiVersion: string, kind: string): Kind | undefined {
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
  readonly byVersion: ReadonlyMap<string, Kind>;
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
  const byVersion = new Map<string, Kind>();
  for (const kind of kinds) {
    setOnce(byId, kindId(kind), kind);
    for (const name of shortNamesOf(kind)) setOnce(byResource, name, kind);
    for (const shown of versionsOf(kind)) {
      setOnce(byVersion, `${apiVersionOf(shown)}/${kind.kind}`, shown);
      for (const name of namesOf(shown)) setOnce(byResource, name, shown);
    }
  }
  return { byId, byResource, byVersion };
}

function setOnce<K, V>(map: Map<K, V>, key: K, value: V): void {
  if (!map.has(key)) map.set(key, value);
}

/** The kind in each version under which it is served, the stored one first. */
function versionsOf(kind: Kind): readonly Kind[] {
  return [kind, ...(kind.alsoServed ?? []).map((served) => kindIn(kind, apiVersionOf(served)))];
}

/** Every spelling of a resource without its group that kubectl understands, lower case. */
function shortNamesOf({ plural, singular, shortNames = [], kind }: Kind): readonly string[] {
  return [plural, singular ?? kind, ...shortNames, kind].map((name) => name.toLowerCase());
}

/** The same with group, or version and group. */
function namesOf(kind: Kind): readonly string[] {
  const { group, version } = kind;
  return shortNamesOf(kind).flatMap((name) => [`${name}.${group}`, `${name}.${version}.${group}`.toLowerCase()]);
}
