import type { Kind } from '../../api/kind.ts';
import { invalid } from '../../api/validation/field-error.ts';
import { dns1123Label, qualifiedName } from '../../api/validation/names.ts';
import { AGE, NAME } from '../columns.ts';
import type { Namespace } from '../types.ts';

const NAME_LABEL = 'kubernetes.io/metadata.name';
const FINALIZER = 'kubernetes';
const UNQUALIFIED = 'name is neither a standard finalizer name nor is it fully qualified';

const phaseOf = ({ status }: Namespace): string => status.phase ?? '';

/** A namespace goes when its spec.finalizers are gone: the namespace controller takes out `kubernetes` once nothing is left in it. */
export const namespace: Kind<Namespace> = {
  group: '',
  version: 'v1',
  kind: 'Namespace',
  plural: 'namespaces',
  shortNames: ['ns'],
  scope: 'Cluster',
  isNamespace: true,
  schema: 'io.k8s.api.core.v1.Namespace',
  unservedVerbs: ['deletecollection'],
  nameCheck: dns1123Label,
  defaults(object) {
    const { name, labels } = object.metadata;
    if (labels?.[NAME_LABEL] === name || name === '') return object;
    return { ...object, metadata: { ...object.metadata, labels: { ...labels, [NAME_LABEL]: name } } };
  },
  prepareForCreate(object) {
    const finalizers = (object as Partial<Namespace>).spec?.finalizers ?? [];
    return {
      ...object,
      spec: { finalizers: finalizers.includes(FINALIZER) ? finalizers : [...finalizers, FINALIZER] },
      status: { phase: 'Active' },
    };
  },
  validate: ({ spec }) =>
    (spec.finalizers ?? []).flatMap((name) => [
      ...qualifiedName(name).map((why) => invalid('spec.finalizers', name, why)),
      ...(name.includes('/') || name === FINALIZER ? [] : [invalid('spec.finalizers', name, UNQUALIFIED)]),
    ]),
  prepareForUpdate: (object, old) => ({ ...object, spec: old.spec, status: old.status }),
  // It is marked by its own storage, which gives it no grace period (registry/core/namespace/storage, v1.25).
  markDeleting: (object) => {
    const { deletionGracePeriodSeconds: _none, ...metadata } = object.metadata;
    return { ...object, metadata, status: { ...object.status, phase: 'Terminating' } };
  },
  pendingFinalizers: ({ spec }) => spec.finalizers ?? [],
  subresources: {
    status: true,
    others: {
      finalize: {
        verbs: ['update'],
        kind: { group: '', version: 'v1', kind: 'Namespace' },
        call(request) {
          const { object, body } = request;
          const { spec } = (body ?? {}) as Partial<Namespace>;
          const finalizers = spec?.finalizers ?? [];
          return request.update('Namespace', undefined, object.metadata.name, (current) => ({
            ...(current as Namespace),
            spec: finalizers.length === 0 ? {} : { finalizers },
          }));
        },
      },
    },
  },
  columns: [NAME, { name: 'Status', description: 'Active or Terminating.', cell: phaseOf }, AGE],
  fieldSelectors: { 'status.phase': phaseOf },
  brief: (object) => ({ phase: phaseOf(object) }),
};
