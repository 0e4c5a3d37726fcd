/** What Deployment, ReplicaSet, StatefulSet and DaemonSet have in common: a selector, a template, columns of both. */
import type { Column } from '../../api/kind.ts';
import { formatSelector } from '../../api/labels.ts';
import type { LabelSelector } from '../../api/labels.ts';
import type { KubeObject } from '../../api/object.ts';
import { type FieldError, forbiddenField, invalid, notSupported, required } from '../../api/validation/field-error.ts';
import { labelValue } from '../../api/validation/names.ts';
import { child } from '../../api/validation/path.ts';
import { containerColumns } from '../columns.ts';
import { validateReadOnlyDisks } from '../core/pod/read-only-disks.ts';
import { validatePodTemplateSpec } from '../core/pod/validate-template.ts';
import { goLabels, goSelector, isEmptySelector, selectsTemplate, validateLabelSelector } from '../selectors.ts';
import type { PodTemplateSpec } from '../types.ts';

export type Templated = KubeObject & {
  readonly spec: { readonly selector?: LabelSelector; readonly template?: PodTemplateSpec };
};

/** Required and not empty; `what` is the noun of the message. */
export function validateSelector(selector: LabelSelector | undefined, what: string): FieldError[] {
  if (selector === undefined) return [required('spec.selector')];
  return [...validateLabelSelector(selector, 'spec.selector'), ...validateNotEmpty(selector, what)];
}

export function validateNotEmpty(selector: LabelSelector | undefined, what: string): FieldError[] {
  if (selector === undefined || !isEmptySelector(selector)) return [];
  return [invalid('spec.selector', goSelector(selector), `empty selector is invalid for ${what}`)];
}

export function validateTemplateLabels(selector: LabelSelector | undefined, template: PodTemplateSpec): FieldError[] {
  if (!isUsable(selector) || selectsTemplate(selector, template.metadata?.labels)) return [];
  const why = '`selector` does not match template `labels`';
  return [invalid('spec.template.metadata.labels', goLabels(template.metadata?.labels), why)];
}

/** The error of a selector that cannot be used. */
export function unusable(selector: LabelSelector, why: string): FieldError {
  return invalid('spec.selector', goSelector(selector), why);
}

/** Whether the selector can be made into conditions (metav1.LabelSelectorAsSelector). */
export function isUsable(selector: LabelSelector | undefined): boolean {
  if (validateLabelSelector(selector, '').length > 0) return false;
  return (selector?.matchExpressions ?? []).every(({ values = [] }) =>
    values.every((value) => labelValue(value).length === 0),
  );
}

/** The whole template of a kind whose pods run for ever (ValidatePodTemplateSpecForReplicaSet, v1.25); it is not looked at with a selector that cannot be used. */
export function validateTemplate(
  selector: LabelSelector | undefined,
  template: PodTemplateSpec,
  replicas: number = 1,
): FieldError[] {
  if (selector !== undefined && !isUsable(selector)) return [unusable(selector, 'invalid label selector')];
  return [
    ...validateTemplateLabels(selector, template),
    ...validatePodTemplateSpec(template, 'spec.template'),
    ...(replicas > 1 ? validateReadOnlyDisks(template, 'spec.template') : []),
    ...validateRunsForever(template, 'ReplicaSet'),
  ];
}

/** `kind` is how the message calls it. */
export function validateRunsForever(template: PodTemplateSpec, kind: string): FieldError[] {
  const at = 'spec.template.spec';
  const { restartPolicy, activeDeadlineSeconds } = template.spec ?? {};
  return [
    ...(restartPolicy === 'Always' ? [] : [notSupported(child(at, 'restartPolicy'), restartPolicy ?? '', ['Always'])]),
    ...(activeDeadlineSeconds === undefined
      ? []
      : [forbiddenField(child(at, 'activeDeadlineSeconds'), `activeDeadlineSeconds in ${kind} is not Supported`)]),
  ];
}

export function validateSelectorUpdate(
  selector: LabelSelector | undefined,
  old: LabelSelector | undefined,
  isSame: boolean,
): FieldError[] {
  if (isSame || old === undefined) return [];
  if (selector === undefined) return [invalid('spec.selector', 'null', 'field is immutable')];
  return [invalid('spec.selector', goSelector(selector), 'field is immutable')];
}

/** Containers, Images and Selector: the wide columns of workloads. */
export function templateColumns<T extends Templated>(): readonly Column<T>[] {
  const containers = containerColumns<T>((object) => object.spec.template?.spec?.containers ?? []);
  return [...containers, { name: 'Selector', priority: 1, cell: (object) => formatSelector(object.spec.selector) }];
}
