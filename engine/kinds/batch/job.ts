import { goQuote } from '../../api/go-format.ts';
import type { Column, Kind } from '../../api/kind.ts';
import { templateWarnings } from '../core/pod/warnings.ts';
import { formatSelector } from '../../api/labels.ts';
import { parseTimestamp } from '../../api/time.ts';
import { type FieldError, invalid, required } from '../../api/validation/field-error.ts';
import { dns1123Label, dns1123Subdomain } from '../../api/validation/names.ts';
import { immutable } from '../checks.ts';
import { AGE, containerColumns, humanDuration, NAME } from '../columns.ts';
import { podTemplateDefaults } from '../core/pod/template-defaults.ts';
import { without } from '../omit.ts';
import { goTemplate } from '../go-structs/internal-pod.ts';
import {
  isConvertible,
  goLabels,
  goSelector,
  selectsTemplate,
  validateLabelMap,
  validateLabelSelector,
} from '../selectors.ts';
import type { Job, PodTemplateSpec } from '../types.ts';
import { validateJobTemplateSpec } from './job-spec.ts';
import { type StatusCounts, statusCountErrors } from '../status-counts.ts';

/** Its pods are counted by finalizer (JobTrackingWithFinalizers, on in v1.25). */
const JOB_TRACKING = 'batch.kubernetes.io/job-tracking';

/** What its status counts. */
const STATUS_COUNTS: StatusCounts = {
  counts: ['active', 'succeeded', 'failed', 'ready'],
};

export const job: Kind<Job> = {
  group: 'batch',
  version: 'v1',
  kind: 'Job',
  plural: 'jobs',
  categories: ['all'],
  scope: 'Namespaced',
  schema: 'io.k8s.api.batch.v1.Job',
  nameCheck: dns1123Subdomain,
  defaults,
  prepareForCreate: (object) => withLabels({ ...withoutAlpha(tracked(generateSelector(object))), status: {} }),
  prepareForUpdate: (object, old) => withLabels({ ...withoutAlpha(object), status: old.status }),
  validate,
  warnings: (object, old) => templateWarnings('spec.template', object.spec.template, object, old),
  validateUpdate: (object, old) => [...validate(object), ...validateFrozen(object, old)],
  hasGeneration: true,
  validateStatusUpdate: (object, old) => statusCountErrors(STATUS_COUNTS, object.status, old.status),
  subresources: { status: true },
  defaultPropagation: 'Orphan',
  columns: [
    NAME,
    { name: 'Completions', cell: completionsCell },
    { name: 'Duration', cell: durationCell },
    AGE,
    ...containerColumns<Job>(({ spec }) => spec.template.spec?.containers ?? []),
    { name: 'Selector', priority: 1, cell: ({ spec }) => formatSelector(spec.selector) } satisfies Column<Job>,
  ],
  fieldSelectors: { 'status.successful': ({ status }) => String(status.succeeded ?? 0) },
  fieldRefusal: (field) => `field label ${goQuote(field)} not supported for Job`,
  brief: ({ spec, status }) => ({
    want: spec.completions ?? 1,
    active: status.active ?? 0,
    succeeded: status.succeeded ?? 0,
    failed: status.failed ?? 0,
  }),
};

/** SetDefaults_Job (batch/v1, v1.25). */
function defaults(object: Job): Job {
  const spec: Partial<Job['spec']> = object.spec ?? {};
  const isWorkQueue = spec.completions === undefined && spec.parallelism !== undefined;
  return {
    ...object,
    spec: {
      // The gate JobPodFailurePolicy is off in v1.25.
      ...without(spec, ['podFailurePolicy']),
      ...(isWorkQueue ? {} : { completions: spec.completions ?? 1 }),
      parallelism: spec.parallelism ?? 1,
      backoffLimit: spec.backoffLimit ?? 6,
      completionMode: spec.completionMode ?? 'NonIndexed',
      suspend: spec.suspend ?? false,
      template: podTemplateDefaults(spec.template ?? {}),
    },
  };
}

/** Selector and template labels `controller-uid` and `job-name`, unless the user vouches for a selector of their own. */
function generateSelector(object: Job): Job {
  const { spec, metadata } = object;
  if (spec.manualSelector === true) return object;
  const uid = metadata.uid ?? '';
  const labels = { 'controller-uid': uid, 'job-name': metadata.name, ...spec.template.metadata?.labels };
  const template = { ...spec.template, metadata: { ...spec.template.metadata, labels } } as Job['spec']['template'];
  const matchLabels = { 'controller-uid': uid, ...spec.selector?.matchLabels };
  return { ...object, spec: { ...spec, selector: { ...spec.selector, matchLabels }, template } };
}

