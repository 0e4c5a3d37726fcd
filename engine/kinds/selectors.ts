import { goQuote, goStringMap, goStringSlice } from '../api/go-format.ts';
import { compileSelector, formatRequirements, requirementsOf } from '../api/labels.ts';
import type { LabelSelector, Labels } from '../api/labels.ts';
import {
  type FieldError,
  forbiddenField,
  type GoValue,
  goValue,
  invalid,
  required,
} from '../api/validation/field-error.ts';
import { labelValue, qualifiedName } from '../api/validation/names.ts';
import { child, index } from '../api/validation/path.ts';

/** A label map as messages print it. */
export function goLabels(labels: Labels | undefined): GoValue {
  return goValue(goStringMap(labels));
}

type Requirement = NonNullable<LabelSelector['matchExpressions']>[number];

/** A LabelSelector as messages print it: `v1.LabelSelector{MatchLabels:..., MatchExpressions:...}`. */
export function goSelector(selector: LabelSelector): GoValue {
  const requirements = selector.matchExpressions?.map(
    ({ key = '', operator = '', values }: Partial<Requirement>) =>
      `v1.LabelSelectorRequirement{Key:${goQuote(key)}, Operator:${goQuote(operator)}, Values:${goStringSlice(values)}}`,
  );
  const expressions =
    requirements === undefined
      ? '[]v1.LabelSelectorRequirement(nil)'
      : `[]v1.LabelSelectorRequirement{${requirements.join(', ')}}`;
  return goValue(`v1.LabelSelector{MatchLabels:${goStringMap(selector.matchLabels)}, MatchExpressions:${expressions}}`);
}

export function isEmptySelector(selector: LabelSelector): boolean {
  return Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions ?? []).length === 0;
}

/** Keys and values of a label map (metav1 ValidateLabels, v1.25). */
export function validateLabelMap(labels: Labels | undefined, path: string): FieldError[] {
  return Object.keys(labels ?? {})
    .sort()
    .flatMap((name) => [
      ...qualifiedName(name).map((why) => invalid(path, name, why)),
      ...labelValue(labels?.[name] ?? '').map((why) => invalid(path, labels?.[name] ?? '', why)),
    ]);
}

/** A LabelSelector of a spec (metav1 ValidateLabelSelector, v1.25). */
export function validateLabelSelector(selector: LabelSelector | undefined, path: string): FieldError[] {
  if (selector === undefined) return [];
  const expressions = (selector.matchExpressions ?? []).flatMap((expression, i) => {
    const at = index(child(path, 'matchExpressions'), i);
    return [
      ...validateOperator(expression, at),
      ...qualifiedName(expression.key ?? '').map((why) => invalid(child(at, 'key'), expression.key ?? '', why)),
    ];
  });
  return [...validateLabelMap(selector.matchLabels, child(path, 'matchLabels')), ...expressions];
}

function validateOperator(
  { operator, values }: { readonly operator?: string; readonly values?: readonly string[] },
  at: string,
): FieldError[] {
  const count = (values ?? []).length;
  if (operator === 'In' || operator === 'NotIn') {
    return count > 0 ? [] : [required(child(at, 'values'), "must be specified when `operator` is 'In' or 'NotIn'")];
  }
  if (operator === 'Exists' || operator === 'DoesNotExist') {
    const why = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'";
    return count === 0 ? [] : [forbiddenField(child(at, 'values'), why)];
  }
  return [invalid(child(at, 'operator'), operator ?? '', 'not a valid selector operator')];
}

/** Whether LabelSelectorAsSelector takes the selector (v1.25): where it does not, nothing is compared with it. */
export function isConvertible(selector: LabelSelector | undefined): boolean {
  if (validateLabelSelector(selector, '').length > 0) return false;
  return (selector?.matchExpressions ?? []).every(({ values }) =>
    (values ?? []).every((value) => labelValue(value).length === 0),
  );
}

/** Whether a selector and a template fit: an empty selector fits everything, a missing one nothing. */
export function selectsTemplate(selector: LabelSelector | undefined, labels: Labels | undefined): boolean {
  return compileSelector(selector)(labels);
}

/** The selector as autoscaling/v1 Scale gives it: `app=web`, empty for none. */
export function scaleSelector(selector: LabelSelector | undefined): string {
  return selector === undefined ? '' : formatRequirements(requirementsOf(selector));
}
