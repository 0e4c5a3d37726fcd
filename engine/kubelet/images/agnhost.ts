import type { HttpRequest } from '../../component/workload.ts';
import type { Call } from '../shell/commands/command.ts';
import type { Container } from '../shell/container/container.ts';
import type { Ended } from '../shell/container/traits.ts';
import type { Server } from '../shell/server.ts';
import { type Family, traitsOf } from './family.ts';
import { grpcHealthServer } from './grpc-health.ts';
import { livenessServer } from './liveness.ts';
import { pathOf, simpleServer } from './simple-server.ts';

/** agnhost: the test image of Kubernetes; netexec, serve-hostname, liveness, grpc-health-checking and pause of it. */
export const agnhost: Family = {
  repositories: [
    'registry.k8s.io/e2e-test-images/agnhost',
    'k8s.gcr.io/e2e-test-images/agnhost',
    'registry.k8s.io/agnhost',
  ],
  sizeBytes: 50_000_000,
  entrypoint: ['/agnhost'],
  command: ['pause'],
  traits: () =>
    traitsOf({ userland: 'busybox', extra: ['curl', 'dig', 'bash'], programs: { '/agnhost': run, agnhost: run } }),
};

/** The image of the page on probes, before agnhost had it as `liveness`. */
export const liveness: Family = {
  repositories: ['registry.k8s.io/liveness', 'k8s.gcr.io/liveness', 'registry.k8s.io/e2e-test-images/liveness'],
  sizeBytes: 2_000_000,
  entrypoint: [],
  command: ['/server'],
  traits: () => traitsOf({ userland: 'none', programs: { '/server': () => livenessServer() } }),
};

function run({ args }: Call): Server | Ended {
  const [command = 'pause', ...options] = args;
  const port = (name: string, other: number): number =>
    Number(options.find((one) => one.startsWith(`--${name}=`))?.split('=')[1] ?? other);
  switch (command) {
    case 'pause':
      return simpleServer({ title: 'agnhost pause', ports: [] });
    case 'netexec':
      return simpleServer({ title: 'agnhost netexec', ports: [port('http-port', 8080)], answer: netexec });
    case 'serve-hostname':
      return simpleServer({
        title: 'agnhost serve-hostname',
        ports: [port('port', 9376)],
        answer: (container) => ({ body: container.input.hostname }),
      });
    case 'liveness':
      return livenessServer();
    case 'grpc-health-checking':
      return grpcHealthServer(options);
    default:
      return { exitCode: 2, stderr: `seatrial: agnhost ${command} is not simulated\n` };
  }
}

function netexec(container: Container, request: HttpRequest): { readonly body: string } | undefined {
  switch (pathOf(request)) {
    case '/':
      return { body: `NOW: ${new Date(container.nowMs).toISOString()}` };
    case '/hostname':
    case '/hostName':
      return { body: container.input.hostname };
    case '/clientip':
      return { body: `${request.clientIP}:40000` };
    case '/echo':
      return { body: /[?&]msg=([^&]*)/.exec(request.path)?.[1]?.replaceAll('+', ' ').replaceAll('%20', ' ') ?? '' };
    case '/healthz':
      return { body: '' };
    default:
      return undefined;
  }
}
