import { goPointer } from '../../api/go-format.ts';
import { semanticEqual } from '../../api/equality.ts';
import { templateWarnings } from '../core/pod/warnings.ts';
import type { Kind } from '../../api/kind.ts';
import { goIntOrString } from '../../api/intstr.ts';
import {
  type FieldError,
  forbiddenField,
  type GoValue,
  goValue,
  invalid,
  required,
} from '../../api/validation/field-error.ts';
import { annotationKey, dns1123Subdomain } from '../../api/validation/names.ts';
import { nonNegative, positiveIntOrPercent, plainNumber } from '../checks.ts';
import { AGE, containerColumns, NAME } from '../columns.ts';
import { podTemplateDefaults } from '../core/pod/template-defaults.ts';
import { validatePodAnnotations } from '../core/pod/validate-annotations.ts';
import { named } from '../field-checks.ts';
import { omitZero } from '../omit.ts';
import { scaleSelector, validateLabelMap } from '../selectors.ts';
import type { StatefulSet } from '../types.ts';
import { isUsable, unusable, validateRunsForever, validateSelector, validateTemplateLabels } from './selector-kinds.ts';
import { type StatusCounts, statusCountErrors } from '../status-counts.ts';

type Spec = StatefulSet['spec'];
type Claim = NonNullable<Spec['volumeClaimTemplates']>[number];

/** What its status counts. */
const STATUS_COUNTS: StatusCounts = {
  counts: [
    'replicas',
    'readyReplicas',
    'currentReplicas',
    'updatedReplicas',
    'availableReplicas',
    'observedGeneration',
    'collisionCount',
  ],
  ofReplicas: ['readyReplicas', 'currentReplicas', 'updatedReplicas', 'availableReplicas'],
  ready: 'status.readyReplicas',
};

export const statefulSet: Kind<StatefulSet> = {
  group: 'apps',
  version: 'v1',
  kind: 'StatefulSet',
  plural: 'statefulsets',
  shortNames: ['sts'],
  categories: ['all'],
  scope: 'Namespaced',
  schema: 'io.k8s.api.apps.v1.StatefulSet',
  nameCheck: dns1123Subdomain,
  defaults,
  prepareForCreate: (object) => ({ ...withoutAlpha(object), status: { replicas: 0, availableReplicas: 0 } }),
  prepareForUpdate: (object, old) => ({ ...withoutAlpha(object), status: old.status }),
  validate,
  warnings: (object, old) => templateWarnings('spec.template', object.spec.template, object, old),
  validateUpdate: (object, old) => [...validate(object), ...validateUnchanged(object.spec, old.spec)],
  hasGeneration: true,
  validateStatusUpdate: (object, old) => statusCountErrors(STATUS_COUNTS, object.status, old.status),
  subresources: {
    status: true,
    scale: {
      replicas: ({ spec }) => spec.replicas ?? 0,
      withReplicas: (object, replicas) => ({ ...object, spec: { ...object.spec, replicas } }),
      statusReplicas: ({ status }) => status.replicas,
      selector: ({ spec }) => scaleSelector(spec.selector),
    },
  },
  columns: [
    NAME,
    { name: 'Ready', cell: ({ spec, status }) => `${status.readyReplicas ?? 0}/${spec.replicas ?? 0}` },
    AGE,
    ...containerColumns<StatefulSet>(({ spec }) => spec.template.spec?.containers ?? []),
  ],
  brief: ({ spec, status }) => ({
    want: spec.replicas ?? 0,
    have: status.replicas,
    updated: status.updatedReplicas ?? 0,
    ready: status.readyReplicas ?? 0,
    available: status.availableReplicas ?? 0,
  }),
};

/** SetDefaults_StatefulSet (apps/v1, v1.25). A partition is only filled into a block that is there. */
function defaults(object: StatefulSet): StatefulSet {
  const spec: Partial<Spec> = object.spec ?? {};
  const claims = spec.volumeClaimTemplates?.map(claimDefaults);
  return {
    ...object,
    spec: {
      ...omitZero(spec, ['minReadySeconds', 'volumeClaimTemplates']),
      serviceName: spec.serviceName ?? '',
      podManagementPolicy: spec.podManagementPolicy ?? 'OrderedReady',
      updateStrategy: strategyDefaults(spec.updateStrategy ?? {}),
      replicas: spec.replicas ?? 1,
      revisionHistoryLimit: spec.revisionHistoryLimit ?? 10,
      template: podTemplateDefaults(spec.template ?? {}),
      ...(claims === undefined ? {} : { volumeClaimTemplates: claims }),
    } as Spec,
  };
}

function strategyDefaults(strategy: NonNullable<Spec['updateStrategy']>): NonNullable<Spec['updateStrategy']> {
  const type = strategy.type ?? '';
  if (type === '')
    return { ...strategy, type: 'RollingUpdate', rollingUpdate: { partition: 0, ...strategy.rollingUpdate } };
  if (type !== 'RollingUpdate' || strategy.rollingUpdate === undefined) return strategy;
  return { ...strategy, rollingUpdate: { partition: 0, ...strategy.rollingUpdate } };
}

