import type { RuntimeClass as Published } from 'kubernetes-types/node/v1.js';
import type { Kind } from '../../api/kind.ts';
import { duplicate, type FieldError } from '../../api/validation/field-error.ts';
import { dns1123Label, dns1123Subdomain } from '../../api/validation/names.ts';
import { immutable } from '../checks.ts';
import { AGE, NAME } from '../columns.ts';
import { each, named } from '../field-checks.ts';
import { resourceRequirements } from '../core/pod/validate-resources.ts';
import { validateTolerations } from '../core/pod/validate-scheduling.ts';
import { validateLabelMap } from '../selectors.ts';
import { goStruct } from '../go-structs/source-text.ts';
import type { Stored, Toleration } from '../types.ts';

export type RuntimeClass = Stored<'RuntimeClass', Published>;

export const runtimeClass: Kind<RuntimeClass> = {
  group: 'node.k8s.io',
  version: 'v1',
  kind: 'RuntimeClass',
  plural: 'runtimeclasses',
  scope: 'Cluster',
  schema: 'io.k8s.api.node.v1.RuntimeClass',
  nameCheck: dns1123Subdomain,
  metadataRules: 'machinery',
  validate,
  validateUpdate: (object, old) => [...validate(object), ...immutable(object.handler, old.handler, 'handler')],
  createOnUpdate: true,
  updateNeedsVersion: true,
  columns: [NAME, { name: 'Handler', cell: ({ handler }) => handler }, AGE],
};

/** MatchToleration (v1.25): however long it is tolerated. */
const isSame = (one: Toleration, other: Toleration): boolean =>
  (['key', 'operator', 'value', 'effect'] as const).every((field) => (one[field] ?? '') === (other[field] ?? ''));

type Scheduling = NonNullable<RuntimeClass['scheduling']>;

/** ValidateRuntimeClass (v1.25). */
function validate({ handler, overhead, scheduling }: RuntimeClass): readonly FieldError[] {
  return [
    ...named('handler', handler ?? '', dns1123Label),
    ...(overhead === undefined ? [] : resourceRequirements('overhead', { limits: overhead.podFixed ?? {} })),
    ...(scheduling === undefined ? [] : placing(scheduling)),
  ];
}

/** validateScheduling (v1.25), which says `tolerations` twice. */
function placing({ nodeSelector, tolerations }: Scheduling): readonly FieldError[] {
  return [
    ...validateLabelMap(nodeSelector, 'scheduling.nodeSelector'),
    ...validateTolerations('scheduling.tolerations.tolerations', tolerations),
    ...each('scheduling.tolerations', tolerations, (toleration, path, position) =>
      (tolerations ?? []).findIndex((other) => isSame(other, toleration)) < position
        ? [duplicate(path, goStruct('core.Toleration', toleration))]
        : [],
    ),
  ];
}
