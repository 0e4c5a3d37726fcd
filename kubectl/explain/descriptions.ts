import { createRequire } from 'node:module';

type Descriptions = Readonly<Record<string, Readonly<Record<string, string>>>>;

let loaded: Descriptions | undefined;

/**
 * What Kubernetes v1.25 says of a type (`field` '') or of one of its fields. `id` is the OpenAPI name, such as
 * `io.k8s.api.apps.v1.DeploymentSpec`. Read when the first `explain` asks: nothing else needs half a megabyte of text.
 */
export function descriptionOf(id: string, field: string): string {
  loaded ??= createRequire(import.meta.url)('./generated/descriptions.json') as Descriptions;
  const type = loaded[id.split('.').slice(-3).join('.')] ?? {};
  return Object.hasOwn(type, field) ? (type[field] ?? '') : '';
}
