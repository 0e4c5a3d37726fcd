import { semanticEqual } from '../../api/equality.ts';
import { templateWarnings } from '../core/pod/warnings.ts';
import type { Kind } from '../../api/kind.ts';
import type { FieldError } from '../../api/validation/field-error.ts';
import { forbiddenField, goValue, invalid, notSupported, required } from '../../api/validation/field-error.ts';
import { dns1123Subdomain } from '../../api/validation/names.ts';
import { goIntOrString } from '../../api/intstr.ts';
import { goPointer, goQuote } from '../../api/go-format.ts';
import { atMost100Percent, nonNegative, plainNumber, positiveIntOrPercent } from '../checks.ts';
import { AGE, NAME } from '../columns.ts';
import { podTemplateDefaults } from '../core/pod/template-defaults.ts';
import { omitZero } from '../omit.ts';
import { scaleSelector } from '../selectors.ts';
import type { Deployment } from '../types.ts';
import { templateColumns, validateSelector, validateSelectorUpdate, validateTemplate } from './selector-kinds.ts';
import { type StatusCounts, statusCountErrors } from '../status-counts.ts';

type Strategy = NonNullable<Deployment['spec']['strategy']>;

/** What its status counts. */
const STATUS_COUNTS: StatusCounts = {
  counts: [
    'observedGeneration',
    'replicas',
    'updatedReplicas',
    'readyReplicas',
    'availableReplicas',
    'unavailableReplicas',
    'collisionCount',
  ],
  ofReplicas: ['updatedReplicas', 'readyReplicas', 'availableReplicas'],
};

export const deployment: Kind<Deployment> = {
  group: 'apps',
  version: 'v1',
  kind: 'Deployment',
  plural: 'deployments',
  shortNames: ['deploy'],
  categories: ['all'],
  scope: 'Namespaced',
  schema: 'io.k8s.api.apps.v1.Deployment',
  nameCheck: dns1123Subdomain,
  defaults,
  prepareForCreate: (object) => ({ ...object, status: {} }),
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
  generationOf: ({ spec, metadata }) => [spec, metadata.annotations ?? {}],
  validateStatusUpdate: (object, old) => statusCountErrors(STATUS_COUNTS, object.status, old.status),
  subresources: {
    status: true,
    scale: {
      replicas: ({ spec }) => spec.replicas ?? 0,
      withReplicas: (object, replicas) => ({ ...object, spec: { ...object.spec, replicas } }),
      statusReplicas: ({ status }) => status.replicas ?? 0,
      selector: ({ spec }) => scaleSelector(spec.selector),
      missing: { plural: 'deployments/scale', group: 'apps' },
    },
  },
  columns: [
    NAME,
    { name: 'Ready', cell: ({ spec, status }) => `${status.readyReplicas ?? 0}/${spec.replicas ?? 0}` },
    { name: 'Up-to-date', cell: ({ status }) => status.updatedReplicas ?? 0 },
    { name: 'Available', cell: ({ status }) => status.availableReplicas ?? 0 },
    AGE,
    ...templateColumns<Deployment>(),
  ],
  brief: ({ spec, status }) => ({
    want: spec.replicas ?? 0,
    have: status.replicas ?? 0,
    updated: status.updatedReplicas ?? 0,
    ready: status.readyReplicas ?? 0,
    available: status.availableReplicas ?? 0,
  }),
};

/** SetDefaults_Deployment (apps/v1, v1.25). */
function defaults(object: Deployment): Deployment {
  const spec: Partial<Deployment['spec']> = object.spec ?? {};
  return {
    ...object,
    spec: {
      ...omitZero(spec, ['minReadySeconds', 'paused']),
      replicas: spec.replicas ?? 1,
      strategy: strategyDefaults(spec.strategy ?? {}),
      revisionHistoryLimit: spec.revisionHistoryLimit ?? 10,
      progressDeadlineSeconds: spec.progressDeadlineSeconds ?? 600,
      template: podTemplateDefaults(spec.template ?? {}),
    } as Deployment['spec'],
  };
}

function strategyDefaults(strategy: Strategy): Strategy {
  const type = strategy.type ?? 'RollingUpdate';
  if (type !== 'RollingUpdate') return { ...strategy, type };
  const rolling = strategy.rollingUpdate ?? {};
  const rollingUpdate = { maxUnavailable: rolling.maxUnavailable ?? '25%', maxSurge: rolling.maxSurge ?? '25%' };
  return { ...strategy, type, rollingUpdate };
}

/** ValidateDeploymentSpec (v1.25). */
function validate({ spec }: Deployment): readonly FieldError[] {
  const { minReadySeconds = 0, progressDeadlineSeconds } = spec;
  return [
    ...nonNegative(spec.replicas, 'spec.replicas'),
    ...validateSelector(spec.selector, 'deployment'),
    ...validateTemplate(spec.selector, spec.template, spec.replicas),
    ...validateStrategy(spec.strategy ?? {}),
    ...nonNegative(minReadySeconds, 'spec.minReadySeconds'),
    ...nonNegative(spec.revisionHistoryLimit, 'spec.revisionHistoryLimit'),
    ...nonNegative(progressDeadlineSeconds, 'spec.progressDeadlineSeconds'),
    ...(progressDeadlineSeconds !== undefined && progressDeadlineSeconds <= minReadySeconds
      ? [invalid('spec.progressDeadlineSeconds', progressDeadlineSeconds, 'must be greater than minReadySeconds')]
      : []),
  ];
}

function validateStrategy(strategy: Strategy): FieldError[] {
  const path = 'spec.strategy';
  const rolling = strategy.rollingUpdate;
  if (strategy.type === 'Recreate') {
    const why = "may not be specified when strategy `type` is 'Recreate'";
    return rolling === undefined ? [] : [forbiddenField(`${path}.rollingUpdate`, why)];
  }
  if (strategy.type !== 'RollingUpdate') {
    const shown = `apps.DeploymentStrategy{Type:${goQuote(strategy.type ?? '')}, RollingUpdate:${goPointer('apps.RollingUpdateDeployment', strategy.rollingUpdate !== undefined)}}`;
    return [notSupported(path, goValue(shown), ['Recreate', 'RollingUpdate'])];
  }
  if (rolling === undefined) return [required(`${path}.rollingUpdate`, 'this should be defaulted and never be nil')];
  const { maxUnavailable, maxSurge } = rolling;
  const at = `${path}.rollingUpdate.maxUnavailable`;
  const bothZero = plainNumber(maxUnavailable) === 0 && plainNumber(maxSurge) === 0;
  return [
    ...positiveIntOrPercent(maxUnavailable, at),
    ...positiveIntOrPercent(maxSurge, `${path}.rollingUpdate.maxSurge`),
    ...(bothZero ? [invalid(at, goValue(goIntOrString(maxUnavailable)), 'may not be 0 when `maxSurge` is 0')] : []),
    ...atMost100Percent(maxUnavailable, at),
  ];
}
