/** What tests of kinds and admission plugins need: a context over plain objects, and an admission request. */
import type { AdmissionRequest } from '../api/admission.ts';
import { type Kind, type KindContext, kindId } from '../api/kind.ts';
import { keyOf, type KubeObject } from '../api/object.ts';
import { joinFieldErrors } from '../api/validation/field-error.ts';
import { isStatusError } from '../api/status-error.ts';

/** 2022-10-03T00:00:00Z, the engine's first instant. */
export const NOW_MS = 1664755200000;

export function contextOf(objects: readonly KubeObject[], nowMs: number = NOW_MS): KindContext {
  const sorted = [...objects].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return {
    nowMs,
    dryRun: false,
    random: () => 0,
    get: <T extends KubeObject>(kind: T['kind'], namespace: string | undefined, name: string) =>
      sorted.find((o) => o.kind === kind && o.metadata.namespace === namespace && o.metadata.name === name) as
        | T
        | undefined,
    list: <T extends KubeObject>(kind: T['kind'], namespace?: string) =>
      sorted.filter(
        (o) => o.kind === kind && (namespace === undefined || o.metadata.namespace === namespace),
      ) as unknown as T[],
    by: () => [],
  };
}

/** A request about `object` as its kind's defaults leave it; `updates` collects what admission itself writes. */
export function requestFor(
  kind: Kind,
  object: object,
  options: Partial<AdmissionRequest> & {
    readonly stored?: readonly KubeObject[];
    readonly updates?: KubeObject[];
  } = {},
): AdmissionRequest {
  const { stored = [], updates = [], ...rest } = options;
  const given = object as KubeObject;
  const defaulted = kind.defaults?.(given) ?? given;
  return {
    verb: 'create',
    kind,
    namespace: given.metadata.namespace,
    name: given.metadata.name,
    object: defaulted,
    user: 'kubernetes-admin',
    groups: ['system:masters'],
    dryRun: false,
    context: contextOf(stored),
    warn: () => undefined,
    update: (id, namespace, name, change) => {
      const current = stored.find(
        (o) => o.kind === id && o.metadata.namespace === namespace && o.metadata.name === name,
      );
      if (current === undefined) throw new Error(`nothing stored is ${id} ${namespace ?? ''}/${name}`);
      const next = change(current);
      updates.push(next);
      return next;
    },
    ...rest,
  };
}

/** The errors of a new object of this kind, defaulted and prepared, as one message; '' if there are none. */
export function errorsOf(kind: Kind, object: object): string {
  const given = object as KubeObject;
  const context = contextOf([]);
  const defaulted = kind.defaults?.(given) ?? given;
  const prepared = kind.prepareForCreate?.(defaulted, context) ?? defaulted;
  const errors = kind.validate?.(prepared, context) ?? [];
  return errors.length === 0 ? '' : joinFieldErrors(errors);
}

/** The errors of a change from `old` to `object`. */
export function updateErrorsOf(kind: Kind, object: object, old: object): string {
  const context = contextOf([]);
  const ready = (one: object): KubeObject => {
    const defaulted = kind.defaults?.(one as KubeObject) ?? (one as KubeObject);
    return kind.prepareForCreate?.(defaulted, context) ?? defaulted;
  };
  const errors = kind.validateUpdate?.(ready(object), ready(old), context) ?? [];
  return errors.length === 0 ? '' : joinFieldErrors(errors);
}

/** The message with which `act` is refused; '' if it is not. */
export function refusalOf(act: () => unknown): string {
  try {
    act();
    return '';
  } catch (error) {
    if (isStatusError(error)) return error.message;
    throw error;
  }
}

/** The id and cells of one object, as its kind's table shows them. */
export function cellsOf(kind: Kind, object: object, nowMs: number = NOW_MS): readonly unknown[] {
  assertKind(kind, object as KubeObject);
  return kind.columns.map((column) => column.cell(object as KubeObject, nowMs));
}

function assertKind(kind: Kind, object: KubeObject): void {
  if (object.kind !== kind.kind) throw new Error(`${kindId(kind)} cannot show a ${object.kind}`);
}
