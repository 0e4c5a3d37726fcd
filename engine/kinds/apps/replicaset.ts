import { semanticEqual } from '../../api/equality.ts';
import { templateWarnings } from '../core/pod/warnings.ts';
import type { Kind } from '../../api/kind.ts';
import type { FieldError } from '../../api/validation/field-error.ts';
import { dns1123Subdomain } from '../../api/validation/names.ts';
import { nonNegative } from '../checks.ts';
import { AGE, NAME } from '../columns.ts';
import { podTemplateDefaults } from '../core/pod/template-defaults.ts';
import { omitZero } from '../omit.ts';
import { scaleSelector } from '../selectors.ts';
import type { ReplicaSet } from '../types.ts';
import { templateColumns, validateSelector, validateSelectorUpdate, validateTemplate } from './selector-kinds.ts';
import { type StatusCounts, statusCountErrors } from '../status-counts.ts';

/** What its status counts. */
const STATUS_COUNTS: StatusCounts = {
  counts: ['replicas', 'fullyLabeledReplicas', 'readyReplicas', 'availableReplicas', 'observedGeneration'],
  ofReplicas: ['fullyLabeledReplicas', 'readyReplicas', 'availableReplicas'],
};

export const replicaSet: Kind<ReplicaSet> = {
  group: 'apps',
  version: 'v1',
  kind: 'ReplicaSet',
  plural: 'replicasets',
  shortNames: ['rs'],
  categories: ['all'],
  scope: 'Namespaced',
  schema: 'io.k8s.api.apps.v1.ReplicaSet',
  nameCheck: dns1123Subdomain,
  defaults,
  prepareForCreate: (object) => ({ ...object, status: { replicas: 0 } }),
  validate,
  warnings: (object, old) => templateWarnings('spec.template', object.spec.template, object, old),
  validateUpdate: (object, old) => [
    ...validate(object),
    ...validateSelectorUpdate(
      object.spec.selector,
      old.spec.selector,
      semanticEqual(object.spec.selector, old.spec.selector),
    ),
  ],
  hasGeneration: true,
  validateStatusUpdate: (object, old) => statusCountErrors(STATUS_COUNTS, object.status, old.status),
  subresources: {
    status: true,
    scale: {
      replicas: ({ spec }) => spec.replicas ?? 0,
      withReplicas: (object, replicas) => ({ ...object, spec: { ...object.spec, replicas } }),
      statusReplicas: ({ status }) => status.replicas,
      selector: ({ spec }) => scaleSelector(spec.selector),
      missing: { plural: 'replicasets/scale', group: 'apps' },
    },
  },
  columns: [
    NAME,
    { name: 'Desired', type: 'integer', cell: ({ spec }) => spec.replicas ?? 0 },
    { name: 'Current', type: 'integer', cell: ({ status }) => status.replicas },
    { name: 'Ready', type: 'integer', cell: ({ status }) => status.readyReplicas ?? 0 },
    AGE,
    ...templateColumns<ReplicaSet>(),
  ],
  indexes: {
    label: ({ metadata }) =>
      Object.entries(metadata.labels ?? {}).map(([name, value]) => `${metadata.namespace ?? ''}/${name}=${value}`),
  },
  brief: ({ spec, status, metadata }) => ({
    want: spec.replicas ?? 0,
    have: status.replicas,
    ready: status.readyReplicas ?? 0,
    available: status.availableReplicas ?? 0,
    rollout: metadata.annotations?.['deployment.kubernetes.io/revision'] ?? '',
  }),
};

/** SetDefaults_ReplicaSet (apps/v1, v1.25). */
function defaults(object: ReplicaSet): ReplicaSet {
  const spec: Partial<ReplicaSet['spec']> = object.spec ?? {};
  const template = podTemplateDefaults(spec.template ?? {});
  return {
    ...object,
    spec: { ...omitZero(spec, ['minReadySeconds']), replicas: spec.replicas ?? 1, template } as ReplicaSet['spec'],
  };
}

/** ValidateReplicaSetSpec (v1.25); its message about an empty selector does say "deployment". */
function validate({ spec }: ReplicaSet): readonly FieldError[] {
  return [
    ...nonNegative(spec.replicas, 'spec.replicas'),
    ...nonNegative(spec.minReadySeconds, 'spec.minReadySeconds'),
    ...validateSelector(spec.selector, 'deployment'),
    ...validateTemplate(spec.selector, spec.template ?? {}, spec.replicas),
  ];
}
