import type { Column, Kind } from '../../api/kind.ts';
import { validateReadOnlyDisks } from './pod/read-only-disks.ts';
import { templateWarnings } from './pod/warnings.ts';
import { formatLabels } from '../../api/labels.ts';
import { forbiddenField, invalid, notSupported, required } from '../../api/validation/field-error.ts';
import { dns1123Subdomain } from '../../api/validation/names.ts';
import { AGE, NAME, containerColumns, mapText } from '../columns.ts';
import { type Errors, nonNegative } from '../field-checks.ts';
import { goLabels } from '../selectors.ts';
import type { ReplicationController } from '../types.ts';
import { podTemplateDefaults, validatePodTemplateSpec } from './pod-template.ts';
import { type StatusCounts, statusCountErrors } from '../status-counts.ts';

/** SetDefaults_ReplicationController, v1.25: labels and selector come from the template. */
function defaults(object: ReplicationController): ReplicationController {
  const spec = (object as Partial<ReplicationController>).spec ?? {};
  const template = spec.template === undefined ? undefined : podTemplateDefaults(spec.template);
  const labels = template?.metadata?.labels;
  const hasOwn = Object.keys(object.metadata.labels ?? {}).length > 0;
  const selector = Object.keys(spec.selector ?? {}).length > 0 ? spec.selector : labels;
  return {
    ...object,
    metadata: { ...object.metadata, ...(hasOwn || labels === undefined ? {} : { labels }) },
    spec: {
      ...spec,
      replicas: spec.replicas ?? 1,
      ...(selector === undefined ? {} : { selector }),
      ...(template === undefined ? {} : { template }),
    },
  };
}

/** ValidateReplicationControllerSpec, v1.25. */
function validate({ spec }: ReplicationController): Errors {
  const selector = Object.entries(spec.selector ?? {});
  const { template } = spec;
  const labels = template?.metadata?.labels;
  const isMatching = selector.every(([key, value]) => labels?.[key] === value);
  const policy = template?.spec?.restartPolicy;
  return [
    ...nonNegative('spec.minReadySeconds', spec.minReadySeconds),
    ...(selector.length === 0 ? [required('spec.selector')] : []),
    ...nonNegative('spec.replicas', spec.replicas),
    ...(template === undefined ? [required('spec.template')] : []),
    ...(template === undefined || isMatching
      ? []
      : [invalid('spec.template.metadata.labels', goLabels(labels), '`selector` does not match template `labels`')]),
    ...(template === undefined ? [] : validatePodTemplateSpec(template, 'spec.template')),
    ...(template !== undefined && (spec.replicas ?? 1) > 1 ? validateReadOnlyDisks(template, 'spec.template') : []),
    ...(policy === undefined || policy === 'Always'
      ? []
      : [notSupported('spec.template.spec.restartPolicy', policy, ['Always'])]),
    ...(template?.spec?.activeDeadlineSeconds === undefined
      ? []
      : [
          forbiddenField(
            'spec.template.spec.activeDeadlineSeconds',
            'activeDeadlineSeconds in ReplicationController is not Supported',
          ),
        ]),
  ];
}

const columns: readonly Column<ReplicationController>[] = [
  NAME,
  { name: 'Desired', type: 'integer', description: 'Pods it shall have.', cell: ({ spec }) => spec.replicas ?? 0 },
  { name: 'Current', type: 'integer', description: 'Pods it has.', cell: ({ status }) => status.replicas },
  {
    name: 'Ready',
    type: 'integer',
    description: 'Pods that are ready.',
    cell: ({ status }) => status.readyReplicas ?? 0,
  },
  AGE,
  ...containerColumns<ReplicationController>(({ spec }) => spec.template?.spec?.containers ?? []),
  { name: 'Selector', priority: 1, description: 'Labels of its pods.', cell: ({ spec }) => mapText(spec.selector) },
];

/** What its status counts. */
const STATUS_COUNTS: StatusCounts = {
  counts: ['replicas', 'fullyLabeledReplicas', 'readyReplicas', 'availableReplicas', 'observedGeneration'],
  ofReplicas: ['fullyLabeledReplicas', 'readyReplicas', 'availableReplicas'],
};

export const replicationController: Kind<ReplicationController> = {
  group: '',
  version: 'v1',
  kind: 'ReplicationController',
  plural: 'replicationcontrollers',
  shortNames: ['rc'],
  categories: ['all'],
  scope: 'Namespaced',
  schema: 'io.k8s.api.core.v1.ReplicationController',
  nameCheck: dns1123Subdomain,
  defaults,
  prepareForCreate: (object) => ({ ...object, status: { replicas: 0 } }),
  validate,
  /** Of a new one Kubernetes names the template's path short; of a changed one it looks at the template of before. */
  warnings: (object, old) =>
    old === undefined
      ? templateWarnings('template', object.spec.template, object, old)
      : templateWarnings('spec.template', old.spec.template, object, old),
  hasGeneration: true,
  defaultPropagation: 'Orphan',
  validateStatusUpdate: (object, old) => statusCountErrors(STATUS_COUNTS, object.status, old.status),
  subresources: {
    status: true,
    scale: {
      replicas: ({ spec }) => spec.replicas ?? 0,
      withReplicas: (object, replicas) => ({ ...object, spec: { ...object.spec, replicas } }),
      statusReplicas: ({ status }) => status.replicas,
      selector: ({ spec }) => formatLabels(spec.selector),
      missing: { plural: 'replicationcontrollers/scale', group: 'autoscaling' },
    },
  },
  columns,
  fieldSelectors: { 'status.replicas': ({ status }) => String(status.replicas) },
  brief: ({ spec, status }) => ({
    replicas: spec.replicas ?? 0,
    current: status.replicas,
    ready: status.readyReplicas ?? 0,
  }),
};
