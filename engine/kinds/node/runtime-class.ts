import type { RuntimeClass as Published } from 'kubernetes-types/node/v1.js';
import type { Kind } from '../../api/kind.ts';
import type { FieldError } from '../../api/validation/field-error.ts';
import { dns1123Label, dns1123Subdomain } from '../../api/validation/names.ts';
import { immutable } from '../checks.ts';
import { AGE, NAME } from '../columns.ts';
import { named } from '../field-checks.ts';
import type { Stored } from '../types.ts';

export type RuntimeClass = Stored<'RuntimeClass', Published>;

export const runtimeClass: Kind<RuntimeClass> = {
  group: 'node.k8s.io',
  version: 'v1',
  kind: 'RuntimeClass',
  plural: 'runtimeclasses',
  scope: 'Cluster',
  schema: 'io.k8s.api.node.v1.RuntimeClass',
  nameCheck: dns1123Subdomain,
  validate: ({ handler }): readonly FieldError[] => named('handler', handler ?? '', dns1123Label),
  validateUpdate: (object, old) => immutable(object.handler, old.handler, 'handler'),
  createOnUpdate: true,
  updateNeedsVersion: true,
  columns: [NAME, { name: 'Handler', cell: ({ handler }) => handler }, AGE],
};
