import type { Kind } from '../../api/kind.ts';
import type { KubeObject } from '../../api/object.ts';
import { type FieldError, invalid, required } from '../../api/validation/field-error.ts';
import { dns1035Label, dns1123Subdomain, pathSegmentName } from '../../api/validation/names.ts';
import { servicePortErrors } from '../admissionregistration/service-reference.ts';
import { decodeBase64 } from '../../api/base64.ts';
import { toTimestamp } from '../../api/time.ts';
import { AGE, NAME } from '../columns.ts';
import { type Errors, named, optionalName, present } from '../field-checks.ts';

/** apiregistration.k8s.io/v1 APIService: which server answers for a group and version. */
export type APIService = KubeObject & {
  readonly kind: 'APIService';
  readonly spec: {
    readonly service?: { readonly namespace?: string; readonly name?: string; readonly port?: number };
    readonly group?: string;
    readonly version?: string;
    readonly insecureSkipTLSVerify?: boolean;
    readonly caBundle?: string;
    readonly groupPriorityMinimum?: number;
    readonly versionPriority?: number;
  };
  readonly status: {
    readonly conditions?: readonly {
      readonly type: string;
      readonly status: string;
      readonly reason?: string;
      readonly message?: string;
      readonly lastTransitionTime?: string;
    }[];
  };
};

const MAX_PRIORITY = 20_000;
const MAX_VERSION_PRIORITY = 1000;

export const apiService: Kind<APIService> = {
  group: 'apiregistration.k8s.io',
  version: 'v1',
  kind: 'APIService',
  plural: 'apiservices',
  categories: ['api-extensions'],
  scope: 'Cluster',
  schema: 'io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIService',
  nameCheck: pathSegmentName,
  metadataRules: 'machinery',
  defaults: (object) => {
    const spec: APIService['spec'] = object.spec ?? {};
    if (spec.service === undefined) return { ...object, spec };
    return { ...object, spec: { ...spec, service: { ...spec.service, port: spec.service.port ?? 443 } } };
  },
  prepareForCreate: (object) => ({ ...object, status: {} }),
  afterCreate: (object, { nowMs }) => availableIfLocal(object, nowMs),
  validate,
  updateNeedsVersion: true,
  subresources: { status: true },
  columns: [
    NAME,
    {
      name: 'Service',
      cell: ({ spec }) =>
        spec.service === undefined ? 'Local' : `${spec.service.namespace ?? ''}/${spec.service.name ?? ''}`,
    },
    { name: 'Available', cell: availableCell },
    AGE,
  ],
};

/** A group without a service is the API server's own (available_controller.go, v1.25). */
function availableIfLocal(object: APIService, nowMs: number): APIService {
  if (object.spec.service !== undefined) return object;
  const condition = {
    type: 'Available',
    status: 'True',
    reason: 'Local',
    message: 'Local APIServices are always available',
    lastTransitionTime: toTimestamp(nowMs),
  };
  return { ...object, status: { ...object.status, conditions: [condition] } };
}

function availableCell({ status }: APIService): string {
  const condition = status.conditions?.find(({ type }) => type === 'Available');
  if (condition === undefined) return 'Unknown';
  return condition.status === 'True' ? 'True' : `${condition.status} (${condition.reason ?? ''})`;
}

/** ValidateAPIService (kube-aggregator, v1.25). */
function validate({ metadata, spec }: APIService): readonly FieldError[] {
  const { group = '', version = '', groupPriorityMinimum: minimum = 0, versionPriority = 0 } = spec;
  const name = `${version}.${group}`;
  return [
    ...(metadata.name === name
      ? []
      : [invalid('metadata.name', metadata.name, `must be \`spec.version+"."+spec.group\`: "${name}"`)]),
    ...(group === '' && version !== 'v1'
      ? [required('spec.group', 'only v1 may have an empty group and it better be legacy kube')]
      : []),
    ...optionalName('spec.group', group, dns1123Subdomain),
    ...named('spec.version', version, dns1035Label),
    ...(minimum <= 0 || minimum > MAX_PRIORITY
      ? [invalid('spec.groupPriorityMinimum', minimum, `must be positive and less than ${MAX_PRIORITY}`)]
      : []),
    ...(versionPriority <= 0 || versionPriority > MAX_VERSION_PRIORITY
      ? [invalid('spec.versionPriority', versionPriority, `must be positive and less than ${MAX_VERSION_PRIORITY}`)]
      : []),
    ...serverErrors(spec),
  ];
}

/** Whom the server that answers is reached at; what is answered here needs no certificate. */
function serverErrors({ service, insecureSkipTLSVerify = false, caBundle = '' }: APIService['spec']): Errors {
  const at = 'spec.insecureSkipTLSVerify';
  if (service === undefined) {
    const bytes = decodeBase64(caBundle).length;
    return [
      ...(caBundle === ''
        ? []
        : [invalid('spec.caBundle', `${bytes} bytes`, 'local APIServices may not have a caBundle')]),
      ...(insecureSkipTLSVerify ? [invalid(at, true, 'local APIServices may not have insecureSkipTLSVerify')] : []),
    ];
  }
  return [
    ...present('spec.service.namespace', service.namespace),
    ...present('spec.service.name', service.name),
    ...servicePortErrors('spec.service.port', service.port),
    ...(insecureSkipTLSVerify && caBundle !== '' ? [invalid(at, true, 'may not be true if caBundle is present')] : []),
  ];
}
