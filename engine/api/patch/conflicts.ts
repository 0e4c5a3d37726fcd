import { goQuote } from '../go-format.ts';
import { byCodeUnit } from '../json.ts';
import { elementText } from './field-set.ts';
import type { Manager } from './managed-fields.ts';

/** One field that another manager owns: `manager` is its text, such as `"kubectl-replace" using apps/v1`. */
export interface Conflict {
  readonly manager: string;
  readonly field: string;
}

/** The conflicts of one manager: the paths of its fields. */
export function conflictsOf(manager: Manager, paths: readonly (readonly string[])[]): Conflict[] {
  const text = managerText(manager);
  return paths.map((path) => ({ manager: text, field: path.map(elementText).join('') }));
}

/** A manager as conflicts name it (v1.25 `printManager`). */
export function managerText({ manager, operation, apiVersion, subresource }: Manager): string {
  const withSubresource = subresource === undefined ? '' : ` with subresource ${goQuote(subresource)}`;
  return `${goQuote(manager)}${withSubresource}${operation === 'Update' ? ` using ${apiVersion}` : ''}`;
}

/** The message of the 409, e.g. `Apply failed with 1 conflict: conflict with "m1": .data.a`. */
export function conflictMessage(conflicts: readonly Conflict[]): string {
  const [first] = conflicts;
  if (first !== undefined && conflicts.length === 1)
    return `Apply failed with 1 conflict: conflict with ${first.manager}: ${first.field}`;
  const managers = [...new Set(conflicts.map(({ manager }) => manager))].sort(byCodeUnit);
  const blocks = managers.map((manager) => {
    const fields = conflicts.filter((conflict) => conflict.manager === manager).map(({ field }) => `- ${field}`);
    return [`conflicts with ${manager}:`, ...fields].join('\n');
  });
  return `Apply failed with ${conflicts.length} conflicts: ${blocks.join('\n')}`;
}
