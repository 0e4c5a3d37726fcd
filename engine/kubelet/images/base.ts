import type { Call } from '../shell/commands/command.ts';
import type { Ended, Traits } from '../shell/container/traits.ts';
import { type Family, library, traitsOf, versions } from './family.ts';

const NETWORK_TOOLS = ['curl', 'wget', 'nslookup', 'dig', 'ping', 'nc', 'ps', 'bash'];

function base(
  names: readonly string[],
  sizeBytes: number,
  userland: Traits['userland'],
  command: readonly string[],
  tags: RegExp,
): Family {
  return {
    repositories: library(...names),
    tags,
    sizeBytes,
    entrypoint: [],
    command,
    traits: () => traitsOf({ userland }),
  };
}

const HELLO = `
Hello from Docker!
This message shows that your installation appears to be working correctly.

To generate this message, Docker took the following steps:
 1. The Docker client contacted the Docker daemon.
 2. The Docker daemon pulled the "hello-world" image from the Docker Hub.
    (amd64)
 3. The Docker daemon created a new container from that image which runs the
    executable that produces the output you are currently reading.
 4. The Docker daemon streamed that output to the Docker client, which sent it
    to your terminal.

`;

/** Userlands without a server: their default shell finds no terminal and ends at once with 0. */
export const baseImages: readonly Family[] = [
  base(['busybox'], 777_000, 'busybox', ['sh'], versions('1', 'stable|uclibc|musl|glibc')),
  base(['alpine'], 2_800_000, 'busybox', ['/bin/sh'], versions('2|3', 'edge')),
  base(
    ['ubuntu'],
    30_400_000,
    'debian',
    ['bash'],
    versions('1[4-9]|2\\d', 'focal|jammy|bionic|xenial|trusty|noble|kinetic|rolling'),
  ),
  base(
    ['debian'],
    55_000_000,
    'debian',
    ['bash'],
    versions('[7-9]|1\\d', 'bullseye|buster|bookworm|stable|testing|sid|slim|stretch'),
  ),
  base(
    ['centos', 'rockylinux', 'almalinux', 'fedora', 'amazonlinux'],
    83_500_000,
    'centos',
    ['/bin/bash'],
    versions('[2-9]|[1-4]\\d', 'centos\\d+|minimal'),
  ),
  base(['bash'], 6_000_000, 'debian', ['bash'], versions('[3-5]', 'alpine\\d*')),
  {
    repositories: [
      ...library('buildpack-deps'),
      'docker.io/nicolaka/netshoot',
      'docker.io/praqma/network-multitool',
      'docker.io/wbitt/network-multitool',
      'docker.io/infoblox/dnstools',
      'docker.io/tutum/dnsutils',
      'docker.io/giantswarm/tiny-tools',
      'docker.io/amouat/network-utils',
      ...['jessie-dnsutils', 'e2e-test-images/jessie-dnsutils'].flatMap((name) => [
        `registry.k8s.io/${name}`,
        `k8s.gcr.io/${name}`,
      ]),
      'gcr.io/kubernetes-e2e-test-images/jessie-dnsutils',
      'gcr.io/kubernetes-e2e-test-images/dnsutils',
    ],
    sizeBytes: 180_000_000,
    entrypoint: [],
    command: ['bash'],
    traits: () => traitsOf({ userland: 'debian', extra: NETWORK_TOOLS }),
  },
  {
    repositories: ['docker.io/curlimages/curl', 'docker.io/appropriate/curl', 'docker.io/byrnedo/alpine-curl'],
    sizeBytes: 4_400_000,
    entrypoint: [],
    command: ['curl', '--help'],
    traits: () =>
      traitsOf({ userland: 'busybox', extra: ['curl'], programs: { '/entrypoint.sh': (call) => refuse(call) } }),
  },
  {
    repositories: ['docker.io/radial/busyboxplus', 'docker.io/yauritux/busybox-curl'],
    sizeBytes: 4_400_000,
    entrypoint: [],
    command: ['sh'],
    traits: () => traitsOf({ userland: 'busybox', extra: ['curl'] }),
  },
  {
    repositories: library('hello-world'),
    sizeBytes: 3_000,
    entrypoint: [],
    command: ['/hello'],
    traits: () => traitsOf({ userland: 'none', programs: { '/hello': () => ({ exitCode: 0, stdout: HELLO }) } }),
  },
  {
    repositories: library('perl'),
    sizeBytes: 340_000_000,
    entrypoint: [],
    command: ['perl', '-de0'],
    traits: () => traitsOf({ userland: 'debian', programs: { perl: runPerl } }),
  },
];

function refuse({ name }: Call): Ended {
  return { exitCode: 2, stderr: `seatrial: ${name} is not simulated\n` };
}

/** perl: the documentation's example Job, `print bpi(2000)`; without a program it ends at once. */
function runPerl({ args }: Call): Ended {
  if (args[0] === '-de0') return { exitCode: 0 };
  const digits = /^print bpi\((\d{1,4})\)$/.exec(args.at(-1) ?? '')?.[1];
  if (digits === undefined || args[0] !== '-Mbignum=bpi')
    return { exitCode: 2, stderr: 'seatrial: perl programs are not simulated\n' };
  return { exitCode: 0, stdout: `${pi(Number(digits))}\n` };
}

/** Pi with so many significant digits (Machin's formula). */
function pi(digits: number): string {
  const guard = 10;
  const unit = 10n ** BigInt(digits + guard);
  const arctan = (x: bigint): bigint => {
    let [sum, term] = [0n, unit / x];
    for (let n = 1n; term !== 0n; n += 2n) {
      sum += n % 4n === 1n ? term / n : -(term / n);
      term /= x * x;
    }
    return sum;
  };
  const rounding = 10n ** BigInt(guard + 1);
  const value = 4n * (4n * arctan(5n) - arctan(239n));
  const text = String((value + rounding / 2n) / rounding);
  return `${text.slice(0, 1)}.${text.slice(1)}`;
}
