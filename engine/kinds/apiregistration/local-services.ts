import type { APIService } from './api-service.ts';

/** `GROUP VERSION GROUP-PRIORITY VERSION-PRIORITY` of what the API server serves by itself (kube-aggregator's apiVersionPriorities, v1.25). */
const SERVED: readonly string[] = [
  ' v1 18000 1',
  'admissionregistration.k8s.io v1 16700 15',
  'apiextensions.k8s.io v1 16700 15',
  'apps v1 17800 15',
  'authentication.k8s.io v1 17700 15',
  'authorization.k8s.io v1 17600 15',
  'autoscaling v1 17500 15',
  'autoscaling v2 17500 30',
  'autoscaling v2beta2 17500 1',
  'batch v1 17400 15',
  'certificates.k8s.io v1 17300 15',
  'coordination.k8s.io v1 16500 15',
  'discovery.k8s.io v1 16200 15',
  'events.k8s.io v1 17750 15',
  'flowcontrol.apiserver.k8s.io v1beta1 16100 12',
  'flowcontrol.apiserver.k8s.io v1beta2 16100 15',
  'networking.k8s.io v1 17200 15',
  'node.k8s.io v1 16300 15',
  'policy v1 17100 15',
  'rbac.authorization.k8s.io v1 17000 15',
  'scheduling.k8s.io v1 16600 15',
  'storage.k8s.io v1 16800 15',
  'storage.k8s.io v1beta1 16800 9',
];

/** The APIServices that an API server makes of its own groups. */
export function localApiServices(): readonly Omit<APIService, 'status'>[] {
  return SERVED.map((line) => {
    const [group = '', version = '', groupPriority, versionPriority] = line.split(' ');
    return {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: { name: `${version}.${group}`, labels: { 'kube-aggregator.kubernetes.io/automanaged': 'onstart' } },
      spec: {
        ...(group === '' ? {} : { group }),
        groupPriorityMinimum: Number(groupPriority),
        version,
        versionPriority: Number(versionPriority),
      },
    };
  });
}
