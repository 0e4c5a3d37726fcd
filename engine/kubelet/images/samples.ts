import type { HttpRequest } from '../../component/workload.ts';
import { toTimestamp } from '../../api/time.ts';
import type { Container } from '../shell/container/container.ts';
import { type Family, traitsOf } from './family.ts';
import type { Reference } from './reference.ts';
import { simpleServer } from './simple-server.ts';

/** A server that answers every path alike. */
interface Sample {
  readonly repositories: readonly string[];
  readonly tags?: RegExp;
  readonly program: string;
  readonly port: number;
  readonly hasShell?: boolean;
  /** What it logs at its start. */
  says?(container: Container): string;
  body(container: Container, request: HttpRequest, tag: string): string;
}

const google = (name: string): readonly string[] => [`gcr.io/google-samples/${name}`];
const k8s = (name: string): readonly string[] => [`registry.k8s.io/${name}`, `k8s.gcr.io/${name}`];

/** The images that Kubernetes' and Google's tutorials run. */
const SAMPLES: readonly Sample[] = [
  {
    repositories: [...google('hello-app'), 'us-docker.pkg.dev/google-samples/containers/gke/hello-app'],
    tags: /^[12]\.0$/,
    program: '/hello-app',
    port: 8080,
    says: () => 'Server listening on port 8080',
    body: ({ input }, _request, tag) => `Hello, world!\nVersion: ${tag}.0\nHostname: ${input.hostname}\n`,
  },
  {
    repositories: google('node-hello'),
    program: 'node server.js',
    port: 8080,
    hasShell: true,
    body: () => 'Hello Kubernetes!',
  },
  {
    repositories: [...google('kubernetes-bootcamp'), 'docker.io/jocatalin/kubernetes-bootcamp'],
    // The tutorial asks for v10, which nobody has made.
    tags: /^v[12]$/,
    program: 'node server.js',
    port: 8080,
    hasShell: true,
    says: ({ nowMs, input }) =>
      `Kubernetes Bootcamp App Started At: ${toTimestamp(nowMs).replace('Z', '.000Z')} | Running On:  ${input.hostname} `,
    body: ({ input }, _request, tag) =>
      `Hello Kubernetes bootcamp! | Running on: ${input.hostname} | v=${tag.slice(1)}\n`,
  },
  { repositories: k8s('hpa-example'), program: 'apache2-foreground', port: 80, hasShell: true, body: () => 'OK!' },
  {
    repositories: k8s('serve_hostname'),
    program: '/serve_hostname',
    port: 9376,
    body: ({ input }) => `${input.hostname}\n`,
  },
  { repositories: k8s('echoserver'), program: 'nginx -g daemon off;', port: 8080, hasShell: true, body: echoed },
];

/** What echoserver 1.4 says of a request. */
function echoed(_container: Container, { clientIP, method, path, host, headers, body = '' }: HttpRequest): string {
  const [real = '/', query = 'nil'] = path.split('?');
  const received = Object.entries({ ...headers, host }).map(([name, value]) => `${name.toLowerCase()}=${value}`);
  return [
    'CLIENT VALUES:',
    `client_address=${clientIP}`,
    `command=${method}`,
    `real path=${real}`,
    `query=${query}`,
    'request_version=1.1',
    `request_uri=http://${host.replace(/:\d+$/, '')}:8080${path}`,
    '',
    'SERVER VALUES:',
    'server_version=nginx: 1.10.0 - lua: 10001',
    '',
    'HEADERS RECEIVED:',
    ...[...new Set(received)].sort(),
    'BODY:',
    body === '' ? '-no body in request-' : body,
  ].join('\n');
}

export const sampleImages: readonly Family[] = SAMPLES.map((sample) => ({
  repositories: sample.repositories,
  ...(sample.tags === undefined ? {} : { tags: sample.tags }),
  sizeBytes: 80_000_000,
  entrypoint: [],
  command: [sample.program.split(' ')[0] ?? ''],
  traits: (reference) => traitsFor(sample, reference),
}));

function traitsFor(sample: Sample, { tag }: Reference) {
  const { program, port, hasShell = false } = sample;
  const [name = ''] = program.split(' ');
  return traitsOf({
    userland: hasShell ? 'debian' : 'none',
    extra: hasShell ? ['curl', 'ps'] : [],
    programs: {
      [name]: () =>
        simpleServer({
          title: program,
          ports: [port],
          begin: (container) => {
            const line = sample.says?.(container);
            if (line !== undefined) container.log(line);
          },
          answer: (container, request) => ({ body: sample.body(container, request, tag) }),
          isChanging: true,
        }),
    },
  });
}
