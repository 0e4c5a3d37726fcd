import type { Traits } from '../shell/container/traits.ts';
import { type Family, traitsOf } from './family.ts';
import { checked } from './grpc-health.ts';
import { pathOf, simpleServer } from './simple-server.ts';

interface SystemImage {
  readonly repositories: readonly string[];
  readonly program: string;
  readonly ports: readonly number[];
  readonly sizeBytes: number;
  readonly userland?: Traits['userland'];
  /** Ends at once: installers and other helpers. */
  readonly isTask?: boolean;
  readonly health?: Readonly<Record<string, string>>;
  /** What it logs at its start. */
  readonly says?: readonly string[];
  /** The port that answers gRPC health checks of the whole server. */
  readonly grpcPort?: number;
}

const k8s = (name: string): readonly string[] => [`registry.k8s.io/${name}`, `k8s.gcr.io/${name}`];
const calico = (name: string): readonly string[] => [`docker.io/calico/${name}`, `quay.io/calico/${name}`];
const OK = { '/healthz': 'ok', '/livez': 'ok', '/readyz': 'ok', '/metrics': '' };

const IMAGES: readonly SystemImage[] = [
  { repositories: k8s('pause'), program: '/pause', ports: [], sizeBytes: 311_000 },
  { repositories: k8s('kube-apiserver'), program: 'kube-apiserver', ports: [6443], sizeBytes: 34_200_000, health: OK },
  {
    repositories: k8s('kube-controller-manager'),
    program: 'kube-controller-manager',
    ports: [10257],
    sizeBytes: 31_300_000,
    health: OK,
  },
  { repositories: k8s('kube-scheduler'), program: 'kube-scheduler', ports: [10259], sizeBytes: 15_800_000, health: OK },
  {
    repositories: k8s('kube-proxy'),
    program: '/usr/local/bin/kube-proxy',
    ports: [10249, 10256],
    sizeBytes: 20_300_000,
    userland: 'debian',
    health: OK,
  },
  {
    repositories: k8s('etcd'),
    program: 'etcd',
    ports: [2379, 2380, 2381],
    sizeBytes: 102_000_000,
    health: { '/health': '{"health":"true","reason":""}', '/metrics': '' },
    grpcPort: 2379,
  },
  {
    repositories: [...k8s('coredns/coredns'), ...k8s('coredns'), 'docker.io/coredns/coredns'],
    program: '/coredns',
    ports: [53, 8080, 8181, 9153],
    sizeBytes: 14_800_000,
    health: { '/health': 'OK', '/ready': 'OK', '/metrics': '' },
    says: ['.:53', 'CoreDNS-1.9.3', 'linux/amd64, go1.18.2, 45b0a11'],
  },
  {
    repositories: calico('node'),
    program: 'start_runit',
    ports: [179, 9099],
    sizeBytes: 80_200_000,
    userland: 'centos',
    health: { '/liveness': '', '/readiness': '' },
  },
  {
    repositories: calico('kube-controllers'),
    program: '/usr/bin/kube-controllers',
    ports: [9094],
    sizeBytes: 31_300_000,
  },
  { repositories: calico('cni'), program: '/opt/cni/bin/install', ports: [], sizeBytes: 87_000_000, isTask: true },
  {
    repositories: calico('pod2daemon-flexvol'),
    program: '/usr/local/bin/flexvol.sh',
    ports: [],
    sizeBytes: 8_000_000,
    isTask: true,
  },
  {
    repositories: ['quay.io/metallb/controller'],
    program: '/controller',
    ports: [7472, 9443],
    sizeBytes: 23_500_000,
    health: { '/metrics': '' },
  },
  {
    repositories: ['quay.io/metallb/speaker'],
    program: '/speaker',
    ports: [7472, 7946],
    sizeBytes: 39_500_000,
    health: { '/metrics': '' },
  },
  {
    repositories: k8s('ingress-nginx/controller'),
    program: '/nginx-ingress-controller',
    ports: [80, 443, 8443, 10254],
    sizeBytes: 108_000_000,
    userland: 'busybox',
    health: { '/healthz': '', '/metrics': '' },
  },
  {
    repositories: k8s('ingress-nginx/kube-webhook-certgen'),
    program: '/kube-webhook-certgen',
    ports: [],
    sizeBytes: 18_000_000,
    isTask: true,
  },
  {
    repositories: k8s('metrics-server/metrics-server'),
    program: '/metrics-server',
    ports: [4443, 10250],
    sizeBytes: 28_000_000,
    health: OK,
  },
];

/** Kubernetes' own images. What they do is done by the engine's components; here they listen, say they are well, and take any arguments. */
export const systemImages: readonly Family[] = IMAGES.map(
  ({
    repositories,
    program,
    ports,
    sizeBytes,
    userland = 'none',
    isTask = false,
    health = {},
    says = [],
    grpcPort,
  }) => ({
    repositories,
    sizeBytes,
    entrypoint: [],
    command: [program],
    traits: () =>
      traitsOf({
        userland,
        programs: {
          '*': () =>
            isTask
              ? { exitCode: 0 }
              : simpleServer({
                  title: program,
                  ports,
                  begin: (container) => {
                    for (const line of says) container.log(line);
                  },
                  answer: (_container, request) => {
                    const body = health[pathOf(request)];
                    return body === undefined ? undefined : { body };
                  },
                  check: (port, service) => (port === grpcPort ? checked(service, '', 'SERVING') : undefined),
                }),
        },
      }),
  }),
);
