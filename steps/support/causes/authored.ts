import type { Cluster, KubeObject, Pod } from '../../../engine/index.ts';

type View = Cluster['view'];

/** `Deployment "web"`: what somebody wrote, above the pod. Owners that go round in a ring are gone through once. */
export function authored(view: View, pod: Pod): string {
  let top: KubeObject = pod;
  const seen = new Set<KubeObject>();
  for (let owner: KubeObject | undefined = pod; owner !== undefined && !seen.has(owner); owner = above(view, owner)) {
    seen.add(owner);
    top = owner;
  }
  return `${top.kind} "${top.metadata.name}"`;
}

function above(view: View, { metadata }: KubeObject): KubeObject | undefined {
  const uid = metadata.ownerReferences?.find(({ controller }) => controller === true)?.uid;
  return uid === undefined ? undefined : view.withUid(uid);
}