/** Fields whose gates are off in v1.25 are dropped: StatefulSetAutoDeletePVC, MaxUnavailableStatefulSet. */
function withoutAlpha(object: StatefulSet): StatefulSet {
  const { persistentVolumeClaimRetentionPolicy: _policy, ...spec } = object.spec;
  const { updateStrategy } = spec;
  if (updateStrategy?.rollingUpdate?.maxUnavailable === undefined) return { ...object, spec };
  const { maxUnavailable: _dropped, ...rollingUpdate } = updateStrategy.rollingUpdate;
  return { ...object, spec: { ...spec, updateStrategy: { ...updateStrategy, rollingUpdate } } };
}

function claimDefaults(claim: Claim): Claim {
  const metadata = { creationTimestamp: null, ...claim.metadata } as unknown as NonNullable<Claim['metadata']>;
  return {
    ...claim,
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata,
    spec: { ...claim.spec, volumeMode: claim.spec?.volumeMode ?? 'Filesystem' },
    status: { ...claim.status, phase: claim.status?.phase ?? 'Pending' },
  };
}

/** ValidateStatefulSetSpec (v1.25), which looks at no more of the template than its labels and annotations. */
function validate({ spec }: StatefulSet): readonly FieldError[] {
  const { podManagementPolicy: policy = '', template } = spec;
  return [
    ...(policy === '' ? [required('spec.podManagementPolicy')] : []),
    ...(['', 'OrderedReady', 'Parallel'].includes(policy)
      ? []
      : [invalid('spec.podManagementPolicy', policy, "must be 'OrderedReady' or 'Parallel'")]),
    ...validateStrategy(spec.updateStrategy ?? {}),
    ...nonNegative(spec.replicas, 'spec.replicas'),
    ...nonNegative(spec.minReadySeconds, 'spec.minReadySeconds'),
    ...validateSelector(spec.selector, 'statefulset'),
    ...validateTemplate(spec),
    ...validateRunsForever(template ?? {}, 'StatefulSet'),
  ];
}

/** Labels and annotations of the template, which are not looked at with a selector that cannot be used. */
function validateTemplate({ selector, template }: Spec): readonly FieldError[] {
  if (selector !== undefined && !isUsable(selector)) return [unusable(selector, '')];
  const annotations = template?.metadata?.annotations;
  return [
    ...validateTemplateLabels(selector, template ?? {}),
    ...validateLabelMap(template?.metadata?.labels, 'spec.template.labels'),
    ...Object.keys(annotations ?? {})
      .toSorted()
      .flatMap((key) => named('spec.template.annotations', key, annotationKey)),
    ...validatePodAnnotations('spec.template.annotations', annotations, template?.spec ?? { containers: [] }),
  ];
}

function validateStrategy({ type, rollingUpdate }: NonNullable<Spec['updateStrategy']>): FieldError[] {
  const path = 'spec.updateStrategy';
  if (type === 'OnDelete') {
    const why = "only allowed for updateStrategy 'RollingUpdate'";
    return rollingUpdate === undefined ? [] : [invalid(`${path}.rollingUpdate`, shownRolling(rollingUpdate), why)];
  }
  if (type !== 'RollingUpdate') {
    const shown = goValue(
      `apps.StatefulSetUpdateStrategy{Type:"${type ?? ''}", RollingUpdate:${goPointer('apps.RollingUpdateStatefulSetStrategy', rollingUpdate !== undefined)}}`,
    );
    return [invalid(path, shown, "must be 'RollingUpdate' or 'OnDelete'")];
  }
  if (rollingUpdate === undefined) return [];
  const { maxUnavailable } = rollingUpdate;
  return [
    ...nonNegative(rollingUpdate.partition, `${path}.rollingUpdate.partition`),
    ...positiveIntOrPercent(maxUnavailable, `${path}.rollingUpdate.maxUnavailable`),
    ...(maxUnavailable !== undefined && plainNumber(maxUnavailable) === 0
      ? [invalid(`${path}.rollingUpdate.maxUnavailable`, goValue(goIntOrString(maxUnavailable)), 'cannot be 0')]
      : []),
  ];
}

function shownRolling({ partition = 0 }: NonNullable<NonNullable<Spec['updateStrategy']>['rollingUpdate']>): GoValue {
  return goValue(
    `apps.RollingUpdateStatefulSetStrategy{Partition:${partition}, MaxUnavailable:(*intstr.IntOrString)(nil)}`,
  );
}

const FROZEN =
  "updates to statefulset spec for fields other than 'replicas', 'template', 'updateStrategy', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";

function validateUnchanged(spec: Spec, old: Spec): FieldError[] {
  return semanticEqual(frozenPart(spec), frozenPart(old)) ? [] : [forbiddenField('spec', FROZEN)];
}

function frozenPart(spec: Spec): object {
  const {
    replicas: _r,
    template: _t,
    updateStrategy: _u,
    minReadySeconds: _m,
    persistentVolumeClaimRetentionPolicy: _p,
    ...rest
  } = spec;
  return rest;
}
