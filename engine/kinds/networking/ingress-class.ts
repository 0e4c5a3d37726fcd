import type { Kind } from '../../api/kind.ts';
import { type FieldError, forbiddenField, invalid, required, tooLong } from '../../api/validation/field-error.ts';
import { dns1123Label, dns1123Subdomain } from '../../api/validation/names.ts';
import { immutable } from '../checks.ts';
import { AGE, NAME } from '../columns.ts';
import { type Errors, named, oneOf } from '../field-checks.ts';
import type { IngressClass } from '../types.ts';
import { localReferenceErrors } from './local-reference.ts';

const MAX_CONTROLLER_LENGTH = 250;

export const ingressClass: Kind<IngressClass> = {
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'IngressClass',
  plural: 'ingressclasses',
  scope: 'Cluster',
  schema: 'io.k8s.api.networking.v1.IngressClass',
  nameCheck: dns1123Subdomain,
  defaults,
  validate,
  validateUpdate: (object, old) => [
    ...immutable(object.spec.controller ?? '', old.spec.controller, 'spec.controller'),
    ...validate(object),
  ],
  hasGeneration: true,
  columns: [
    NAME,
    { name: 'Controller', cell: ({ spec }) => spec.controller ?? '' },
    { name: 'Parameters', cell: parametersCell },
    AGE,
  ],
};

/** SetDefaults_IngressClass (networking/v1, v1.25): parameters are cluster-scoped unless told otherwise. */
function defaults(object: IngressClass): IngressClass {
  const spec: IngressClass['spec'] = object.spec ?? {};
  const { parameters } = spec;
  if (parameters === undefined || parameters.scope !== undefined) return { ...object, spec };
  return { ...object, spec: { ...spec, parameters: { ...parameters, scope: 'Cluster' } } };
}

function parametersCell({ spec }: IngressClass): string {
  const { parameters } = spec;
  if (parameters === undefined) return '<none>';
  const { apiGroup, kind, name } = parameters;
  return apiGroup === undefined ? `${kind}/${name}` : `${kind}.${apiGroup}/${name}`;
}

/** ValidateIngressClass (v1.25). */
function validate({ spec }: IngressClass): readonly FieldError[] {
  const { controller = '', parameters } = spec;
  return [
    ...validateController(controller),
    ...(parameters === undefined ? [] : parameterErrors(parameters, 'spec.parameters')),
  ];
}

/** validateIngressClassParametersReference (v1.25). */
function parameterErrors(parameters: NonNullable<IngressClass['spec']['parameters']>, path: string): Errors {
  const { scope, namespace } = parameters;
  const within =
    namespace === undefined
      ? [required(`${path}.namespace`, "`parameters.scope` is set to 'Namespace'")]
      : named(`${path}.namespace`, namespace, dns1123Label);
  return [
    ...localReferenceErrors(parameters, path),
    ...oneOf(`${path}.scope`, scope, ['Cluster', 'Namespace']),
    ...(scope === 'Namespace' ? within : []),
    ...(scope === 'Cluster' && namespace !== undefined
      ? [forbiddenField(`${path}.namespace`, "`parameters.scope` is set to 'Cluster'")]
      : []),
  ];
}

const PATH_RULE = "Invalid path (regex used for validation is '[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+')";

function validateController(controller: string): readonly FieldError[] {
  const path = 'spec.controller';
  if (controller === '') return [required(path)];
  if (controller.length > MAX_CONTROLLER_LENGTH) return [tooLong(path, MAX_CONTROLLER_LENGTH)];
  const slash = controller.indexOf('/');
  const prefixed = slash > 0 && slash < controller.length - 1;
  const why = 'must be a domain-prefixed path (such as "acme.io/foo")';
  if (!prefixed) return [invalid(path, controller, why)];
  const rest = controller.slice(slash + 1);
  return [
    ...named(path, controller.slice(0, slash), dns1123Subdomain),
    ...(/^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/.test(rest) ? [] : [invalid(path, rest, PATH_RULE)]),
  ];
}
