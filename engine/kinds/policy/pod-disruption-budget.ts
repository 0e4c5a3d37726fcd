import { goPointer } from '../../api/go-format.ts';
import type { Kind } from '../../api/kind.ts';
import { type FieldError, goValue, invalid } from '../../api/validation/field-error.ts';
import { pathSegmentName } from '../../api/validation/names.ts';
import { atMost100Percent, positiveIntOrPercent } from '../checks.ts';
import { AGE, NAME } from '../columns.ts';
import { validateLabelSelector } from '../selectors.ts';
import type { PodDisruptionBudget } from '../types.ts';
import { type StatusCounts, statusCountErrors } from '../status-counts.ts';

/** What its status counts. */
const STATUS_COUNTS: StatusCounts = {
  counts: ['disruptionsAllowed', 'currentHealthy', 'desiredHealthy', 'expectedPods'],
};

export const podDisruptionBudget: Kind<PodDisruptionBudget> = {
  group: 'policy',
  version: 'v1',
  kind: 'PodDisruptionBudget',
  plural: 'poddisruptionbudgets',
  storedAs: 'policy/v1beta1',
  shortNames: ['pdb'],
  scope: 'Namespaced',
  schema: 'io.k8s.api.policy.v1.PodDisruptionBudget',
  nameCheck: pathSegmentName,
  metadataRules: 'own',
  defaults: (object) => (object.spec === undefined ? { ...object, spec: {} } : object),
  prepareForCreate: (object) => ({
    ...object,
    status: { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 },
  }),
  validate,
  hasGeneration: true,
  updateNeedsVersion: true,
  validateStatusUpdate: (object, old) => statusCountErrors(STATUS_COUNTS, object.status, old.status),
  subresources: { status: true },
  columns: [
    NAME,
    { name: 'Min Available', cell: ({ spec }) => String(spec.minAvailable ?? 'N/A') },
    { name: 'Max Unavailable', cell: ({ spec }) => String(spec.maxUnavailable ?? 'N/A') },
    { name: 'Allowed Disruptions', type: 'integer', cell: ({ status }) => status.disruptionsAllowed },
    AGE,
  ],
  brief: ({ status }) => ({
    healthy: status.currentHealthy,
    desired: status.desiredHealthy,
    allowed: status.disruptionsAllowed,
  }),
};

function bothSet({ selector }: PodDisruptionBudget['spec']): string {
  const number = goPointer('intstr.IntOrString', true);
  const selected = goPointer('v1.LabelSelector', selector !== undefined);
  return `policy.PodDisruptionBudgetSpec{MinAvailable:${number}, Selector:${selected}, MaxUnavailable:${number}}`;
}

/** ValidatePodDisruptionBudgetSpec (v1.25). */
function validate({ spec }: PodDisruptionBudget): readonly FieldError[] {
  const { minAvailable, maxUnavailable } = spec;
  const both = minAvailable !== undefined && maxUnavailable !== undefined;
  return [
    ...(both ? [invalid('spec', goValue(bothSet(spec)), 'minAvailable and maxUnavailable cannot be both set')] : []),
    ...positiveIntOrPercent(minAvailable, 'spec.minAvailable'),
    ...atMost100Percent(minAvailable, 'spec.minAvailable'),
    ...positiveIntOrPercent(maxUnavailable, 'spec.maxUnavailable'),
    ...atMost100Percent(maxUnavailable, 'spec.maxUnavailable'),
    ...validateLabelSelector(spec.selector, 'spec.selector'),
  ];
}
