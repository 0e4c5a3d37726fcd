import { controllerOf, controllerReference, type KubeObject } from '../../api/object.ts';
import type { LabelSelector } from '../../api/labels.ts';
import type { View } from '../../component/view.ts';
import type { Write } from '../../component/write.ts';

export interface Claim<T extends KubeObject> {
  /** What the owner holds after the writes: what it kept and what it adopts. */
  readonly owned: readonly T[];
  /** Adoptions and releases. */
  readonly writes: readonly Write[];
}

/**
 * Which objects of a kind an owner controls (controller_ref_manager, v1.25): keeps its own while they match, releases those that no longer
 * do, adopts matching orphans. A deleting owner neither adopts nor releases.
 */
export function claim<T extends KubeObject>(
  owner: KubeObject,
  kind: T['kind'],
  candidates: readonly T[],
  matches: (object: T) => boolean,
  view: View,
): Claim<T> {
  const uid = owner.metadata.uid ?? '';
  const deleting = owner.metadata.deletionTimestamp !== undefined;
  const owned: T[] = [];
  const writes: Write[] = [];
  for (const object of view.ownedBy(uid) as readonly T[]) {
    if (object.kind !== kind || controllerOf(object)?.uid !== uid) continue;
    if (matches(object)) owned.push(object);
    else if (!deleting) writes.push(ownerPatch(object, withoutOwner(object, uid)));
  }
  if (deleting) return { owned, writes };
  for (const object of candidates) {
    if (controllerOf(object) !== undefined || object.metadata.deletionTimestamp !== undefined || !matches(object))
      continue;
    owned.push(object);
    writes.push(ownerPatch(object, [...withoutOwner(object, uid), controllerReference(owner)]));
  }
  return { owned, writes };
}

function withoutOwner(object: KubeObject, uid: string): NonNullable<KubeObject['metadata']['ownerReferences']> {
  return (object.metadata.ownerReferences ?? []).filter((reference) => reference.uid !== uid);
}

/** The uid in the patch keeps it from hitting a namesake; gone or refused as invalid counts as done. */
function ownerPatch(object: KubeObject, ownerReferences: readonly object[]): Write {
  const { namespace, name, uid } = object.metadata;
  return {
    verb: 'patch',
    kind: object.kind,
    namespace,
    name,
    type: 'merge',
    patch: { metadata: { uid, ownerReferences: ownerReferences.length === 0 ? null : ownerReferences } },
    ignore: ['NotFound', 'Invalid'],
  };
}

/** Where objects that may match a selector stand in their kind's index 'label'; undefined: the selector requires no pair. */
interface Anchor {
  readonly namespace: string | undefined;
  readonly value: string | undefined;
}

/** By the selector, which is immutable: the same one leads to the same place of a namespace. */
const anchors = new WeakMap<LabelSelector, Anchor>();

/** One required pair is enough to narrow the search; that of a template's hash narrows it most. */
function anchorOf(selector: LabelSelector, namespace: string | undefined): string | undefined {
  const known = anchors.get(selector);
  if (known !== undefined && known.namespace === namespace) return known.value;
  const pairs = Object.entries(selector.matchLabels ?? {});
  const pair = pairs.find(([key]) => key === 'pod-template-hash') ?? pairs.sort(([a], [b]) => (a < b ? -1 : 1))[0];
  const value = pair && `${namespace ?? ''}/${pair[0]}=${pair[1]}`;
  anchors.set(selector, { namespace, value });
  return value;
}

/**
 * Objects that may match a selector, through the kind's 'label' index. A selector without a required pair has to look at the namespace.
 * One that selects nothing or everything has no candidates.
 */
export function candidatesFor<T extends KubeObject>(
  kind: T['kind'],
  namespace: string | undefined,
  selector: LabelSelector | undefined,
  view: View,
): readonly T[] {
  const anchor = selector && anchorOf(selector, namespace);
  if (anchor !== undefined) return view.by<T>(kind, 'label', anchor);
  const expressions = selector?.matchExpressions ?? [];
  const set = expressions.find((expression) => expression.operator === 'In');
  if (set !== undefined) {
    return (set.values ?? []).flatMap((value) => view.by<T>(kind, 'label', `${namespace ?? ''}/${set.key}=${value}`));
  }
  return expressions.length === 0 ? [] : view.list<T>(kind, namespace);
}
