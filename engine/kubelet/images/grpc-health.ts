import type { GrpcHealth } from '../../component/workload.ts';
import { formatDuration } from '../../api/duration.ts';
import type { Container } from '../shell/container/container.ts';
import type { Server } from '../shell/server.ts';
import { pathOf } from './simple-server.ts';
import { page, TEXT } from './web.ts';

/** The answer of a server that knows one service. */
export function checked(asked: string, known: string, status: 'SERVING' | 'NOT_SERVING'): GrpcHealth {
  return asked === known ? { status } : { code: 'NotFound', message: 'unknown service' };
}

/** Where the server keeps what it was told over HTTP. */
const FORCED = '/tmp/forced-health';

/**
 * agnhost grpc-health-checking: SERVING, from `--delay-unhealthy-sec` on NOT_SERVING, and whatever /make-serving and /make-not-serving on
 * its other port say. The line that it logs for each check is left out: it tells of Go's monotonic clock.
 */
export function grpcHealthServer(options: readonly string[]): Server {
  const port = Number(optionOf(options, 'port') ?? '5000');
  const httpPort = Number(optionOf(options, 'http-port') ?? '8080');
  const service = optionOf(options, 'service') ?? '';
  const delaySeconds = Number(optionOf(options, 'delay-unhealthy-sec') ?? '-1');
  return {
    title: 'agnhost grpc-health-checking',
    ports: [port, httpPort],
    serve: (at, request, container) => (at === httpPort ? told(container, pathOf(request)) : undefined),
    check: (at, asked, container) => {
      if (at !== port) return undefined;
      const isLate = delaySeconds >= 0 && runsMs(container) >= delaySeconds * 1000;
      const forced = container.files.read(FORCED);
      return checked(asked, service, forced === 'NOT_SERVING' || isLate ? 'NOT_SERVING' : 'SERVING');
    },
  };
}

/** `--name=value` and `--name value`. */
function optionOf(options: readonly string[], name: string): string | undefined {
  const at = options.findIndex((word) => word === `--${name}` || word.startsWith(`--${name}=`));
  if (at < 0) return undefined;
  const word = options[at] ?? '';
  return word.includes('=') ? word.slice(word.indexOf('=') + 1) : options[at + 1];
}

const runsMs = (container: Container): number => container.nowMs - container.input.nowMs;

const PATHS: Readonly<Record<string, string>> = { '/make-serving': 'SERVING', '/make-not-serving': 'NOT_SERVING' };

function told(container: Container, path: string) {
  const status = PATHS[path];
  if (status === undefined) return page(container, 'agnhost', 404, '404 page not found\n', TEXT);
  container.files.mkdir('/tmp', true);
  container.files.write(FORCED, status, false);
  return page(container, 'agnhost', 200, formatDuration(runsMs(container)), TEXT);
}