function tracked(object: Job): Job {
  const annotations = { ...object.metadata.annotations, [JOB_TRACKING]: '' };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

/** Whether and why pods fail a job is alpha in v1.25, its gate is off: the field is dropped. */
function withoutAlpha(object: Job): Job {
  const { podFailurePolicy: _dropped, ...spec } = object.spec;
  return { ...object, spec };
}

/** A job without labels of its own shows those of its template. It gets them behind its validation, so wrong ones are the template's alone. */
function withLabels(object: Job): Job {
  const labels = object.spec.template.metadata?.labels;
  if (validateLabelMap(labels, '').length > 0) return object;
  if (Object.keys(object.metadata.labels ?? {}).length > 0 || labels === undefined) return object;
  return { ...object, metadata: { ...object.metadata, labels } };
}

/** ValidateJob (v1.25). */
function validate(object: Job): readonly FieldError[] {
  return [...validateGeneratedSelector(object), ...validateSpec(object), ...validateHostnames(object)];
}

/** The last pod of an indexed job has its index in its host name. */
function validateHostnames({ metadata: { name }, spec: { completionMode, completions = 0 } }: Job): FieldError[] {
  if (completionMode !== 'Indexed' || completions < 1) return [];
  const hostname = `${name}-${completions - 1}`;
  if (dns1123Label(hostname).length === 0) return [];
  return [invalid('metadata.name', name, `will not able to create pod with invalid DNS label: ${hostname}`)];
}

function validateGeneratedSelector({ spec, metadata }: Job): FieldError[] {
  if (spec.manualSelector === true || spec.selector === undefined) return [];
  const expected = { 'controller-uid': metadata.uid ?? '', 'job-name': metadata.name };
  const why = '`selector` not auto-generated';
  return [
    ...hasLabel(spec.template, 'controller-uid', expected['controller-uid']),
    ...hasLabel(spec.template, 'job-name', expected['job-name']),
    ...(isConvertible(spec.selector) && !selectsTemplate(spec.selector, expected)
      ? [invalid('spec.selector', goSelector(spec.selector), why)]
      : []),
  ];
}

function hasLabel(template: PodTemplateSpec, name: string, expected: string): FieldError[] {
  const labels = template.metadata?.labels;
  const path = `spec.template.metadata.labels[${name}]`;
  if (labels?.[name] === undefined) return [required(path, `must be '${expected}'`)];
  return labels[name] === expected ? [] : [invalid(path, goLabels(labels), `must be '${expected}'`)];
}

function validateSpec({ spec }: Job): FieldError[] {
  const labels = spec.template?.metadata?.labels;
  const mismatch = '`selector` does not match template `labels`';
  return [
    ...validateJobTemplateSpec(spec, 'spec'),
    ...(spec.selector === undefined
      ? [required('spec.selector')]
      : validateLabelSelector(spec.selector, 'spec.selector')),
    ...(isConvertible(spec.selector) && !selectsTemplate(spec.selector, labels)
      ? [invalid('spec.template.metadata.labels', goLabels(labels), mismatch)]
      : []),
  ];
}

function validateFrozen({ spec }: Job, { spec: old, status }: Job): FieldError[] {
  const shown = spec.selector === undefined ? undefined : goSelector(spec.selector);
  const suspended = old.suspend === true && status.startTime === undefined;
  const template = suspended ? withScheduling(old.template, spec.template) : old.template;
  return [
    ...immutable(spec.completions, old.completions, 'spec.completions'),
    ...immutable(spec.selector, old.selector, 'spec.selector', shown),
    ...immutable(spec.template, template, 'spec.template', goTemplate(spec.template)),
    ...immutable(spec.completionMode, old.completionMode, 'spec.completionMode'),
  ];
}

/** A suspended job that never started may still be told where to run (JobMutableNodeSchedulingDirectives, v1.25). */
function withScheduling(old: PodTemplateSpec, next: PodTemplateSpec): PodTemplateSpec {
  const { nodeSelector: _n, affinity: _a, tolerations: _t, ...kept } = old.spec ?? { containers: [] };
  const { nodeSelector, affinity, tolerations } = next.spec ?? { containers: [] };
  const spec = {
    ...kept,
    ...(nodeSelector === undefined ? {} : { nodeSelector }),
    ...(affinity === undefined ? {} : { affinity }),
    ...(tolerations === undefined ? {} : { tolerations }),
  };
  return { ...old, ...(next.metadata === undefined ? {} : { metadata: next.metadata }), spec };
}

function completionsCell({ spec, status }: Job): string {
  const succeeded = status.succeeded ?? 0;
  if (spec.completions !== undefined) return `${succeeded}/${spec.completions}`;
  const parallelism = spec.parallelism ?? 0;
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

function durationCell({ status }: Job, nowMs: number): string {
  if (status.startTime === undefined) return '';
  const endMs = status.completionTime === undefined ? nowMs : parseTimestamp(status.completionTime);
  return humanDuration(endMs - parseTimestamp(status.startTime));
}
