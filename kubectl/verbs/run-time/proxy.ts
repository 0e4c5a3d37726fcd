import type { KubectlEnvironment } from '../../environment.ts';
import type { Invocation } from '../../invocation.ts';
import type { Verb } from '../../verb.ts';

const unsimulated = [
  'accept-hosts',
  'accept-paths',
  'api-prefix',
  'append-server-path',
  'disable-filter',
  'reject-methods',
  'reject-paths',
  'unix-socket',
  'www',
  'www-prefix',
];

/** Joins a local port to the API. It does not wait to be interrupted: the port stays joined while the next commands run. */
export const proxyVerb: Verb = {
  name: 'proxy',
  summary: 'Run a proxy to the Kubernetes API server (it runs beside the commands that follow)',
  usage: '[--port=PORT] [--address=ADDRESS]',
  flags: [
    { name: 'address', type: 'string' },
    { name: 'keepalive', type: 'duration' },
    { name: 'port', shorthand: 'p', type: 'int' },
    ...unsimulated.map((name) => ({ name, type: 'string', noOptionDefault: 'true' }) as const),
  ],
  unsimulatedFlags: unsimulated,
  run,
};

const DEFAULT_PORT = 8001;
/** What `--port=0` finds free. */
const FREE_PORT = 40_001;

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  const port = (invocation.number('port') ?? DEFAULT_PORT) || FREE_PORT;
  environment.serveApi(port);
  invocation.outLine(`Starting to serve on ${invocation.string('address') ?? '127.0.0.1'}:${port}`);
  return 0;
}
