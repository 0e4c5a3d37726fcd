import { semanticEqual } from '../../../api/equality.ts';
import type { CustomResourceDefinition } from '../../types.ts';

export type Version = CustomResourceDefinition['spec']['versions'][number];

/** What versions may have in common, by the names of v1. */
export type Part = 'schema' | 'subresources' | 'additionalPrinterColumns';

/**
 * Whether all versions have that part alike: stored definitions have it outside of their versions then, and the messages say so
 * (Convert_v1_CustomResourceDefinitionSpec_To_apiextensions_CustomResourceDefinitionSpec, v1.25).
 */
export function isShared(versions: readonly Version[], part: Part): boolean {
  return versions.every((version) => semanticEqual(version[part], versions[0]?.[part]));
}
