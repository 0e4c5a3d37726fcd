import { value } from '../../api/quantity.ts';
import type { Container, Pod, Volume } from '../../kinds/types.ts';
import { volumePath, type VolumeType } from './volume.ts';

/** A directory that lives as long as the pod; the pod's removal removes it. */
export const emptyDir: VolumeType = {
  member: 'emptyDir',
  setUp(input) {
    const path = volumePath(input, 'empty-dir');
    input.machine.disk.mkdir(path, true);
    const maxBytes = sizeInMemory(input.volume, input.pod);
    const source = { machine: input.machine.name, path, readOnly: false, isProjection: false };
    return maxBytes === undefined ? source : { ...source, maxBytes };
  },
};

/**
 * How large the kubelet makes a volume in memory: the size limit, or the pod's memory limit where that is smaller (SizeMemoryBackedVolumes,
 * v1.25; beyond both it would be the node's memory). Absent: it lies on the disk, or nothing limits it.
 */
function sizeInMemory({ emptyDir: source }: Volume, { spec }: Pod): number | undefined {
  if (source?.medium !== 'Memory') return undefined;
  const sizes = [source.sizeLimit === undefined ? 0 : value(source.sizeLimit), memoryLimit(spec.containers)];
  const given = sizes.filter((size) => size > 0);
  return given.length === 0 ? undefined : Math.min(...given);
}

/** The sum of the containers' limits; 0 where one has none. */
function memoryLimit(containers: readonly Container[]): number {
  const limits = containers.map(({ resources }) => resources?.limits?.['memory']);
  if (limits.includes(undefined)) return 0;
  return limits.reduce((sum, limit) => sum + value(limit ?? '0'), 0);
}
