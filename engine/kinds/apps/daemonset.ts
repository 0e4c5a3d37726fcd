import { goPointer } from '../../api/go-format.ts';
import { semanticEqual } from '../../api/equality.ts';
import { templateWarnings } from '../core/pod/warnings.ts';
import type { Kind } from '../../api/kind.ts';
import { goIntOrString } from '../../api/intstr.ts';
import { formatLabels, formatSelector } from '../../api/labels.ts';
import { type FieldError, goValue, invalid, notSupported, required } from '../../api/validation/field-error.ts';
import { dns1123Subdomain } from '../../api/validation/names.ts';
import { atMost100Percent, nonNegative, plainNumber, positiveIntOrPercent } from '../checks.ts';
import { AGE, containerColumns, NAME } from '../columns.ts';
import { validateReadOnlyDisks } from '../core/pod/read-only-disks.ts';
import { podTemplateDefaults } from '../core/pod/template-defaults.ts';
import { validatePodTemplateSpec } from '../core/pod/validate-template.ts';
import { omitZero } from '../omit.ts';
import { validateLabelSelector } from '../selectors.ts';
import type { DaemonSet } from '../types.ts';
import {
  validateRunsForever,
  validateNotEmpty,
  validateSelectorUpdate,
  validateTemplateLabels,
} from './selector-kinds.ts';
import { type StatusCounts, statusCountErrors } from '../status-counts.ts';

type Strategy = NonNullable<DaemonSet['spec']['updateStrategy']>;

/** The annotation in which apps/v1 keeps the counter of template changes that earlier versions had in the spec. */
export const TEMPLATE_GENERATION = 'deprecated.daemonset.template.generation';

/** What its status counts. */
const STATUS_COUNTS: StatusCounts = {
  counts: [
    'currentNumberScheduled',
    'numberMisscheduled',
    'desiredNumberScheduled',
    'numberReady',
    'observedGeneration',
    'updatedNumberScheduled',
    'numberAvailable',
    'numberUnavailable',
    'collisionCount',
  ],
};

export const daemonSet: Kind<DaemonSet> = {
  group: 'apps',
  version: 'v1',
  kind: 'DaemonSet',
  plural: 'daemonsets',
  shortNames: ['ds'],
  categories: ['all'],
  scope: 'Namespaced',
  schema: 'io.k8s.api.apps.v1.DaemonSet',
  nameCheck: dns1123Subdomain,
  defaults,
  prepareForCreate: (object) => ({
    ...withTemplateGeneration(object, Math.max(1, templateGeneration(object))),
    status: { currentNumberScheduled: 0, numberMisscheduled: 0, desiredNumberScheduled: 0, numberReady: 0 },
  }),
  prepareForUpdate: (object, old) => {
    const changed = !semanticEqual(object.spec.template, old.spec.template);
    const generation = templateGeneration(old) + (changed ? 1 : 0);
    return { ...withTemplateGeneration(object, generation), status: old.status };
  },
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
  subresources: { status: true },
  columns: [
    NAME,
    { name: 'Desired', type: 'integer', cell: ({ status }) => status.desiredNumberScheduled },
    { name: 'Current', type: 'integer', cell: ({ status }) => status.currentNumberScheduled },
    { name: 'Ready', type: 'integer', cell: ({ status }) => status.numberReady },
    { name: 'Up-to-date', type: 'integer', cell: ({ status }) => status.updatedNumberScheduled ?? 0 },
    { name: 'Available', type: 'integer', cell: ({ status }) => status.numberAvailable ?? 0 },
    { name: 'Node Selector', cell: ({ spec }) => formatLabels(spec.template.spec?.nodeSelector) || '<none>' },
    AGE,
    ...containerColumns<DaemonSet>(({ spec }) => spec.template.spec?.containers ?? []),
    { name: 'Selector', priority: 1, cell: ({ spec }) => formatSelector(spec.selector) },
  ],
  brief: ({ status }) => ({
    want: status.desiredNumberScheduled,
    have: status.currentNumberScheduled,
    updated: status.updatedNumberScheduled ?? 0,
    ready: status.numberReady,
    available: status.numberAvailable ?? 0,
  }),
};

