import { semanticEqual } from '../../api/equality.ts';
import type { Kind, KindContext } from '../../api/kind.ts';
import type { FieldError } from '../../api/validation/field-error.ts';
import { dns1123Subdomain } from '../../api/validation/names.ts';
import { CREATED_AT, NAME } from '../columns.ts';
import { omitZero } from '../omit.ts';
import type { CustomResourceDefinition } from '../types.ts';
import { approvalOf } from './approval.ts';
import { validateDefinition, validateDefinitionUpdate } from './definition-validation.ts';
import { CLEANUP_FINALIZER, DELETION_PENDING, withTerminating } from './termination.ts';
import { establish, isEstablished, unestablished } from './establish.ts';

type Spec = CustomResourceDefinition['spec'];

export const customResourceDefinition: Kind<CustomResourceDefinition> = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
  storedAs: 'apiextensions.k8s.io/v1beta1',
  shortNames: ['crd', 'crds'],
  categories: ['api-extensions'],
  scope: 'Cluster',
  schema: 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinition',
  nameCheck: dns1123Subdomain,
  metadataRules: 'own',
  defaults,
  prepareForCreate: unestablished,
  afterCreate: (object, context) => establish(object, othersOf(object, context), context.nowMs),
  prepareForUpdate: (object, old, context) => keepEstablished(object, old, context),
  validate: (object): readonly FieldError[] => validateDefinition(object),
  validateUpdate: validateDefinitionUpdate,
  cleanupFinalizer: CLEANUP_FINALIZER,
  markDeleting: (object) => withTerminating(object, DELETION_PENDING, object.metadata.deletionTimestamp),
  hasGeneration: true,
  updateNeedsVersion: true,
  subresources: { status: true },
  columns: [NAME, CREATED_AT],
  brief: ({ spec, status }) => ({
    group: spec.group,
    established: isEstablished({ status } as CustomResourceDefinition),
  }),
};

function keepEstablished(
  object: CustomResourceDefinition,
  old: CustomResourceDefinition,
  context: KindContext,
): CustomResourceDefinition {
  const kept = { ...object, status: old.status };
  const isSame = semanticEqual(object.spec, old.spec) && semanticEqual(approvalOf(object), approvalOf(old));
  return isSame ? kept : establish(kept, othersOf(object, context), context.nowMs);
}

function othersOf(
  { metadata: { name } }: CustomResourceDefinition,
  context: KindContext,
): readonly CustomResourceDefinition[] {
  const all = context.list<CustomResourceDefinition>('CustomResourceDefinition');
  return all.filter(({ metadata }) => metadata.name !== name);
}

/** SetDefaults_CustomResourceDefinition (apiextensions/v1, v1.25). */
function defaults(object: CustomResourceDefinition): CustomResourceDefinition {
  const spec: Partial<Spec> = object.spec ?? {};
  const names: Partial<Spec['names']> = spec.names ?? {};
  const { kind = '' } = names;
  return {
    ...object,
    spec: {
      ...omitZero(spec, ['preserveUnknownFields']),
      names: {
        ...names,
        singular: names.singular ?? kind.toLowerCase(),
        listKind: names.listKind ?? (kind === '' ? '' : `${kind}List`),
      },
      conversion: conversionDefaults(spec.conversion),
    } as Spec,
  };
}

function conversionDefaults(conversion: Spec['conversion']): NonNullable<Spec['conversion']> {
  if (conversion === undefined) return { strategy: 'None' };
  const client = conversion.webhook?.clientConfig;
  if (conversion.webhook === undefined || client?.service === undefined) return conversion;
  const service = { ...client.service, port: client.service.port ?? 443 };
  return { ...conversion, webhook: { ...conversion.webhook, clientConfig: { ...client, service } } };
}
