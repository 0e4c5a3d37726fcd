import { type Answer, plain } from './answer.ts';

const FIRST = ['ping', 'log', 'etcd'];
const READINESS = ['etcd-readiness', 'informer-sync'];
const STARTED = [
  'poststarthook/start-kube-apiserver-admission-initializer',
  'poststarthook/generic-apiserver-start-informers',
  'poststarthook/priority-and-fairness-config-consumer',
  'poststarthook/priority-and-fairness-filter',
  'poststarthook/storage-object-count-tracker-hook',
  'poststarthook/start-apiextensions-informers',
  'poststarthook/start-apiextensions-controllers',
  'poststarthook/crd-informer-synced',
  'poststarthook/bootstrap-controller',
  'poststarthook/rbac/bootstrap-roles',
  'poststarthook/scheduling/bootstrap-system-priority-classes',
  'poststarthook/priority-and-fairness-config-producer',
  'poststarthook/start-cluster-authentication-info-controller',
  'poststarthook/aggregator-reload-proxy-client-cert',
  'poststarthook/start-kube-aggregator-informers',
  'poststarthook/apiservice-registration-controller',
  'poststarthook/apiservice-status-available-controller',
  'poststarthook/kube-apiserver-autoregistration',
  'autoregister-completion',
  'poststarthook/apiservice-openapi-controller',
  'poststarthook/apiservice-openapiv3-controller',
];

/** What each endpoint looks at, in the order in which it says so (kube-apiserver, v1.25). */
const CHECKS: Readonly<Record<string, readonly string[]>> = {
  healthz: [...FIRST, ...STARTED],
  livez: [...FIRST, ...STARTED],
  readyz: [...FIRST, ...READINESS, ...STARTED, 'shutdown'],
};

/** `/healthz`, `/livez`, `/readyz`, each of their checks by itself, `?verbose` and `?exclude=`; undefined: it is none of them. */
export function healthAt(path: string, query: URLSearchParams): Answer | undefined {
  const [, endpoint = '', ...rest] = path.split('/');
  const checks = CHECKS[endpoint];
  if (checks === undefined) return undefined;
  const name = rest.join('/');
  if (name !== '') return checks.includes(name) ? plain(200, 'ok') : undefined;
  if (!query.has('verbose')) return plain(200, 'ok');
  const excluded = query.getAll('exclude');
  const lines = checks.map((check) => `[+]${check} ${excluded.includes(check) ? 'excluded: ok' : 'ok'}\n`);
  const unknown = excluded.filter((check) => !checks.includes(check)).sort();
  const warning =
    unknown.length === 0
      ? ''
      : `warn: some health checks cannot be excluded: no matches for ${unknown.map((check) => JSON.stringify(check)).join(',')}\n`;
  return plain(200, `${lines.join('')}${warning}${endpoint} check passed\n`);
}
