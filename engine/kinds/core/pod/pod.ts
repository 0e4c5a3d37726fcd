import type { Kind } from '../../../api/kind.ts';
import { podWarnings } from './warnings.ts';
import { dns1123Subdomain } from '../../../api/validation/names.ts';
import type { Pod } from '../../types.ts';
import { isPodReady, qosClass } from '../pod-facts.ts';
import { podSummary } from '../pod-status-text.ts';
import { claimNameOf } from '../volume-facts.ts';
import { binding } from './binding.ts';
import { ephemeralcontainers } from './ephemeral-containers.ts';
import { eviction } from './eviction.ts';
import { podColumns } from './pod-columns.ts';
import { podDefaults } from './pod-defaults.ts';
import { withSeccompFields } from './seccomp-annotations.ts';
import { validatePod, validatePodUpdate } from './validate-pod.ts';

export const pod: Kind<Pod> = {
  group: '',
  version: 'v1',
  kind: 'Pod',
  plural: 'pods',
  shortNames: ['po'],
  categories: ['all'],
  scope: 'Namespaced',
  schema: 'io.k8s.api.core.v1.Pod',
  nameCheck: dns1123Subdomain,
  defaults: podDefaults,
  prepareForCreate: (object) => ({
    ...withSeccompFields(object),
    status: { phase: 'Pending', qosClass: qosClass(object.spec) },
  }),
  validate: validatePod,
  warnings: podWarnings,
  validateUpdate: validatePodUpdate,
  subresources: { status: true, others: { binding, ephemeralcontainers, eviction } },
  gracePeriodSeconds,
  columns: podColumns,
  completed({ status: { phase } }) {
    if (phase === 'Succeeded') return { reason: phase, message: 'The pod has completed successfully.' };
    return phase === 'Failed' ? { reason: phase, message: 'The pod failed.' } : undefined;
  },
  fieldSelectors: {
    'spec.nodeName': ({ spec }) => spec.nodeName ?? '',
    'spec.restartPolicy': ({ spec }) => spec.restartPolicy ?? '',
    'spec.schedulerName': ({ spec }) => spec.schedulerName ?? '',
    'spec.serviceAccountName': ({ spec }) => spec.serviceAccountName ?? '',
    'status.phase': ({ status }) => status.phase ?? '',
    'status.podIP': ({ status }) => status.podIP ?? '',
    'status.nominatedNodeName': ({ status }) => status.nominatedNodeName ?? '',
  },
  indexes: {
    node: ({ spec }) => [spec.nodeName ?? ''],
    ip: ({ status }) => (status.podIP === undefined ? [] : [status.podIP]),
    label: ({ metadata: { namespace = '', labels = {} } }) =>
      Object.entries(labels).map(([key, value]) => `${namespace}/${key}=${value}`),
    claim: claimNames,
  },
  brief(object) {
    const { status, restarts } = podSummary(object);
    return {
      phase: object.status.phase ?? '',
      node: object.spec.nodeName ?? '',
      ready: isPodReady(object),
      ...(object.metadata.deletionTimestamp === undefined ? {} : { deleting: true }),
      restarts,
      status,
    };
  },
};

/** Seconds that the pod has to end; none if no kubelet runs it (podStrategy.CheckGracefulDelete, v1.25). */
function gracePeriodSeconds(object: Pod, asked: number | undefined): number {
  const { phase } = object.status;
  if ((object.spec.nodeName ?? '') === '' || phase === 'Succeeded' || phase === 'Failed') return 0;
  const seconds = asked ?? object.spec.terminationGracePeriodSeconds ?? 0;
  return seconds < 0 ? 1 : seconds;
}

const NO_CLAIMS: readonly string[] = [];

/** `ns/claim` of each volume that is a claim. */
function claimNames(object: Pod): readonly string[] {
  const volumes = object.spec.volumes ?? [];
  if (!volumes.some((volume) => volume.persistentVolumeClaim !== undefined || volume.ephemeral !== undefined))
    return NO_CLAIMS;
  return volumes.flatMap((volume) => {
    const claim = claimNameOf(object, volume);
    return claim === undefined ? [] : [`${object.metadata.namespace ?? ''}/${claim}`];
  });
}
