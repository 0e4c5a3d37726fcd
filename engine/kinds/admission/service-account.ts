import type { AdmissionPlugin, AdmissionRequest } from '../../api/admission.ts';
import { randomSuffix } from '../../api/names.ts';
import { isMirrorPod } from '../core/pod-facts.ts';
import type { Container, Pod, ServiceAccount, Volume } from '../types.ts';
import { deny, isMainWrite, unnameable } from './denial.ts';

const TOKEN_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';
const VOLUME_PREFIX = 'kube-api-access-';
const SUFFIX_LENGTH = 5;
/** An hour and seven seconds: the extra ones tell the API server's own request from others. */
const TOKEN_SECONDS = 3607;

/** Every pod runs as a service account, whose token is mounted into its containers (ServiceAccount plugin, v1.25). */
export const serviceAccount: AdmissionPlugin = {
  name: 'ServiceAccount',
  kinds: ['Pod'],
  admit: (request) => {
    const pod = request.object as Pod;
    if (!isMainWrite(request, 'create')) return pod;
    if (isMirrorPod(pod)) {
      if ((pod.spec.serviceAccountName ?? '') !== '')
        throw deny(request, 'a mirror pod may not reference service accounts');
      return pod;
    }
    return withAccount(request, pod);
  },
};

function withAccount(request: AdmissionRequest, pod: Pod): Pod {
  const name = (pod.spec.serviceAccountName ?? '') === '' ? 'default' : (pod.spec.serviceAccountName ?? '');
  const account = request.context.get<ServiceAccount>('ServiceAccount', request.namespace, name);
  if (account === undefined) {
    const why = unnameable(name) ?? `serviceaccount "${name}" not found`;
    throw deny(request, `error looking up service account ${request.namespace ?? ''}/${name}: ${why}`);
  }
  const named: Pod = { ...pod, spec: { ...pod.spec, serviceAccountName: name, serviceAccount: name } };
  const mounted = mountsToken(pod, account) ? withToken(named, request) : named;
  return withPullSecrets(mounted, account);
}

function mountsToken({ spec }: Pod, account: ServiceAccount): boolean {
  return spec.automountServiceAccountToken ?? account.automountServiceAccountToken ?? true;
}

function withPullSecrets(pod: Pod, { imagePullSecrets = [] }: ServiceAccount): Pod {
  if ((pod.spec.imagePullSecrets ?? []).length > 0 || imagePullSecrets.length === 0) return pod;
  return { ...pod, spec: { ...pod.spec, imagePullSecrets } };
}

const lacksToken = ({ volumeMounts }: Container): boolean =>
  !(volumeMounts ?? []).some(({ mountPath }) => mountPath === TOKEN_PATH);

/** A volume's name may be missing: admission comes before validation. */
function isTokenVolume({ name }: { readonly name?: string }): boolean {
  return name?.startsWith(VOLUME_PREFIX) === true;
}

function withToken(pod: Pod, { context }: AdmissionRequest): Pod {
  const { spec } = pod;
  const all = [...spec.containers, ...(spec.initContainers ?? [])];
  if (!all.some(lacksToken)) return pod;
  const own = (spec.volumes ?? []).find((volume) => isTokenVolume(volume));
  const name = own?.name ?? `${VOLUME_PREFIX}${randomSuffix(SUFFIX_LENGTH, (bound) => context.random(bound))}`;
  const mount = { name, readOnly: true, mountPath: TOKEN_PATH };
  const mounted = (container: Container): Container =>
    lacksToken(container) ? { ...container, volumeMounts: [...(container.volumeMounts ?? []), mount] } : container;
  return {
    ...pod,
    spec: {
      ...spec,
      containers: spec.containers.map(mounted),
      ...(spec.initContainers === undefined ? {} : { initContainers: spec.initContainers.map(mounted) }),
      volumes: own === undefined ? [...(spec.volumes ?? []), tokenVolume(name)] : (spec.volumes ?? []),
    },
  };
}

function tokenVolume(name: string): Volume {
  return { name, projected: TOKEN };
}

/** Shared by the volumes of all pods. */
const TOKEN: NonNullable<Volume['projected']> = {
  sources: [
    { serviceAccountToken: { expirationSeconds: TOKEN_SECONDS, path: 'token' } },
    { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
    {
      downwardAPI: {
        items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
      },
    },
  ],
  defaultMode: 0o644,
};
