import { isObject, type JsonObject, type JsonValue } from '../../../engine/index.ts';
import { loadManifests, type ManifestDocument, type ValuePath } from '../../../kubectl/manifest/load.ts';
import { type ObjectMutant, objectMutants } from './object-mutants.ts';

/** A manifest's text with one object in it changed or missing. */
export interface TextMutant extends Omit<ObjectMutant, 'object' | 'at'> {
  /** JSON, one object after the other, which kubectl reads as it reads YAML; '' when nothing is left. */
  readonly manifest: string;
  /** 1-based line of the right manifest that the mistake is about. */
  readonly manifestLine: number;
}

/** An object of a manifest, and where it stands in its document. */
interface Placed {
  readonly object: JsonObject;
  readonly document: ManifestDocument;
  readonly path: ValuePath;
}

/** All wrong versions of a manifest, object after object. What cannot be read has none. */
export function manifestMutants(manifest: string, fileName: string): readonly TextMutant[] {
  const { documents, errors } = loadManifests(manifest, fileName);
  if (errors.length > 0) return [];
  const objects = documents.flatMap((document) => objectsIn(document.value, document, []));
  return objects.flatMap((placed, index) =>
    objectMutants(placed.object).map(({ object: instead, at, ...mutant }): TextMutant => {
      const texts = objects.map(({ object }, other) => (other === index ? jsonOf(instead) : jsonOf(object)));
      return { ...mutant, manifest: texts.join(''), manifestLine: lineOf(placed, at) };
    }),
  );
}

function jsonOf(object: JsonObject | undefined): string {
  return object === undefined ? '' : `${JSON.stringify(object, null, 2)}\n`;
}

function lineOf({ document, path }: Placed, at: ValuePath): number {
  return document.lineOf([...path, ...at]) ?? document.line;
}

/** A List's items one by one. */
function objectsIn(value: JsonValue, document: ManifestDocument, path: ValuePath): readonly Placed[] {
  if (!isObject(value)) return [];
  const { kind, items } = value;
  if (typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items))
    return (items as readonly JsonValue[]).flatMap((item, index) =>
      objectsIn(item, document, [...path, 'items', index]),
    );
  return [{ object: value, document, path }];
}
