import { isObject, type JsonObject, type JsonValue } from '../../../engine/index.ts';
import { loadManifests } from '../../../kubectl/manifest/load.ts';
import { type ObjectMutant, objectMutants } from './object-mutants.ts';

/** A manifest's text with one object in it changed or missing. */
export interface TextMutant extends Omit<ObjectMutant, 'object'> {
  /** JSON, one object after the other, which kubectl reads as it reads YAML; '' when nothing is left. */
  readonly manifest: string;
}

/** All wrong versions of a manifest, object after object. What cannot be read has none. */
export function manifestMutants(manifest: string, fileName: string): readonly TextMutant[] {
  const { documents, errors } = loadManifests(manifest, fileName);
  if (errors.length > 0) return [];
  const objects = documents.flatMap(({ value }) => objectsIn(value));
  return objects.flatMap((object, index) =>
    objectMutants(object).map(({ object: instead, ...mutant }): TextMutant => {
      const rest = objects.flatMap((other, at) => (at !== index ? [other] : instead === undefined ? [] : [instead]));
      return { ...mutant, manifest: rest.map((each) => `${JSON.stringify(each, null, 2)}\n`).join('') };
    }),
  );
}

/** A List's items one by one. */
function objectsIn(value: JsonValue): readonly JsonObject[] {
  if (!isObject(value)) return [];
  const { kind, items } = value;
  if (typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items))
    return (items as readonly JsonValue[]).flatMap(objectsIn);
  return [value];
}
