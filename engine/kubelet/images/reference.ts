/** An image name taken apart, as the distribution's tools complete it: `nginx` and `docker.io/nginx` are docker.io/library/nginx:latest. */
export interface Reference {
  readonly registry: string;
  /** Without the registry: `library/nginx`. */
  readonly path: string;
  readonly tag: string;
  readonly digest: string | undefined;
}

export function parseReference(name: string): Reference {
  const [named = '', digest] = name.split('@');
  const slash = named.indexOf('/');
  const first = named.slice(0, Math.max(0, slash));
  const hasRegistry = first.includes('.') || first.includes(':') || first === 'localhost';
  const rest = hasRegistry ? named.slice(slash + 1) : named;
  const colon = rest.lastIndexOf(':');
  const isTagged = colon > rest.lastIndexOf('/');
  const path = isTagged ? rest.slice(0, colon) : rest;
  const registry = hasRegistry && first !== 'index.docker.io' ? first : 'docker.io';
  return {
    registry,
    path: registry === 'docker.io' && !path.includes('/') ? `library/${path}` : path,
    tag: isTagged ? rest.slice(colon + 1) : digest === undefined ? 'latest' : '',
    digest,
  };
}

/** `docker.io/library/nginx` */
export function repositoryOf({ registry, path }: Reference): string {
  return `${registry}/${path}`;
}

export function fullName(reference: Reference): string {
  const { tag, digest } = reference;
  return `${repositoryOf(reference)}${tag === '' ? '' : `:${tag}`}${digest === undefined || tag !== '' ? '' : `@${digest}`}`;
}
