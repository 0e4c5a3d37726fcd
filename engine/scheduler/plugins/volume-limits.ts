import type { View } from '../../component/view.ts';
import type { CSINode, PersistentVolume, Pod, Volume } from '../../kinds/types.ts';
import { type Cycle, type Plugin, type Prepared, SKIP } from '../framework.ts';
import type { NodeInfo } from '../cache/node-info.ts';
import { classOf, claimsOf, volumeOf } from './volumes/claims.ts';

const REASONS = ['node(s) exceed max volume count'];

/** One plugin: which of a pod's volumes it counts, by what they are limited by, and how many a node takes. */
interface Limits {
  readonly name: string;
  /** `limit` names what is limited (a driver), `id` the volume: one volume counts once a node. */
  attachments(pod: Pod, view: View): readonly Attachment[];
  limitOn(node: NodeInfo, limit: string, view: View): number | undefined;
}

interface Attachment {
  readonly limit: string;
  readonly id: string;
}

function limitPlugin(limits: Limits): Plugin {
  const rejection = { plugin: limits.name, reasons: REASONS, resolvable: true };
  return {
    name: limits.name,
    events: ['csi-node', 'pod-delete', 'node-add'],
    prepare({ pod, view }: Cycle): Prepared {
      const wanted = limits.attachments(pod, view);
      if (wanted.length === 0) return SKIP;
      return { verdict: 'check', filter: (node) => (fits(limits, wanted, node, view) ? undefined : rejection) };
    },
  };
}

function fits(limits: Limits, wanted: readonly Attachment[], node: NodeInfo, view: View): boolean {
  const attached = new Map<string, Set<string>>();
  const present = [...node.pods.values()].flatMap(({ pod }) => limits.attachments(pod, view));
  for (const { limit, id } of present) attached.set(limit, (attached.get(limit) ?? new Set()).add(id));
  for (const limit of new Set(wanted.map((one) => one.limit))) {
    const here = attached.get(limit) ?? new Set();
    const fresh = new Set(wanted.filter((one) => one.limit === limit && !here.has(one.id)).map(({ id }) => id));
    const most = limits.limitOn(node, limit, view);
    if (most !== undefined && fresh.size > 0 && here.size + fresh.size > most) return false;
  }
  return true;
}

/** Volumes of the cloud providers' built-in plugins, in a pod or behind its claims. */
function inTree(
  name: string,
  resource: string,
  defaultLimit: number,
  idOf: (source: Volume | PersistentVolume['spec']) => string | undefined,
): Plugin {
  return limitPlugin({
    name,
    attachments(pod, view) {
      const direct = (pod.spec.volumes ?? []).flatMap((volume) => idOf(volume) ?? []);
      const claimed = claimsOf(pod, view).flatMap(({ claim }) => {
        const volume = claim === undefined ? undefined : volumeOf(claim, view);
        return volume === undefined ? [] : (idOf(volume.spec) ?? []);
      });
      return [...direct, ...claimed].map((id) => ({ limit: resource, id }));
    },
    limitOn: ({ allocatable }) => allocatable.scalars.get(resource) ?? defaultLimit,
  });
}

export const ebsLimits: Plugin = inTree(
  'EBSLimits',
  'attachable-volumes-aws-ebs',
  39,
  (source) => source.awsElasticBlockStore?.volumeID,
);
export const gcePdLimits: Plugin = inTree(
  'GCEPDLimits',
  'attachable-volumes-gce-pd',
  16,
  (source) => source.gcePersistentDisk?.pdName,
);
export const azureDiskLimits: Plugin = inTree(
  'AzureDiskLimits',
  'attachable-volumes-azure-disk',
  16,
  (source) => source.azureDisk?.diskName,
);

/** Volumes of CSI drivers, as many as the driver says on the node's CSINode. A claim without a volume yet counts by its class. */
export const nodeVolumeLimits: Plugin = limitPlugin({
  name: 'NodeVolumeLimits',
  attachments: (pod, view) =>
    claimsOf(pod, view).flatMap(({ claim }) => {
      if (claim === undefined) return [];
      const csi = volumeOf(claim, view)?.spec.csi;
      if (csi !== undefined) return [{ limit: csi.driver, id: csi.volumeHandle }];
      const driver = (claim.spec.volumeName ?? '') === '' ? classOf(claim, view)?.provisioner : undefined;
      return driver === undefined ? [] : [{ limit: driver, id: `${claim.metadata.namespace}/${claim.metadata.name}` }];
    }),
  limitOn(node, driver, view) {
    const drivers = view.get<CSINode>('CSINode', undefined, node.name)?.spec.drivers ?? [];
    return drivers.find(({ name }) => name === driver)?.allocatable?.count;
  },
});
