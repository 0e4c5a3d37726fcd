import { controllerReference } from '../../api/object.ts';
import type {
  ControllerRevision,
  PersistentVolumeClaim,
  Pod,
  PodTemplateSpec,
  StatefulSet,
  Volume,
} from '../../kinds/types.ts';

export const REVISION_LABEL: string = 'controller-revision-hash';
const POD_NAME_LABEL = 'statefulset.kubernetes.io/pod-name';

/** The pod's number in the set; undefined for a name that is not the set's. */
export function ordinalOf(set: StatefulSet, podName: string): number | undefined {
  const prefix = `${set.metadata.name}-`;
  if (!podName.startsWith(prefix)) return undefined;
  const digits = podName.slice(prefix.length);
  return /^[0-9]+$/.test(digits) ? Number(digits) : undefined;
}

type ClaimTemplate = NonNullable<StatefulSet['spec']['volumeClaimTemplates']>[number];

const claimName = (set: StatefulSet, template: ClaimTemplate, ordinal: number): string =>
  `${template.metadata?.name}-${set.metadata.name}-${ordinal}`;

/** The claims of a pod: named after template, set and number, labelled like the set's selector, owned by nobody. */
export function claimsOf(set: StatefulSet, ordinal: number): readonly PersistentVolumeClaim[] {
  return (set.spec.volumeClaimTemplates ?? []).map((template): PersistentVolumeClaim => {
    const labels = { ...template.metadata?.labels, ...set.spec.selector.matchLabels };
    const { annotations } = template.metadata ?? {};
    const { namespace } = set.metadata;
    return {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: {
        name: claimName(set, template, ordinal),
        ...(namespace === undefined ? {} : { namespace }),
        ...(Object.keys(labels).length === 0 ? {} : { labels }),
        ...(annotations === undefined ? {} : { annotations }),
      },
      spec: template.spec ?? {},
      status: {},
    };
  });
}

/** The template that a revision holds. */
export function templateOf(revision: ControllerRevision): PodTemplateSpec {
  const data = revision.data as {
    readonly spec: { readonly template: PodTemplateSpec & { readonly $patch?: string } };
  };
  const { $patch: _, ...template } = data.spec.template;
  return template;
}

/** Pod number `ordinal` of a revision (newVersionedStatefulSetPod, v1.25): a fixed name, its host name, its claims. */
export function newPod(set: StatefulSet, ordinal: number, revision: ControllerRevision): Pod {
  const template = templateOf(revision);
  const { namespace } = set.metadata;
  const name = `${set.metadata.name}-${ordinal}`;
  const { labels, annotations, finalizers } = template.metadata ?? {};
  const claims = (set.spec.volumeClaimTemplates ?? []).map((claim): Volume => {
    const source = { claimName: claimName(set, claim, ordinal), readOnly: false };
    return { name: claim.metadata?.name ?? '', persistentVolumeClaim: source };
  });
  const names = new Set(claims.map((volume) => volume.name));
  const spec = template.spec ?? { containers: [] };
  const volumes = [...claims, ...(spec.volumes ?? []).filter((volume) => !names.has(volume.name))];
  const { serviceName } = set.spec;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      generateName: `${set.metadata.name}-`,
      ...(namespace === undefined ? {} : { namespace }),
      labels: { ...labels, [POD_NAME_LABEL]: name, [REVISION_LABEL]: revision.metadata.name },
      ...(annotations === undefined ? {} : { annotations }),
      ...(finalizers === undefined ? {} : { finalizers }),
      ownerReferences: [controllerReference(set)],
    },
    spec: {
      ...spec,
      hostname: name,
      ...(serviceName === '' ? {} : { subdomain: serviceName }),
      ...(volumes.length === 0 ? {} : { volumes }),
    },
    status: {},
  };
}
