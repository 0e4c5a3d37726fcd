import { apiVersionOf, type Kind, type ServedVersion } from './kind.ts';
import type { KubeObject } from './object.ts';

/** A kind as one of its other versions has it, made once for each version; the same of whichever of these three forms. */
interface Forms {
  readonly of: Kind;
  readonly shown: Kind;
  readonly written: Kind;
}

const made = new WeakMap<ServedVersion, Forms>();

function formsOf(kind: Kind, served: ServedVersion): Forms {
  const known = made.get(served);
  if (known !== undefined && [known.of, known.shown, known.written].includes(kind)) return known;
  const { group, version, schema, deprecation, own } = served;
  const { alsoServed = [] } = kind;
  const { deprecation: _main, ...rules } = { ...kind, ...own, group: kind.group, version: kind.version, alsoServed };
  const written = own === undefined ? kind : rules;
  const shown = { ...rules, group, version, schema, ...(deprecation === undefined ? {} : { deprecation }) };
  const forms = { of: kind, shown, written };
  made.set(served, forms);
  return forms;
}

/** The version of a kind that is called so, where it is not the one its objects are stored in. */
export function otherVersion(
  kind: Pick<Kind, 'alsoServed'>,
  apiVersion: string | undefined,
): ServedVersion | undefined {
  if (apiVersion === undefined) return undefined;
  return kind.alsoServed?.find((served) => apiVersionOf(served) === apiVersion);
}

/** The kind as clients of a version see it: by its group, version, schema and columns. Its id is the same. */
export function kindIn(kind: Kind, apiVersion: string | undefined): Kind {
  const served = otherVersion(kind, apiVersion);
  return served === undefined ? kind : formsOf(kind, served).shown;
}

/** The kind by whose rules a write in a version is taken; its objects are stored in the same version as ever. */
export function rulesIn(kind: Kind, apiVersion: string | undefined): Kind {
  const served = otherVersion(kind, apiVersion);
  return served === undefined ? kind : formsOf(kind, served).written;
}

/** A stored object as it is read in the version it is stored in. */
export function fromRest(kind: Kind, stored: KubeObject): KubeObject {
  return kind.fromRest?.(stored) ?? stored;
}

/** What of an object is stored: the other way of `fromRest`. */
export function toRest(kind: Kind, object: KubeObject): KubeObject {
  return kind.toRest?.(object) ?? object;
}

/** A stored object as a version shows it. */
export function inVersion(kind: Kind, apiVersion: string | undefined, stored: KubeObject): KubeObject {
  const served = otherVersion(kind, apiVersion);
  return served === undefined ? fromRest(kind, stored) : served.fromStored(stored);
}

/** What a version says, in the form in which writes are taken: the stored version's, or the version's own where the kind has `toRest`. */
export function asStored(
  kind: Pick<Kind, 'alsoServed'>,
  apiVersion: string | undefined,
  object: KubeObject,
): KubeObject {
  return otherVersion(kind, apiVersion)?.toStored(object) ?? object;
}
