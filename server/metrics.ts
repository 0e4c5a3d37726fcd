import { byCodeUnit, kindId, qualified } from '../engine/index.ts';
import type { Answer } from './answer.ts';
import { mediaType } from './body.ts';
import type { Asked } from './call.ts';
import type { ResourcePath } from './request-path.ts';
import type { Rest } from './rest.ts';

type Labels = Readonly<Record<string, string>>;

/** A metric in Prometheus' text format. */
interface Family {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge';
  readonly samples: readonly (readonly [labels: Labels, value: number])[];
}

const REQUESTS =
  '[STABLE] Counter of apiserver requests broken out for each verb, dry run value, group, version, resource, scope, component, and HTTP response code.';
const OBJECTS =
  '[STABLE] Number of stored objects at the time of last check split by kind. In case of a fetching error, the value will be -1.';
const BUILD =
  "[ALPHA] A metric with a constant '1' value labeled by major, minor, git version, git commit, git tree state, build date, Go version, and compiler from which Kubernetes was built, and platform on which it is running.";

/** How many requests of clients were answered with what. The cluster's own components make none: they are no clients of this face. */
export class RequestCounter {
  readonly #counts = new Map<string, { readonly labels: Labels; count: number }>();

  /** @param path what the request named; undefined: the request was none for a resource */
  count(
    asked: Pick<Asked, 'method' | 'path' | 'query' | 'contentType'>,
    path: ResourcePath | undefined,
    code: number,
  ): void {
    const labels = labelsOf(asked, path, code);
    if (labels === undefined) return;
    const key = JSON.stringify(labels);
    const known = this.#counts.get(key);
    if (known === undefined) this.#counts.set(key, { labels, count: 1 });
    else known.count += 1;
  }

  samples(): Family['samples'] {
    return [...this.#counts.values()].map(({ labels, count }) => [labels, count]);
  }
}

const HEALTH = /^\/(?:healthz|livez|readyz)(?:\/|$)/;

/** As v1.25 labels requests (endpoints/metrics): of those for no resource only the health checks are counted. */
function labelsOf(
  { method, path: text, query, contentType }: Parameters<RequestCounter['count']>[0],
  path: ResourcePath | undefined,
  code: number,
): Labels | undefined {
  const common = { code: String(code), component: 'apiserver', dry_run: query.getAll('dryRun').join(',') };
  if (path === undefined) {
    if (!HEALTH.test(text)) return undefined;
    return { ...common, group: '', resource: '', scope: '', subresource: text, verb: method, version: '' };
  }
  const { kind, apiVersion, name, namespace, subresource = '' } = path;
  return {
    ...common,
    group: kind.group,
    resource: kind.plural,
    scope: name !== undefined || method === 'POST' ? 'resource' : namespace === undefined ? 'cluster' : 'namespace',
    subresource: subresource.split('/')[0] ?? '',
    verb: verbOf(method, path, query, contentType),
    version: apiVersion.slice(apiVersion.indexOf('/') + 1),
  };
}

const CONNECTED: ReadonlySet<string> = new Set(['attach', 'exec', 'portforward', 'proxy']);

function verbOf(
  method: string,
  { name, subresource = '', isWatch }: ResourcePath,
  query: URLSearchParams,
  contentType: string | undefined,
): string {
  if (CONNECTED.has(subresource.split('/')[0] ?? '')) return 'CONNECT';
  if (method === 'PATCH' && mediaType({ contentType }).includes('apply')) return 'APPLY';
  if (method === 'DELETE' && name === undefined) return 'DELETECOLLECTION';
  if (method !== 'GET' || subresource !== '') return method;
  const watch = query.get('watch') ?? 'false';
  if (isWatch || (watch !== 'false' && watch !== '0')) return 'WATCH';
  return name === undefined ? 'LIST' : 'GET';
}

/** The metrics that can be true here: requests, stored objects, and the version. Nothing of the process that all this runs in. */
export function metricsAnswer(rest: Rest, version: Readonly<Record<string, string>>): Answer {
  const families: readonly Family[] = [
    { name: 'apiserver_request_total', help: REQUESTS, type: 'counter', samples: rest.requests.samples() },
    { name: 'apiserver_storage_objects', help: OBJECTS, type: 'gauge', samples: stored(rest) },
    { name: 'kubernetes_build_info', help: BUILD, type: 'gauge', samples: [[inSnakeCase(version), 1]] },
  ];
  return { code: 200, type: 'text/plain; version=0.0.4; charset=utf-8', body: families.map(familyText).join('') };
}

function stored({ api }: Rest): Family['samples'] {
  return api.registry
    .all()
    .filter(({ isLive }) => isLive !== true)
    .map((kind) => [{ resource: qualified(kind.plural, kind.group) }, api.objects.list(kindId(kind)).length]);
}

/** `gitVersion` is `git_version`. */
function inSnakeCase(fields: Labels): Labels {
  const entries = Object.entries(fields).map(([name, value]) => [
    name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`),
    value,
  ]);
  return Object.fromEntries(entries) as Labels;
}

function familyText({ name, help, type, samples }: Family): string {
  if (samples.length === 0) return '';
  const lines = samples
    .map(([labels, value]) => `${name}{${labelsText(labels)}} ${numberText(value)}\n`)
    .sort(byCodeUnit);
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

function labelsText(labels: Labels): string {
  return Object.entries(labels)
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(',');
}

/** As Go prints floats: large ones with an exponent of two digits. */
function numberText(value: number): string {
  if (value < 1e6) return String(value);
  return value.toExponential().replace(/e\+(\d)$/, 'e+0$1');
}
