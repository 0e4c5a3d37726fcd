import { at, type Coverage, joined } from '../patterns.ts';
import { CONDITIONS, OBJECT } from './metadata.ts';

/** Nobody writes it: it says who answers. */
export const componentStatus: Coverage = joined(OBJECT, { acted: ['conditions'] });

export const configMap: Coverage = joined(OBJECT, { acted: ['data', 'binaryData', 'immutable'] });
export const secret: Coverage = joined(OBJECT, { acted: ['data', 'stringData', 'immutable', 'type'] });
export const limitRange: Coverage = joined(OBJECT, { acted: ['spec.limits[*].**'] });
export const resourceQuota: Coverage = joined(OBJECT, { acted: ['spec.**', 'status.**'] });

export const namespace: Coverage = joined(OBJECT, {
  acted: ['spec.finalizers', 'status.phase', ...CONDITIONS],
});

/** Pods get its token and its pull secrets, though images need none. */
export const serviceAccount: Coverage = joined(OBJECT, {
  acted: ['automountServiceAccountToken', 'imagePullSecrets[*].name'],
});

/** The kubelet keeps a node's status; scheduler, node lifecycle and taint manager go by both halves. */
export const node: Coverage = joined(OBJECT, {
  acted: [
    ...at('spec', 'podCIDR', 'podCIDRs', 'unschedulable', 'taints[*].**'),
    ...at('status', 'addresses[*].**', 'allocatable', 'capacity', 'conditions[*].**', 'images[*].**', 'nodeInfo.**'),
    'status.daemonEndpoints.**',
  ],
});

/** What users write is listed and described like the components' own. */
export const event: Coverage = joined(OBJECT, {
  acted: [
    ...at('involvedObject', 'kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'),
    'reason',
    'message',
    'type',
    'count',
    'firstTimestamp',
    'lastTimestamp',
    'eventTime',
    'action',
    'reportingComponent',
    'reportingInstance',
    ...at('source', 'component', 'host'),
    ...at('series', 'count', 'lastObservedTime'),
  ],
});

/** Node leases say that a kubelet lives. There is no leader election between the copies of a process. */
export const lease: Coverage = joined(OBJECT, {
  acted: at('spec', 'holderIdentity', 'leaseDurationSeconds', 'renewTime'),
});

export const priorityClass: Coverage = joined(OBJECT, {
  acted: ['value', 'globalDefault', 'preemptionPolicy', 'description'],
});

/** The scheduling half; every handler is the same runtime. */
export const runtimeClass: Coverage = joined(OBJECT, {
  acted: ['overhead.podFixed', 'scheduling.nodeSelector', 'scheduling.tolerations[*].**'],
});
