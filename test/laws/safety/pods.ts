import type { Pod } from '../../../engine/index.ts';

/** Neither over nor on its way out: what controllers count. */
export function isActive({ metadata, status }: Pod): boolean {
  return metadata.deletionTimestamp === undefined && !isOver(status.phase);
}

export const isOver = (phase: string | undefined): boolean => phase === 'Succeeded' || phase === 'Failed';
