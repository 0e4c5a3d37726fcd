import { byCodeUnit } from '../../api/json.ts';
import type { KubeObject } from '../../api/object.ts';
import { toTimestamp } from '../../api/time.ts';
import { type Component, NOTHING, type Outcome } from '../../component/component.ts';
import type { View } from '../../component/view.ts';
import type { Write } from '../../component/write.ts';
import { deepEqual } from '../../api/equality.ts';
import { establish, isEstablished } from '../../kinds/apiextensions/establish.ts';
import { CLEANUP_FINALIZER, DELETION_IN_PROGRESS, withTerminating } from '../../kinds/apiextensions/termination.ts';
import type { CustomResourceDefinition } from '../../kinds/types.ts';
import { updateStatus } from '../shared/writes.ts';

/** How often it is looked whether the last object is gone (crd_finalizer.go, v1.25). */
const POLL_MS = 5000;

/**
 * What the API server does with definitions after their creation, group by group: names that became free are given out, to the oldest first,
 * and a definition that is deleted goes when its objects are gone (naming and finalizing controllers of apiextensions-apiserver, v1.25).
 */
export const customResourceDefinitionController: Component = {
  name: 'customresourcedefinition-controller',
  process: 'kube-apiserver',
  scope: 'cluster',
  watches: [
    { kind: 'CustomResourceDefinition', keys: ({ object }) => [(object as CustomResourceDefinition).spec.group] },
  ],
  reconcile: (group, view, { nowMs }) => {
    const definitions = view
      .list<CustomResourceDefinition>('CustomResourceDefinition')
      .filter(({ spec }) => spec.group === group);
    const going = definitions.filter(({ metadata }) => metadata.deletionTimestamp !== undefined);
    const outcomes = going.map((definition) => finalize(definition, view, nowMs));
    const renamed = outcomes.length === 0 ? rename(definitions, nowMs) : [];
    const writes = [...outcomes.flatMap((outcome) => outcome.writes), ...renamed];
    const againMs = Math.min(...outcomes.map(({ requeueAfterMs = Infinity }) => requeueAfterMs));
    return writes.length === 0 && againMs === Infinity
      ? NOTHING
      : { writes, ...(againMs === Infinity ? {} : { requeueAfterMs: againMs }) };
  },
};

/** The first whose names are no longer what they could be; its write wakes the group again. */
function rename(definitions: readonly CustomResourceDefinition[], nowMs: number): readonly Write[] {
  for (const definition of definitions.toSorted(byAge)) {
    const others = definitions.filter((other) => other !== definition);
    const { status } = establish(definition, others, nowMs);
    if (!deepEqual(status, definition.status)) return [updateStatus(definition, status)];
  }
  return [];
}

function byAge(a: CustomResourceDefinition, b: CustomResourceDefinition): number {
  return byCodeUnit(a.metadata.creationTimestamp ?? '', b.metadata.creationTimestamp ?? '');
}

function finalize(definition: CustomResourceDefinition, view: View, nowMs: number): Outcome {
  const { finalizers = [], name } = definition.metadata;
  if (!finalizers.includes(CLEANUP_FINALIZER)) return NOTHING;
  const kind = `${definition.status.acceptedNames?.kind ?? ''}.${definition.spec.group}`;
  const instances = isEstablished(definition) ? view.list(kind) : [];
  if (instances.length === 0) return { writes: [letGo(name, finalizers)] };
  const { status } = withTerminating(definition, DELETION_IN_PROGRESS, toTimestamp(nowMs));
  const told = deepEqual(status, definition.status) ? [] : [updateStatus(definition, status)];
  const living = instances.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  const removals = living.map((instance) => removal(kind, instance));
  return { writes: [...told, ...removals], requeueAfterMs: removals.length > 0 ? 0 : POLL_MS };
}

function removal(kind: string, { metadata: { namespace, name } }: KubeObject): Write {
  return { verb: 'delete', kind, namespace, name, propagation: 'Background', ignore: ['NotFound'] };
}

function letGo(name: string, finalizers: readonly string[]): Write {
  const left = finalizers.filter((finalizer) => finalizer !== CLEANUP_FINALIZER);
  const patch = { metadata: { finalizers: left.length === 0 ? null : left } };
  return {
    verb: 'patch',
    kind: 'CustomResourceDefinition',
    namespace: undefined,
    name,
    type: 'merge',
    patch,
    ignore: ['NotFound'],
  };
}
