import type { PolicyRule } from '../../../engine/index.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { impersonated } from '../../impersonation.ts';
import type { Invocation } from '../../invocation.ts';

/** What the API answers to a question about access. */
interface ReviewStatus {
  readonly allowed?: boolean;
  readonly reason?: string;
  readonly resourceRules?: readonly PolicyRule[];
  readonly nonResourceRules?: readonly PolicyRule[];
}

/** Asks whether the user of the command may do something: SelfSubjectAccessReview. `spec`: the attributes of what is asked about. */
export function accessTo(
  invocation: Invocation,
  environment: KubectlEnvironment,
  spec: object,
): { readonly allowed: boolean; readonly reason: string } {
  const { allowed = false, reason = '' } = review(invocation, environment, 'selfsubjectaccessreviews', spec);
  return { allowed, reason };
}

/** All rules that hold for the user in the namespace of the command: SelfSubjectRulesReview. */
export function rulesOf(invocation: Invocation, environment: KubectlEnvironment): readonly PolicyRule[] {
  const spec = { namespace: invocation.namespace };
  const { resourceRules = [], nonResourceRules = [] } = review(
    invocation,
    environment,
    'selfsubjectrulesreviews',
    spec,
  );
  return [...resourceRules, ...nonResourceRules];
}

function review(invocation: Invocation, environment: KubectlEnvironment, plural: string, spec: object): ReviewStatus {
  const as = impersonated(invocation.flags);
  const answer = environment.raw({
    method: 'POST',
    uri: `/apis/authorization.k8s.io/v1/${plural}`,
    body: JSON.stringify({ spec }),
    ...(as === undefined ? {} : { as }),
  });
  return (JSON.parse(answer ?? '{}') as { readonly status?: ReviewStatus }).status ?? {};
}
