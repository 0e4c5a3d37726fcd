/** What a webhook is asked about (validateRuleWithOperations, v1.25). */
import { goQuote } from '../../api/go-format.ts';
import { type FieldError, goValue, invalid, notSupported, required } from '../../api/validation/field-error.ts';
import { type Errors, each, oneOf } from '../field-checks.ts';

/** The published type of a rule lacks the members that Go embeds. */
export interface WebhookRule {
  readonly operations?: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly apiVersions?: readonly string[];
  readonly resources?: readonly string[];
  readonly scope?: string;
}

const OPERATIONS = ['*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE'];
const SCOPES = ['*', 'Cluster', 'Namespaced'];

export function ruleErrors(rule: WebhookRule, path: string): Errors {
  const { operations = [], apiGroups = [], apiVersions = [], resources = [], scope } = rule;
  const shown = goValue(`[]admissionregistration.OperationType{${operations.map(goQuote).join(', ')}}`);
  return [
    ...alone(`${path}.operations`, operations, 'operations', shown),
    ...each(`${path}.operations`, operations, (operation, at) =>
      OPERATIONS.includes(operation) ? [] : [notSupported(at, operation, OPERATIONS)],
    ),
    ...alone(`${path}.apiGroups`, apiGroups, 'API groups'),
    ...alone(`${path}.apiVersions`, apiVersions, 'API versions'),
    ...each(`${path}.apiVersions`, apiVersions, (version, at) => (version === '' ? [required(at)] : [])),
    ...resourceErrors(`${path}.resources`, resources),
    ...oneOf(`${path}.scope`, scope, SCOPES, { optional: true }),
  ];
}

/** There is at least one, and a star stands alone. */
function alone(path: string, list: readonly string[], what: string, shown: unknown = list): Errors {
  if (list.length === 0) return [required(path)];
  if (list.length === 1 || !list.includes('*')) return [];
  return [invalid(path, shown, `if '*' is present, must not specify other ${what}`)];
}

/** validateResources: `pods`, `pods/status`, `pods/*`, `*\/status`, `*\/*`. What an earlier one has covered is not said again. */
function resourceErrors(path: string, resources: readonly string[]): Errors {
  if (resources.length === 0) return [required(path)];
  // Of resources without subresources Kubernetes remembers the last one only.
  const last = resources.findLast((resource) => resource !== '' && !resource.includes('/'));
  return [
    ...each(path, resources, (resource, at, position) =>
      resource === '' ? [required(at)] : coveredErrors(at, resource, resources.slice(0, position)),
    ),
    ...(resources.length > 1 && resources.includes('*/*')
      ? [invalid(path, resources, "if '*/*' is present, must not specify other resources")]
      : []),
    ...(resources.includes('*') && last !== '*'
      ? [invalid(path, resources, "if '*' is present, must not specify other resources without subresources")]
      : []),
  ];
}

function coveredErrors(path: string, resource: string, earlier: readonly string[]): FieldError[] {
  const slash = resource.indexOf('/');
  if (slash < 0) return [];
  const covering = [`${resource.slice(0, slash)}/*`, `*/${resource.slice(slash + 1)}`];
  return covering
    .filter((cover) => earlier.includes(cover))
    .map((cover) => invalid(path, resource, `if '${cover}' is present, must not specify ${resource}`));
}
