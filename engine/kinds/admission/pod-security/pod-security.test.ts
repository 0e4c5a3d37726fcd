import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubeObject } from '../../../api/object.ts';
import { CORE_KINDS } from '../../core/index.ts';
import { pod } from '../../core/pod/pod.ts';
import { refusalOf, requestFor } from '../../testing.ts';
import type { Pod } from '../../types.ts';
import { podSecurity } from './pod-security.ts';

const namespaceKind = CORE_KINDS.find(({ kind }) => kind === 'Namespace');
if (namespaceKind === undefined) throw new Error('there is no Namespace');

const label = (mode: string): string => `pod-security.kubernetes.io/${mode}`;

const namespaced = (name: string, labels: Readonly<Record<string, string>>): KubeObject =>
  ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels }, spec: {}, status: {} }) as KubeObject;

const podOf = (name: string, spec: object, container: object = {}): Pod =>
  ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'team' },
    spec: { containers: [{ name, image: 'nginx', ...container }], ...spec },
    status: {},
  }) as unknown as Pod;

const UNSAFE = (name: string): string =>
  `allowPrivilegeEscalation != false (container "${name}" must set securityContext.allowPrivilegeEscalation=false), unrestricted capabilities (container "${name}" must set securityContext.capabilities.drop=["ALL"]), runAsNonRoot != true (pod or container "${name}" must set securityContext.runAsNonRoot=true), seccompProfile (pod or container "${name}" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")`;

/** What a server of v1.25.2 says of a pod; '': it lets it in. */
const refusals: readonly (readonly [level: string, object: Pod, refusal: string])[] = [
  ['privileged', podOf('a', { hostPID: true }), ''],
  ['baseline', podOf('a', {}), ''],
  ['restricted', podOf('a', {}), UNSAFE('a')],
  [
    'baseline',
    podOf('priv', {}, { securityContext: { privileged: true } }),
    'privileged (container "priv" must not set securityContext.privileged=true)',
  ],
  [
    'baseline',
    podOf('c', { hostIPC: true }, { securityContext: { seLinuxOptions: { user: 'x' } } }),
    'host namespaces (hostIPC=true), seLinuxOptions (container "c" set forbidden securityContext.seLinuxOptions: )',
  ],
  [
    'baseline',
    podOf('s', {
      securityContext: { sysctls: [{ name: 'kernel.msgmax', value: '1' }], seccompProfile: { type: 'Unconfined' } },
    }),
    'seccompProfile (pod must not set securityContext.seccompProfile.type to "Unconfined"), forbidden sysctls (kernel.msgmax)',
  ],
  [
    'restricted',
    podOf(
      'c',
      {
        hostNetwork: true,
        hostPID: true,
        volumes: [{ name: 'h', hostPath: { path: '/' } }],
      },
      {
        securityContext: { capabilities: { add: ['NET_ADMIN', 'SYS_TIME'] }, privileged: true },
        ports: [{ containerPort: 80, hostPort: 80 }],
      },
    ),
    'host namespaces (hostNetwork=true, hostPID=true), hostPort (container "c" uses hostPort 80), privileged (container "c" must not set securityContext.privileged=true), allowPrivilegeEscalation != false (container "c" must set securityContext.allowPrivilegeEscalation=false), unrestricted capabilities (container "c" must set securityContext.capabilities.drop=["ALL"]; container "c" must not include "NET_ADMIN", "SYS_TIME" in securityContext.capabilities.add), restricted volume types (volume "h" uses restricted volume type "hostPath"), runAsNonRoot != true (pod or container "c" must set securityContext.runAsNonRoot=true), seccompProfile (pod or container "c" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")',
  ],
];

for (const [level, object, refusal] of refusals)
  test(`${level}: ${refusal === '' ? 'is let in' : refusal}`, () => {
    const stored = [namespaced('team', { [label('enforce')]: level })];
    const found = refusalOf(() => podSecurity.validate?.(requestFor(pod, object, { stored })));
    const { name } = object.metadata;
    const prefix = `pods "${name}" is forbidden: violates PodSecurity "${level}:latest": `;
    assert.equal(found, refusal === '' ? '' : `${prefix}${refusal}`);
  });

test('a level to warn of only warns', () => {
  const said: string[] = [];
  const stored = [namespaced('team', { [label('warn')]: 'restricted' })];
  podSecurity.validate?.(requestFor(pod, podOf('nginx', {}), { stored, warn: (text) => said.push(text) }));
  assert.deepEqual(said, [`would violate PodSecurity "restricted:latest": ${UNSAFE('nginx')}`]);
});

test('a namespace with a level that there is not is refused', () => {
  const object = namespaced('secure', { [label('enforce')]: 'strict' });
  assert.equal(
    refusalOf(() => podSecurity.validate?.(requestFor(namespaceKind, object))),
    'Namespace "secure" is invalid: metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: "strict": must be one of privileged, baseline, restricted',
  );
});

test('of a stricter level the pods that are there already are told', () => {
  const said: string[] = [];
  const old = namespaced('team', {});
  const object = namespaced('team', { [label('enforce')]: 'restricted' });
  const root = podOf('rootful', { securityContext: { runAsUser: 0, runAsNonRoot: true } });
  const stored = [podOf('w-2', {}), root, podOf('w-1', {}), podOf('w-3', {})];
  podSecurity.validate?.(
    requestFor(namespaceKind, object, {
      verb: 'update',
      old,
      stored: stored.map((each) => ({ ...each, metadata: { ...each.metadata, namespace: 'team' } })),
      warn: (text) => said.push(text),
    }),
  );
  assert.deepEqual(said, [
    'existing pods in namespace "team" violate the new PodSecurity enforce level "restricted:latest"',
    'rootful: allowPrivilegeEscalation != false, unrestricted capabilities, runAsUser=0, seccompProfile',
    'w-1 (and 2 other pods): allowPrivilegeEscalation != false, unrestricted capabilities, runAsNonRoot != true, seccompProfile',
  ]);
});
