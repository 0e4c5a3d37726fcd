import { at, type Coverage, joined, under } from '../patterns.ts';
import { CONTAINER, EPHEMERAL_CONTAINER, INIT_CONTAINER } from './container.ts';
import { OBJECT, TEMPLATE_METADATA } from './metadata.ts';
import { VOLUME } from './volumes.ts';

/** What scheduler, kubelet, network and the controllers of nodes and pods read of a pod. */
const POD_SPEC: Coverage = joined(
  {
    acted: [
      'activeDeadlineSeconds',
      'affinity.**',
      'automountServiceAccountToken',
      'dnsConfig.**',
      'dnsPolicy',
      'enableServiceLinks',
      ...at('hostAliases[*]', 'ip', 'hostnames'),
      'hostNetwork',
      'hostname',
      'nodeName',
      'nodeSelector',
      'overhead',
      'preemptionPolicy',
      'priority',
      'priorityClassName',
      'readinessGates[*].conditionType',
      'restartPolicy',
      'runtimeClassName',
      'schedulerName',
      ...at('securityContext', 'runAsNonRoot', 'runAsUser'),
      'serviceAccount',
      'serviceAccountName',
      'subdomain',
      'terminationGracePeriodSeconds',
      'tolerations[*].**',
      ...at('topologySpreadConstraints[*]', 'maxSkew', 'topologyKey', 'whenUnsatisfiable', 'labelSelector.**'),
    ],
  },
  under('containers[*]', CONTAINER),
  under('initContainers[*]', INIT_CONTAINER),
  under('volumes[*]', VOLUME),
);

/** A template that pods are made of. */
export const POD_TEMPLATE: Coverage = joined(TEMPLATE_METADATA, under('spec', POD_SPEC), {
  acted: [],
  refused: ['spec.ephemeralContainers[*].**'],
});

/** The kubelet writes a pod's status; the controllers and the network read it. */
const POD_STATUS: Coverage = {
  acted: at(
    'status',
    'phase',
    'reason',
    'message',
    'conditions[*].**',
    'hostIP',
    'podIP',
    'podIPs[*].ip',
    'startTime',
    'qosClass',
    'nominatedNodeName',
    'containerStatuses[*].**',
    'initContainerStatuses[*].**',
    'ephemeralContainerStatuses[*].**',
  ),
};

export const pod: Coverage = joined(
  OBJECT,
  under('spec', POD_SPEC),
  under('spec.ephemeralContainers[*]', EPHEMERAL_CONTAINER),
  POD_STATUS,
);
