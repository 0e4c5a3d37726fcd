import type { JsonObject } from '../../../engine/index.ts';
import { changeAt, type Missing, pathSteps } from '../fields.ts';
import type { JsonValue } from '../../../engine/index.ts';
import { type Gvk, gvkOf, isSelected } from '../resource.ts';

/** A place in objects of some kinds (types.FieldSpec); an empty group, version or kind stands for any. */
export interface FieldSpec extends Partial<Gvk> {
  readonly path: string;
  /** Maps on the way, and the value at the end, are made where they are missing. */
  readonly create?: boolean;
}

/** The object with the value at each place that is of its kind changed. */
export function changeFields(
  object: JsonObject,
  specs: readonly FieldSpec[],
  missing: Missing,
  change: (old: JsonValue) => JsonValue,
): JsonObject {
  const gvk = gvkOf(object);
  return specs
    .filter((spec) => isSelected(gvk, spec))
    .reduce(
      (value, { path, create }) =>
        changeAt(value, pathSteps(path), create === true ? missing : undefined, change) as JsonObject,
      object,
    );
}
