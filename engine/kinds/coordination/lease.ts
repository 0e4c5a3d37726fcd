import { semanticEqual } from '../../api/equality.ts';
import type { Kind } from '../../api/kind.ts';
import { type FieldError, invalid } from '../../api/validation/field-error.ts';
import { dns1123Subdomain } from '../../api/validation/names.ts';
import { nonNegative } from '../checks.ts';
import { AGE, NAME } from '../columns.ts';
import type { Lease } from '../types.ts';

export const lease: Kind<Lease> = {
  group: 'coordination.k8s.io',
  version: 'v1',
  kind: 'Lease',
  plural: 'leases',
  scope: 'Namespaced',
  schema: 'io.k8s.api.coordination.v1.Lease',
  nameCheck: dns1123Subdomain,
  metadataRules: 'machinery',
  defaults: (object) => (object.spec === undefined ? { ...object, spec: {} } : object),
  validate,
  createOnUpdate: true,
  updateNeedsVersion: true,
  columns: [NAME, { name: 'Holder', cell: ({ spec }) => spec.holderIdentity ?? '' }, AGE],
  brief: ({ spec }) => ({ holder: spec.holderIdentity ?? '' }),
  isHeartbeat: (object, old) =>
    object.spec.renewTime !== old.spec.renewTime && semanticEqual(withoutRenewal(object), withoutRenewal(old)),
};

function withoutRenewal({ spec, metadata }: Lease): object {
  const { renewTime: _renewed, ...rest } = spec;
  const { labels, annotations, ownerReferences, finalizers } = metadata;
  return { rest, labels, annotations, ownerReferences, finalizers };
}

/** ValidateLeaseSpec (v1.25). */
function validate({ spec }: Lease): readonly FieldError[] {
  const { leaseDurationSeconds: duration, leaseTransitions } = spec;
  return [
    ...(duration !== undefined && duration <= 0
      ? [invalid('spec.leaseDurationSeconds', duration, 'must be greater than 0')]
      : []),
    ...nonNegative(leaseTransitions, 'spec.leaseTransitions'),
  ];
}
