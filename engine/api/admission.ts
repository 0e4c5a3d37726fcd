import type { Kind, KindContext } from './kind.ts';
import type { KubeObject } from './object.ts';

export interface AdmissionRequest {
  readonly verb: 'create' | 'update' | 'delete' | 'connect';
  readonly kind: Kind;
  readonly namespace: string | undefined;
  readonly name: string;
  /** The server drew the name of the new object: before validation Kubernetes has none yet. */
  readonly isNameDrawn?: boolean;
  /** The new object (create, update); for delete and connect the stored one. */
  readonly object: KubeObject;
  readonly old?: KubeObject;
  readonly subresource?: string;
  readonly user: string;
  readonly groups: readonly string[];
  readonly dryRun: boolean;
  readonly context: KindContext;
  /** Tells a user something about what is let in; components are not told. */
  warn(message: string): void;
  /** Writes that admission itself must make (a quota's status.used), past admission. Refusals are thrown. */
  update(
    kind: string,
    namespace: string | undefined,
    name: string,
    change: (current: KubeObject) => KubeObject,
  ): KubeObject;
}

/**
 * One admission plugin: a file in engine/kinds/admission/, listed once in engine/kinds/index.ts in Kubernetes' order. `admit` may change the
 * object before validation, `validate` may only refuse (by throwing a StatusError) after it.
 */
export interface AdmissionPlugin {
  readonly name: string;
  /** Kinds it looks at; absent: all. */
  readonly kinds?: readonly string[];
  admit?(request: AdmissionRequest): KubeObject;
  validate?(request: AdmissionRequest): void;
}
