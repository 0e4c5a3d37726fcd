import { semanticEqual } from '../../api/equality.ts';
import type { Kind } from '../../api/kind.ts';
import { type FieldError, forbiddenField, goValue, invalid, required } from '../../api/validation/field-error.ts';
import { dns1123Subdomain } from '../../api/validation/names.ts';
import { nonNegative, positiveIntOrPercent, plainNumber } from '../checks.ts';
import { AGE, containerColumns, NAME } from '../columns.ts';
import { podTemplateDefaults } from '../core/pod/template-defaults.ts';
import { omitZero } from '../omit.ts';
import { scaleSelector, validateLabelMap } from '../selectors.ts';
import type { StatefulSet } from '../types.ts';
import { validateRunsForever, validateSelector, validateTemplateLabels } from './selector-kinds.ts';

type Spec = StatefulSet['spec'];
type Claim = NonNullable<Spec['volumeClaimTemplates']>[number];

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
  validateUpdate: (object, old) => [...validate(object), ...validateUnchanged(object.spec, old.spec)],
  hasGeneration: true,
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
    ...validateTemplateLabels(spec.selector, template ?? {}),
    ...validateLabelMap(template?.metadata?.labels, 'spec.template.labels'),
    ...validateRunsForever(template ?? {}, 'StatefulSet'),
  ];
}

function validateStrategy({ type, rollingUpdate }: NonNullable<Spec['updateStrategy']>): FieldError[] {
  const path = 'spec.updateStrategy';
  if (type === 'OnDelete') {
    const why = "only allowed for updateStrategy 'RollingUpdate'";
    if (rollingUpdate === undefined) return [];
    const shown = `apps.RollingUpdateStatefulSetStrategy{Partition:${rollingUpdate.partition ?? 0}, MaxUnavailable:(*intstr.IntOrString)(nil)}`;
    return [invalid(`${path}.rollingUpdate`, goValue(shown), why)];
  }
  if (type !== 'RollingUpdate') {
    const shown = goValue(
      `apps.StatefulSetUpdateStrategy{Type:"${type ?? ''}", RollingUpdate:(*apps.RollingUpdateStatefulSetStrategy)(nil)}`,
    );
    return [invalid(path, shown, "must be 'RollingUpdate' or 'OnDelete'")];
  }
  if (rollingUpdate === undefined) return [];
  const { maxUnavailable } = rollingUpdate;
  return [
    ...nonNegative(rollingUpdate.partition, `${path}.rollingUpdate.partition`),
    ...positiveIntOrPercent(maxUnavailable, `${path}.rollingUpdate.maxUnavailable`),
    ...(maxUnavailable !== undefined && plainNumber(maxUnavailable) === 0
      ? [invalid(`${path}.rollingUpdate.maxUnavailable`, maxUnavailable, 'cannot be 0')]
      : []),
  ];
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
