import type { Kind } from '../../api/kind.ts';
import { controllerOf } from '../../api/object.ts';
import { dns1123Subdomain } from '../../api/validation/names.ts';
import { immutable, nonNegative } from '../checks.ts';
import { AGE, NAME } from '../columns.ts';
import type { ControllerRevision } from '../types.ts';

export const controllerRevision: Kind<ControllerRevision> = {
  group: 'apps',
  version: 'v1',
  kind: 'ControllerRevision',
  plural: 'controllerrevisions',
  scope: 'Namespaced',
  schema: 'io.k8s.api.apps.v1.ControllerRevision',
  nameCheck: dns1123Subdomain,
  validate: ({ revision }) => nonNegative(revision, 'revision'),
  validateUpdate: (object, old) => [
    ...nonNegative(object.revision, 'revision'),
    ...immutable(object.data, old.data, 'data'),
  ],
  columns: [
    NAME,
    { name: 'Controller', cell: controllerCell },
    { name: 'Revision', cell: ({ revision }) => revision },
    AGE,
  ],
  brief: ({ revision }) => ({ rollout: revision }),
};

/** `statefulset.apps/db`, or `<none>` without a controller. */
function controllerCell(object: ControllerRevision): string {
  const controller = controllerOf(object);
  if (controller === undefined) return '<none>';
  const [group] = controller.apiVersion.includes('/') ? controller.apiVersion.split('/') : [''];
  const kind = controller.kind.toLowerCase();
  return `${group === '' ? kind : `${kind}.${group ?? ''}`}/${controller.name}`;
}