function templateGeneration({ metadata }: DaemonSet): number {
  const count = Number(metadata.annotations?.[TEMPLATE_GENERATION] ?? '0');
  return Number.isSafeInteger(count) ? count : 0;
}

function withTemplateGeneration(object: DaemonSet, generation: number): DaemonSet {
  const annotations = { ...object.metadata.annotations, [TEMPLATE_GENERATION]: String(generation) };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

/** SetDefaults_DaemonSet (apps/v1, v1.25). */
function defaults(object: DaemonSet): DaemonSet {
  const spec: Partial<DaemonSet['spec']> = object.spec ?? {};
  return {
    ...object,
    spec: {
      ...omitZero(spec, ['minReadySeconds']),
      template: podTemplateDefaults(spec.template ?? {}),
      updateStrategy: strategyDefaults(spec.updateStrategy ?? {}),
      revisionHistoryLimit: spec.revisionHistoryLimit ?? 10,
    } as DaemonSet['spec'],
  };
}

function strategyDefaults(strategy: Strategy): Strategy {
  const type = strategy.type ?? 'RollingUpdate';
  if (type !== 'RollingUpdate') return { ...strategy, type };
  const { maxUnavailable = 1, maxSurge = 0 } = strategy.rollingUpdate ?? {};
  return { ...strategy, type, rollingUpdate: { maxUnavailable, maxSurge } };
}

/** ValidateDaemonSetSpec (v1.25). */
function validate({ spec }: DaemonSet): readonly FieldError[] {
  return [
    ...validateLabelSelector(spec.selector, 'spec.selector'),
    ...validateTemplateLabels(spec.selector, spec.template ?? {}),
    ...validateNotEmpty(spec.selector, 'daemonset'),
    ...validatePodTemplateSpec(spec.template ?? {}, 'spec.template'),
    ...validateReadOnlyDisks(spec.template ?? {}, 'spec.template'),
    ...validateRunsForever(spec.template ?? {}, 'DaemonSet'),
    ...nonNegative(spec.minReadySeconds, 'spec.minReadySeconds'),
    ...validateStrategy(spec.updateStrategy ?? {}),
    ...nonNegative(spec.revisionHistoryLimit, 'spec.revisionHistoryLimit'),
  ];
}

function validateStrategy({ type, rollingUpdate }: Strategy): FieldError[] {
  const path = 'spec.updateStrategy';
  if (type === 'OnDelete') return [];
  if (type !== 'RollingUpdate') {
    const shown = goValue(
      `apps.DaemonSetUpdateStrategy{Type:"${type ?? ''}", RollingUpdate:${goPointer('apps.RollingUpdateDaemonSet', rollingUpdate !== undefined)}}`,
    );
    return [notSupported(path, shown, ['RollingUpdate', 'OnDelete'])];
  }
  if (rollingUpdate === undefined) return [required(`${path}.rollingUpdate`)];
  const { maxUnavailable, maxSurge } = rollingUpdate;
  const at = `${path}.rollingUpdate`;
  return [
    ...positiveIntOrPercent(maxUnavailable, `${at}.maxUnavailable`),
    ...positiveIntOrPercent(maxSurge, `${at}.maxSurge`),
    ...atMost100Percent(maxUnavailable, `${at}.maxUnavailable`),
    ...atMost100Percent(maxSurge, `${at}.maxSurge`),
    ...exactlyOne(plainNumber(maxUnavailable), plainNumber(maxSurge), at, goIntOrString(maxSurge)),
  ];
}

function exactlyOne(maxUnavailable: number, maxSurge: number, at: string, shown: string): FieldError[] {
  if (maxUnavailable !== 0 && maxSurge !== 0) {
    return [invalid(`${at}.maxSurge`, goValue(shown), 'may not be set when maxUnavailable is non-zero')];
  }
  return maxUnavailable === 0 && maxSurge === 0
    ? [required(`${at}.maxUnavailable`, 'cannot be 0 when maxSurge is 0')]
    : [];
}
