import type { KubeObject } from '../api/object.ts';
import type { StatusError } from '../api/status-error.ts';

/** An Event that a component wants recorded. The recorder counts repetitions as Kubernetes' own does. */
export interface EventSpec {
  readonly about: KubeObject;
  /** e.g. `spec.containers{nginx}`: what of the object the event is about. */
  readonly fieldPath?: string;
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  /** Second object of an events.k8s.io event, and the action; only the scheduler uses them. */
  readonly action?: string;
  /** Overrides the component's own event source (`source.component`), e.g. the kubelet adds its host by itself. */
  readonly source?: string;
}

/** What happened to a write, told to the functions that word its Event. */
export interface WriteEvents {
  /** The Event that follows success; it gets what the server stored (names are drawn by the server). */
  onSuccess?(result: KubeObject): EventSpec | undefined;
  /** The Event that follows a refusal. */
  onFailure?(error: StatusError): EventSpec | undefined;
  /** Reasons that count as success and end quietly (a delete of what is gone: ['NotFound']). */
  readonly ignore?: readonly StatusError['reason'][];
}

/**
 * An API call that has not been made yet. A component returns writes; the runner makes them in order and stops at the first refusal,
 * which the next reconcile of that key finds in its context.
 */
export type Write = WriteEvents &
  (
    | { readonly verb: 'create'; readonly object: KubeObject }
    /** Replaces the object (or only its status) if it is still at the resourceVersion it carries. */
    | { readonly verb: 'update'; readonly object: KubeObject; readonly subresource?: 'status' }
    /** JSON merge patch or strategic merge patch; needs no resourceVersion. */
    | {
        readonly verb: 'patch';
        readonly kind: string;
        readonly namespace: string | undefined;
        readonly name: string;
        readonly type: 'merge' | 'strategic';
        readonly patch: object;
        readonly subresource?: 'status' | 'scale' | 'finalize';
      }
    | {
        readonly verb: 'delete';
        readonly kind: string;
        readonly namespace: string | undefined;
        readonly name: string;
        readonly uid?: string;
        readonly gracePeriodSeconds?: number;
        readonly propagation?: 'Background' | 'Foreground' | 'Orphan';
      }
    /** All objects of a kind in a namespace (the namespace controller's). */
    | { readonly verb: 'deleteCollection'; readonly kind: string; readonly namespace: string }
    /** POST pods/NAME/binding. */
    | { readonly verb: 'bind'; readonly namespace: string; readonly name: string; readonly node: string }
    | { readonly verb: 'event'; readonly event: EventSpec }
  );
