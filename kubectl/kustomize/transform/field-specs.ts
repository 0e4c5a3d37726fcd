import type { JsonObject } from '../../../engine/index.ts';
import { wrapping } from '../errors.ts';
import { changeAt, type Missing, pathSteps } from '../fields.ts';
import type { JsonValue } from '../../../engine/index.ts';
import { type Gvk, gvkOf, idText, isSelected, nameOf, namespaceOf } from '../resource.ts';

/** A place in objects of some kinds (types.FieldSpec); an empty group, version or kind stands for any. */
export interface FieldSpec extends Partial<Gvk> {
  readonly path: string;
  /** Maps on the way, and the value at the end, are made where they are missing. */
  readonly create?: boolean;
}

/**
 * The object with the value at each place that is of its kind changed (fieldspec.Filter).
 * @throws KubectlError where a path meets neither a map nor a list, or the change cannot be made
 */
export function changeFields(
  object: JsonObject,
  specs: readonly FieldSpec[],
  missing: Missing,
  change: (old: JsonValue, path: string) => JsonValue,
): JsonObject {
  return specs.reduce((value, { path, create, ...kind }) => {
    const gvk = gvkOf(value);
    if (!isSelected(gvk, kind)) return value;
    return wrapping(
      (message) =>
        `considering field '${path}' of object ${idText({ ...gvk, name: nameOf(value), namespace: namespaceOf(value) })}: ${message}`,
      () =>
        changeAt(value, pathSteps(path), create === true ? missing : undefined, (old) =>
          change(old, path),
        ) as JsonObject,
    );
  }, object);
}
