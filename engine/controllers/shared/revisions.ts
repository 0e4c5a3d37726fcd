import type { Labels } from '../../api/labels.ts';
import { controllerOf, controllerReference, type KubeObject } from '../../api/object.ts';
import type { View } from '../../component/view.ts';
import type { Write } from '../../component/write.ts';
import { goJson, revisionPatch } from '../../kinds/apps/template-hash.ts';
import type { ControllerRevision, PodTemplateSpec } from '../../kinds/types.ts';
import { claim } from './claim.ts';

export interface OwnedRevisions {
  /** Lowest first. */
  readonly revisions: readonly ControllerRevision[];
  /** Adoptions of what an earlier owner of the same pods left behind. */
  readonly writes: readonly Write[];
}

/** The revisions an owner holds, and orphans that its selector matches. */
export function revisionsOf(
  owner: KubeObject,
  matches: (labels: Labels | undefined) => boolean,
  view: View,
): OwnedRevisions {
  const candidates = view
    .list<ControllerRevision>('ControllerRevision', owner.metadata.namespace)
    .filter((revision) => controllerOf(revision) === undefined);
  const claimed = claim<ControllerRevision>(
    owner,
    'ControllerRevision',
    candidates,
    ({ metadata }) => matches(metadata.labels),
    view,
  );
  const revisions = claimed.owned.toSorted(
    (a, b) => a.revision - b.revision || (a.metadata.name < b.metadata.name ? -1 : 1),
  );
  return { revisions, writes: claimed.writes };
}

export interface CurrentRevision {
  readonly revision: ControllerRevision;
  readonly writes: readonly Write[];
}

/** The revision's name is taken by another one: the hash must change. */
export type Collision = 'collision';

/** How an owner's revisions are named and marked. */
export interface RevisionNaming {
  readonly hash: string;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * The revision that holds the template: found by its data and made the newest, or made (history.go, v1.25). Annotations are the owner's.
 */
export function currentRevision(
  owner: KubeObject,
  template: PodTemplateSpec,
  revisions: readonly ControllerRevision[],
  naming: RevisionNaming,
  view: View,
): CurrentRevision | Collision {
  const patch = revisionPatch(template);
  const newest = revisions.at(-1);
  const same = revisions.findLast((revision) => goJson(revision.data) === patch);
  const { namespace, name } = owner.metadata;
  if (same !== undefined) {
    if (same === newest) return { revision: same, writes: [] };
    const number = (newest?.revision ?? 0) + 1;
    const raised = { ...same, revision: number };
    const write: Write = {
      verb: 'patch',
      kind: 'ControllerRevision',
      namespace,
      name: same.metadata.name,
      type: 'merge',
      patch: { revision: number },
    };
    return { revision: raised, writes: [write] };
  }
  const revisionName = `${name}-${naming.hash}`;
  if (view.get<ControllerRevision>('ControllerRevision', namespace, revisionName) !== undefined) return 'collision';
  const { annotations } = owner.metadata;
  const revision: ControllerRevision = {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name: revisionName,
      ...(namespace === undefined ? {} : { namespace }),
      labels: naming.labels,
      ...(annotations === undefined ? {} : { annotations }),
      ownerReferences: [controllerReference(owner)],
    },
    data: JSON.parse(patch),
    revision: (newest?.revision ?? 0) + 1,
  };
  return { revision, writes: [{ verb: 'create', object: revision }] };
}

/** Deletes the oldest revisions above the limit, but for those in use. */
export function truncateHistory(
  revisions: readonly ControllerRevision[],
  limit: number | undefined,
  isLive: (revision: ControllerRevision) => boolean,
): readonly Write[] {
  const idle = revisions.filter((revision) => !isLive(revision));
  const surplus = idle.length - (limit ?? 10);
  return idle.slice(0, Math.max(0, surplus)).map(({ metadata: { namespace, name } }): Write => ({
    verb: 'delete',
    kind: 'ControllerRevision',
    namespace,
    name,
    ignore: ['NotFound'],
  }));
}
