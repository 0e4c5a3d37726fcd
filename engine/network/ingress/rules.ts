import type { Ingress } from '../../kinds/types.ts';

type Spec = Ingress['spec'];
type IngressPath = NonNullable<NonNullable<NonNullable<Spec['rules']>[number]['http']>['paths']>[number];

/** Where a request goes: a service of the Ingress' namespace and its port by number or name. */
export interface Backend {
  readonly namespace: string;
  readonly service: string;
  readonly port: number | string;
}

interface Match {
  readonly backend: Backend;
  /** The better match is the greater, member by member: host, exactness, length. */
  readonly rank: readonly [number, number, number];
}

/**
 * The backend of a request among Ingresses (networking.k8s.io/v1): an exact host before a wildcard before none, then Exact before Prefix, then
 * the longest path; nothing matches: the first default backend. ImplementationSpecific is taken as Prefix.
 */
export function backendFor(ingresses: readonly Ingress[], host: string, path: string): Backend | undefined {
  const name = (host.split(':')[0] ?? '').toLowerCase();
  const bare = path.split('?')[0] ?? '/';
  const matches = ingresses.flatMap((ingress) => matchesOf(ingress, name, bare));
  const best = matches.reduce<Match | undefined>(
    (best, match) => (best === undefined || isBetter(match, best) ? match : best),
    undefined,
  );
  if (best !== undefined) return best.backend;
  return ingresses.flatMap(({ metadata, spec }) => backendOf(metadata.namespace ?? '', spec.defaultBackend) ?? [])[0];
}

function isBetter({ rank }: Match, { rank: other }: Match): boolean {
  const index = rank.findIndex((value, at) => value !== other[at]);
  return index >= 0 && (rank[index] ?? 0) > (other[index] ?? 0);
}

function matchesOf({ metadata, spec }: Ingress, host: string, path: string): readonly Match[] {
  return (spec.rules ?? []).flatMap((rule) => {
    const hostRank = rankOfHost(rule.host ?? '', host);
    if (hostRank === undefined) return [];
    return (rule.http?.paths ?? []).flatMap((one) => {
      const backend = backendOf(metadata.namespace ?? '', one.backend);
      if (backend === undefined || !pathMatches(one, path)) return [];
      return [{ backend, rank: [hostRank, one.pathType === 'Exact' ? 1 : 0, (one.path ?? '/').length] }];
    });
  });
}

/** A wildcard stands for exactly one label. */
function rankOfHost(rule: string, host: string): number | undefined {
  if (rule === '') return 0;
  if (rule === host) return 2;
  if (!rule.startsWith('*.')) return undefined;
  const dot = host.indexOf('.');
  return dot > 0 && host.slice(dot) === rule.slice(1) ? 1 : undefined;
}

/** Prefix compares element by element: /foo holds /foo/bar and not /foobar. */
function pathMatches({ pathType, path = '/' }: IngressPath, asked: string): boolean {
  if (pathType === 'Exact') return asked === path;
  const prefix = path.endsWith('/') ? path.slice(0, -1) : path;
  return asked === prefix || asked.startsWith(`${prefix}/`);
}

function backendOf(namespace: string, backend: Spec['defaultBackend']): Backend | undefined {
  const service = backend?.service;
  const port = service?.port?.number ?? service?.port?.name;
  return service === undefined || port === undefined ? undefined : { namespace, service: service.name, port };
}
