import type { EventSpec, Write } from '../../component/write.ts';
import { eventWrite, isTerminating } from '../shared/writes.ts';
import type { PersistentVolumeClaim, Pod, StatefulSet } from '../../kinds/types.ts';

type Verb = 'Create' | 'Delete';

function podEvents(set: StatefulSet, verb: Verb, pod: string): Pick<Write, 'onSuccess' | 'onFailure'> {
  const subject = `${verb.toLowerCase()} Pod ${pod} in StatefulSet ${set.metadata.name}`;
  const about = set;
  return {
    onSuccess: (): EventSpec => ({
      about,
      type: 'Normal',
      reason: `Successful${verb}`,
      message: `${subject} successful`,
    }),
    onFailure: (error): EventSpec | undefined =>
      isTerminating(error) || error.reason === 'AlreadyExists'
        ? undefined
        : { about, type: 'Warning', reason: `Failed${verb}`, message: `${subject} failed error: ${error.message}` },
  };
}

/** A claim and the pod that it is for: `create Claim C Pod P in StatefulSet S success`. */
export function createClaim(set: StatefulSet, claim: PersistentVolumeClaim, pod: string): Write {
  const { name } = set.metadata;
  const claimName = claim.metadata.name;
  return {
    verb: 'create',
    object: claim,
    onSuccess: () => ({
      about: set,
      type: 'Normal',
      reason: 'SuccessfulCreate',
      message: `create Claim ${claimName} Pod ${pod} in StatefulSet ${name} success`,
    }),
    onFailure: (error) =>
      isTerminating(error) || error.reason === 'AlreadyExists'
        ? undefined
        : {
            about: set,
            type: 'Warning',
            reason: 'FailedCreate',
            message: `create Claim ${claimName} for Pod ${pod} in StatefulSet ${name} failed error: ${error.message}`,
          },
  };
}

export function createSetPod(set: StatefulSet, pod: Pod): Write {
  return { verb: 'create', object: pod, ...podEvents(set, 'Create', pod.metadata.name) };
}

/** A pod that cannot be made yet, as recordPodEvent tells it (v1.25). */
export function heldUp(set: StatefulSet, pod: Pod, why: string): Write {
  const message = `create Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name} failed error: ${why}`;
  return eventWrite(set, 'Warning', 'FailedCreate', message);
}

export function deleteSetPod(set: StatefulSet, pod: Pod): Write {
  const { namespace, name, uid } = pod.metadata;
  const target = { kind: 'Pod', namespace, name, ...(uid === undefined ? {} : { uid }) };
  return { verb: 'delete', ...target, ignore: ['NotFound'], ...podEvents(set, 'Delete', name) };
}
