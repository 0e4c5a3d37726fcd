import type { Labels, LabelSelector } from '../labels.ts';
import { sortedKeys } from '../go-format.ts';
import type { FieldError } from './field-error.ts';
import { forbiddenField, invalid, required } from './field-error.ts';
import { labelValue, qualifiedName } from './names.ts';
import { child, index } from './path.ts';

/** Labels that were found right: a template's are those of all its pods. */
const validLabels = new WeakSet<Labels>();

/** Keys and values of labels; all errors name the map, not the key (metav1 validation, v1.25). */
export function validateLabels(labels: Labels | undefined, path: string): readonly FieldError[] {
  if (labels === undefined || validLabels.has(labels)) return [];
  const errors = sortedKeys(labels).flatMap((key) => [
    ...qualifiedName(key).map((error) => invalid(path, key, error)),
    ...labelValue(labels[key] ?? '').map((error) => invalid(path, labels[key], error)),
  ]);
  if (errors.length === 0) validLabels.add(labels);
  return errors;
}

type Requirement = NonNullable<LabelSelector['matchExpressions']>[number];

function validateValues({ operator, values = [] }: Requirement, path: string): readonly FieldError[] {
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (values.length > 0) return [];
      return [required(child(path, 'values'), "must be specified when `operator` is 'In' or 'NotIn'")];
    case 'Exists':
    case 'DoesNotExist':
      if (values.length === 0) return [];
      return [
        forbiddenField(child(path, 'values'), "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"),
      ];
    default:
      return [invalid(child(path, 'operator'), operator, 'not a valid selector operator')];
  }
}

/** A LabelSelector object, e.g. at `spec.selector` (ValidateLabelSelector, v1.25). Whether it may be absent is the caller's case. */
export function validateLabelSelector(selector: LabelSelector | undefined, path: string): readonly FieldError[] {
  if (selector === undefined) return [];
  const expressions = (selector.matchExpressions ?? []).flatMap((expression, i) => {
    const at = index(child(path, 'matchExpressions'), i);
    const keyErrors = qualifiedName(expression.key).map((error) => invalid(child(at, 'key'), expression.key, error));
    return [...validateValues(expression, at), ...keyErrors];
  });
  return [...validateLabels(selector.matchLabels, child(path, 'matchLabels')), ...expressions];
}
