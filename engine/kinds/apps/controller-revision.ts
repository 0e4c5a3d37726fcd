import type { Kind } from '../../api/kind.ts';
import { controllerOf } from '../../api/object.ts';
import { utf8Bytes } from '../../api/utf8.ts';
import { type FieldError, goValue, required } from '../../api/validation/field-error.ts';
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
  validate,
  validateUpdate: (object, old) => [
    ...validate(object),
    ...immutable(object.data, old.data, 'data', goValue(goRaw(object.data))),
  ],
  columns: [
    NAME,
    { name: 'Controller', cell: controllerCell },
    { name: 'Revision', cell: ({ revision }) => revision },
    AGE,
  ],
  brief: ({ revision }) => ({ rollout: revision }),
};

/** ValidateControllerRevision (v1.25). */
function validate({ data, revision }: ControllerRevision): FieldError[] {
  return [
    ...(data === undefined || data === null ? [required('data', 'data is mandatory')] : []),
    ...nonNegative(revision, 'revision'),
  ];
}

/** The data as Go prints it: bytes of JSON. */
function goRaw(data: unknown): string {
  const bytes = Array.from(utf8Bytes(JSON.stringify(data ?? null)), (byte) => `0x${byte.toString(16)}`);
  const meta = 'TypeMeta:runtime.TypeMeta{APIVersion:"", Kind:""}';
  return `runtime.Unknown{${meta}, Raw:[]uint8{${bytes.join(', ')}}, ContentEncoding:"", ContentType:"application/json"}`;
}

/** `statefulset.apps/db`, or `<none>` without a controller. */
function controllerCell(object: ControllerRevision): string {
  const controller = controllerOf(object);
  if (controller === undefined) return '<none>';
  const [group] = controller.apiVersion.includes('/') ? controller.apiVersion.split('/') : [''];
  const kind = controller.kind.toLowerCase();
  return `${group === '' ? kind : `${kind}.${group ?? ''}`}/${controller.name}`;
}
