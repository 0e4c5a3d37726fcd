import type { View } from '../../component/view.ts';
import type { Node, Pod, Volume } from '../../kinds/types.ts';
import type { Machine } from '../machine/machine.ts';
import type { Machines } from '../machine/machines.ts';

/** What a volume's set-up may look at. */
export interface VolumeInput {
  readonly pod: Pod;
  readonly volume: Volume;
  readonly view: View;
  readonly node: Node | undefined;
  readonly machine: Machine;
  readonly machines: Machines;
  readonly hostIP: string;
  readonly podIP: string;
  readonly nowMs: number;
}

/** Where a volume lies once it is set up. Plain data. */
export interface VolumeSource {
  readonly machine: string;
  readonly path: string;
  /** Whatever a mount says, this volume cannot be written. */
  readonly readOnly: boolean;
  /** Its content follows an API object: looked at again with every sync, and a subPath of it is a copy that stays as it is. */
  readonly isProjection: boolean;
  /** It lies in memory, and writing beyond this fails. */
  readonly maxBytes?: number;
}

/** A set-up that did not work; the text is what follows `MountVolume.SetUp failed for volume "v" : `. */
export class MountError extends Error {}

/** What is asked of a disk, of this machine or another, is not there or is not given. */
export class DiskError extends MountError {}

/** One type of volume: the member of a pod's volume it is spelled with, and how it is set up. Idempotent. */
export interface VolumeType {
  readonly member: keyof Volume;
  setUp(input: VolumeInput): VolumeSource;
}

/** The directory of a volume on its node, as the names along its path. */
export function volumeNames(input: VolumeInput, type: string): readonly string[] {
  const { pod, volume } = input;
  return ['var', 'lib', 'kubelet', 'pods', pod.metadata.uid ?? '', 'volumes', `kubernetes.io~${type}`, volume.name];
}

/** The same place as a path. */
export function volumePath(input: VolumeInput, type: string): string {
  return `/${volumeNames(input, type).join('/')}`;
}
