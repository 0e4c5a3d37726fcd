import { createRequire } from 'node:module';

type Descriptions = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What the package of descriptions lacks: the values of enumerations, which follow a field's own text, and whole types. */
interface More {
  readonly values: Descriptions;
  readonly types: Descriptions;
}

let loaded: { readonly descriptions: Descriptions; readonly more: More } | undefined;

/**
 * What Kubernetes v1.25 says of a type (`field` '') or of one of its fields. `id` is the OpenAPI name, such as
 * `io.k8s.api.apps.v1.DeploymentSpec`. Read when the first `explain` asks: nothing else needs half a megabyte of text.
 */
export function descriptionOf(id: string, field: string): string {
  loaded ??= load();
  const { descriptions, more } = loaded;
  const name = id.split('.').slice(-3).join('.');
  const text = member(descriptions, name, field) ?? member(more.types, name, field) ?? '';
  return [text, member(more.values, name, field)].filter((part) => part !== undefined && part !== '').join('\n\n');
}

function load(): { readonly descriptions: Descriptions; readonly more: More } {
  const read = createRequire(import.meta.url);
  return {
    descriptions: read('./generated/descriptions.json') as Descriptions,
    more: read('./generated/openapi-only.json') as More,
  };
}

function member(all: Descriptions, name: string, field: string): string | undefined {
  const type = Object.hasOwn(all, name) ? all[name] : undefined;
  return type !== undefined && Object.hasOwn(type, field) ? type[field] : undefined;
}
