import { isGenerated } from './source.ts';
import type { Source, Violation } from './source.ts';

const MAX_LINES = 400;
/** Folders and the file itself, `web-server/probe.test.ts`. */
const KEBAB_CASE = /^(?:[a-z0-9]+(?:[-.][a-z0-9]+)*\/)*[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)+$/;

/** Names and sizes. */
export function fileViolations(source: Source): readonly Violation[] {
  return [...nameViolations(source), ...sizeViolations(source)];
}

function nameViolations({ path }: Source): readonly Violation[] {
  return KEBAB_CASE.test(path) ? [] : [`${path}: is not in kebab-case: rename it, as in pod-lifecycle.test.ts`];
}

function sizeViolations(source: Source): readonly Violation[] {
  const lines = source.text.replace(/\n$/, '').split('\n').length;
  if (lines <= MAX_LINES || isGenerated(source)) return [];
  return [
    `${source.path}: has ${lines} lines, ${MAX_LINES} are allowed: split it by responsibility (a generated file says so on line 1)`,
  ];
}
