import type { Subresource } from '../../../api/kind.ts';
import { StatusError, badRequest, conflict } from '../../../api/status-error.ts';
import { toTimestamp } from '../../../api/time.ts';
import { joinFieldErrors, notSupported, required } from '../../../api/validation/field-error.ts';
import type { Pod, PodCondition } from '../../types.ts';
import { setCondition } from '../pod-facts.ts';

interface Binding {
  readonly metadata?: {
    readonly name?: string;
    readonly uid?: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly target?: { readonly kind?: string; readonly name?: string };
}

/** POST pods/NAME/binding: the scheduler's decision (BindingREST, v1.25). Sets the node and the condition PodScheduled. */
export const binding: Subresource<Pod> = {
  verbs: ['create'],
  kind: { group: '', version: 'v1', kind: 'Binding' },
  call(request) {
    const { object, body, context } = request;
    const { metadata, target } = (body ?? {}) as Binding;
    const { name, namespace } = object.metadata;
    const asked = metadata?.name ?? name;
    if (asked !== '' && asked !== name) throw badRequest('name in URL does not match name in Binding object');
    const node = checkedTarget(target);
    request.update('Pod', namespace, name, (current) => assign(current as Pod, node, metadata, context.nowMs));
    return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 };
  },
};

function checkedTarget(target: Binding['target']): string {
  const { kind = '', name: node = '' } = target ?? {};
  const errors = [
    ...(kind === '' || kind === 'Node' ? [] : [notSupported('target.kind', kind, ['Node', '<empty>'])]),
    ...(node === '' ? [required('target.name')] : []),
  ];
  if (errors.length === 0) return node;
  throw new StatusError(500, 'Unknown', joinFieldErrors(errors)); // The server makes no Invalid of these.
}

const RESOURCE = { group: '', plural: 'pods/binding', kind: 'Pod' };

function assign(pod: Pod, node: string, given: Binding['metadata'], nowMs: number): Pod {
  const { name, uid } = pod.metadata;
  if (given?.uid !== undefined && given.uid !== '' && given.uid !== uid) {
    const text = `Precondition failed: UID in precondition: ${given.uid}, UID in object meta: ${uid ?? ''}`;
    throw conflict(RESOURCE, name, text);
  }
  if (pod.metadata.deletionTimestamp !== undefined) {
    throw conflict(RESOURCE, name, `pod ${name} is being deleted, cannot be assigned to a host`);
  }
  const bound = pod.spec.nodeName ?? '';
  if (bound !== '') throw conflict(RESOURCE, name, `pod ${name} is already assigned to node "${bound}"`);
  const scheduled = {
    lastProbeTime: null,
    lastTransitionTime: toTimestamp(nowMs),
    status: 'True',
    type: 'PodScheduled',
  } as unknown as PodCondition;
  return {
    ...pod,
    ...(given?.annotations === undefined
      ? {}
      : { metadata: { ...pod.metadata, annotations: { ...pod.metadata.annotations, ...given.annotations } } }),
    spec: { ...pod.spec, nodeName: node },
    status: { ...pod.status, conditions: setCondition(pod.status.conditions, scheduled) },
  };
}
