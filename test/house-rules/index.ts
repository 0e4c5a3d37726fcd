import { banViolations } from './bans.ts';
import { fileViolations } from './files.ts';
import { layerViolations } from './layers.ts';
import type { Source, Violation } from './source.ts';

/** Everything the house rules have against one file, one line each, with what to do instead. */
export function violationsOf(source: Source): readonly Violation[] {
  return [...layerViolations(source), ...banViolations(source), ...fileViolations(source)];
}
