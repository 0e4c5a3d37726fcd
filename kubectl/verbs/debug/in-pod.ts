import type { EphemeralContainer, Pod } from '../../../engine/index.ts';
import type { Invocation } from '../../invocation.ts';
import { containerName, newContainer } from './containers.ts';
import type { DebugOptions } from './options.ts';
import type { Debugged } from './wait-and-attach.ts';

/** Adds an ephemeral container to a pod that runs already. */
export function debugInPod(invocation: Invocation, options: DebugOptions, pod: Pod): Debugged {
  const { namespace, name } = pod.metadata;
  const { ephemeralContainers = [] } = pod.spec;
  const container = containerName(invocation, options, pod);
  const added: EphemeralContainer = {
    ...newContainer(options, container),
    ...(options.target === '' ? {} : { targetContainerName: options.target }),
  };
  // The client's difference of two lists restates a container whose name is given a second time.
  const same = ephemeralContainers.find((each) => each.name === container);
  const patch = {
    spec: {
      '$setElementOrder/ephemeralContainers': [...ephemeralContainers, added].map((each) => ({ name: each.name })),
      ephemeralContainers: [{ ...added, ...same }],
    },
  };
  const ref = { kind: 'Pod', namespace, name };
  const patched = invocation.client.patch(ref, 'strategic', patch, { subresource: 'ephemeralcontainers' });
  return { pod: patched as Pod, container };
}
