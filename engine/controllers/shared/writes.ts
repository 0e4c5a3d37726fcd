import type { KubeObject } from '../../api/object.ts';
import type { StatusError } from '../../api/status-error.ts';
import type { EventSpec, Write } from '../../component/write.ts';
import type { Pod } from '../../kinds/types.ts';

export function eventWrite(about: KubeObject, type: EventSpec['type'], reason: string, message: string): Write {
  return { verb: 'event', event: { about, type, reason, message } };
}

/** Replaces the status; metadata that the object carries (labels, annotations) goes along. */
export function updateStatus<T extends KubeObject & { readonly status: unknown }>(
  object: T,
  status: T['status'],
): Write {
  const updated: KubeObject = Object.assign({}, object, { status });
  return { verb: 'update', object: updated, subresource: 'status' };
}

/** Creates a pod and tells it on its owner (controller.CreatePods, v1.25). */
export function createPod(owner: KubeObject, pod: Pod): Write {
  return {
    verb: 'create',
    object: pod,
    onSuccess: (created) => ({
      about: owner,
      type: 'Normal',
      reason: 'SuccessfulCreate',
      message: `Created pod: ${created.metadata.name}`,
    }),
    onFailure: (error) =>
      isTerminating(error)
        ? undefined
        : { about: owner, type: 'Warning', reason: 'FailedCreate', message: `Error creating: ${error.message}` },
  };
}

/** Deletes a pod and tells it on its owner; one that is gone already is no news (controller.DeletePod, v1.25). */
export function deletePod(owner: KubeObject, pod: Pod): Write {
  const { namespace, name, uid } = pod.metadata;
  return {
    verb: 'delete',
    kind: 'Pod',
    namespace,
    name,
    ...(uid === undefined ? {} : { uid }),
    ignore: ['NotFound', 'Conflict'],
    onSuccess: () => ({ about: owner, type: 'Normal', reason: 'SuccessfulDelete', message: `Deleted pod: ${name}` }),
    onFailure: (error) => ({
      about: owner,
      type: 'Warning',
      reason: 'FailedDelete',
      message: `Error deleting: ${error.message}`,
    }),
  };
}

/** The refusal of a new object in a namespace that is being deleted: controllers end quietly. */
export function isTerminating(error: StatusError): boolean {
  return error.details?.causes?.some((cause) => cause.reason === 'NamespaceTerminating') === true;
}
