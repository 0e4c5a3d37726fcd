import type { TraceEntry } from '../../engine/index.ts';

/** The alphabet of generated suffixes and template hashes: no vowels, no 0, 1 or 3. */
const GENERATED = /^(.+)-([bcdfghjklmnpqrstvwxz2456789]{4,10})$/;
const NAME = /[a-z0-9](?:[-a-z0-9]*[a-z0-9])?/g;
const ADDRESS = /\b\d{1,3}(?:\.\d{1,3}){3}\b/g;
const UUID = /(?<![0-9a-f])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-f])/g;

/**
 * Names that two runs have in common. What Kubernetes draws (suffixes of pods, template hashes, addresses, uids) becomes an ordinal in order of
 * appearance under its owner: `web-6d4cf56db6-x8z2k` is `web-#1-#2`, the second pod of the first ReplicaSet of `web`. So an object that came
 * first somewhere else does not rename everything after it.
 */
export class CanonicalNames {
  readonly #names = new Map<string, string>();
  readonly #counts = new Map<string, number>();
  readonly #addresses = new Map<string, string>();
  /** Objects that a user created under just that name: nothing in it was drawn. */
  readonly #given = new Set<string>();

  /** Learns from an entry the names that come into being with it. */
  learn({ type, about, detail }: TraceEntry): void {
    if (type === 'request' && detail['verb'] === 'create') this.#given.add(about);
    if (type !== 'change' || detail['change'] !== 'ADDED' || this.#given.has(about)) return;
    const [kind = '', key = ''] = about.split(' ');
    if (kind === 'Event') return;
    const slash = key.indexOf('/');
    const name = key.slice(slash + 1);
    const found = GENERATED.exec(name);
    if (found?.[1] === undefined || this.#names.has(name)) return;
    const prefix = this.#names.get(found[1]) ?? found[1];
    const family = `${kind} ${key.slice(0, slash + 1)}${prefix}`;
    const count = (this.#counts.get(family) ?? 0) + 1;
    this.#counts.set(family, count);
    this.#names.set(name, `${prefix}-#${count}`);
  }

  /** A text with every generated name, address and uid in it replaced. */
  of(text: string): string {
    return this.named(text.replace(UUID, 'uid').replace(ADDRESS, (address) => this.#address(address)));
  }

  /** The same of names alone, for what users send: an address or a uid in it is their own. */
  named(text: string): string {
    return this.#names.size === 0 ? text : text.replace(NAME, (name) => this.#names.get(name) ?? name);
  }

  #address(address: string): string {
    const known = this.#addresses.get(address);
    if (known !== undefined) return known;
    const name = `ip#${this.#addresses.size + 1}`;
    this.#addresses.set(address, name);
    return name;
  }
}

/** `Pod default/web-#1-#2` is one of `Pod default/web-#1-#`: siblings do the same, whichever comes first. */
export function anySibling(text: string): string {
  return text.replace(/-#\d+(?=[^-#\w]|$)/g, '-#');
}
