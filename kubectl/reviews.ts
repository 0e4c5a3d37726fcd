import { apiVersionOf, type Kind, type KubeObject, methodNotAllowed, UNKEPT } from '../engine/index.ts';
import type { KubectlEnvironment } from './environment.ts';
import { impersonated } from './impersonation.ts';
import type { Invocation } from './invocation.ts';
import type { ManifestObject } from './manifest-objects.ts';

/** Kinds that are questions to the API: they are posted and answered, and nothing is kept. */
const reviews: readonly Kind[] = UNKEPT.filter(({ isAsked, group }) => isAsked && group !== '').map(
  ({ group, versions: [version = 'v1'], plural, kind, namespaced }) => ({
    group,
    version,
    plural,
    kind,
    scope: namespaced ? 'Namespaced' : 'Cluster',
    schema: undefined,
    nameCheck: () => [],
    columns: [],
  }),
);

export function isReview(kind: Kind): boolean {
  return reviews.includes(kind);
}

/**
 * The kind that a manifest says, if it is such a question.
 * @throws StatusError for what is done to it other than `create`
 */
export function reviewCalled({ commandPath }: Invocation, apiVersion: string, name: string): Kind | undefined {
  const found = reviews.find((kind) => kind.kind === name && apiVersionOf(kind) === apiVersion);
  if (found !== undefined && commandPath !== 'kubectl create') throw methodNotAllowed();
  return found;
}

/** Asks, and gives the question with its answer. */
export function review(
  { flags }: Invocation,
  environment: KubectlEnvironment,
  { kind, namespace, body }: ManifestObject,
): KubeObject {
  const as = impersonated(flags);
  const place = namespace === undefined ? '' : `/namespaces/${namespace}`;
  const answer = environment.raw({
    method: 'POST',
    uri: `/apis/${apiVersionOf(kind)}${place}/${kind.plural}`,
    body: JSON.stringify(body),
    ...(as === undefined ? {} : { as }),
  });
  return JSON.parse(answer ?? '{}') as KubeObject;
}
