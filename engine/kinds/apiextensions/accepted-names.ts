import { deepEqual } from '../../api/equality.ts';
import type { CustomResourceDefinition } from '../types.ts';

type Names = CustomResourceDefinition['spec']['names'];

/** What a definition may be called, and why not as it asks to be. */
export interface Acceptance {
  readonly names: Names;
  readonly conflict?: { readonly reason: string; readonly message: string };
}

/** Before anybody has looked at its names, a definition has none. */
export const NO_NAMES: Names = { kind: '', plural: '' };

/**
 * Which of its names a definition gets: a name stays its own once it has it, and another is free unless a definition of the same group has
 * it. Of several conflicts the last is told (naming_controller.go, apiextensions-apiserver v1.25).
 */
export function acceptNames(
  { spec, status }: CustomResourceDefinition,
  others: readonly CustomResourceDefinition[],
): Acceptance {
  const asked = spec.names;
  const had: Names = status?.acceptedNames ?? NO_NAMES;
  const taken = takenNames(others, spec.group);
  const accepted: Record<string, unknown> = { ...had };
  let conflict: Acceptance['conflict'];
  const check = (
    member: 'plural' | 'singular' | 'kind' | 'listKind',
    reason: string,
    used: ReadonlySet<string>,
  ): void => {
    const name = asked[member] ?? '';
    if (name !== had[member] && used.has(name)) conflict = { reason, message: inUse(name) };
    else accepted[member] = asked[member];
  };
  check('plural', 'PluralConflict', taken.resources);
  check('singular', 'SingularConflict', taken.resources);
  const clashes = newShortNames(asked, had).filter((name) => taken.resources.has(name));
  if (clashes.length === 0) accepted['shortNames'] = asked.shortNames;
  else conflict = { reason: 'ShortNamesConflict', message: listed(clashes.map(inUse)) };
  check('kind', 'KindConflict', taken.kinds);
  check('listKind', 'ListKindConflict', taken.kinds);
  accepted['categories'] = asked.categories;
  const names = Object.fromEntries(
    Object.entries(accepted).filter(([, value]) => value !== undefined),
  ) as unknown as Names;
  return { names: deepEqual(names, had) ? had : names, ...(conflict === undefined ? {} : { conflict }) };
}

function newShortNames({ shortNames = [] }: Names, had: Names): readonly string[] {
  return shortNames.filter((name) => had.shortNames?.includes(name) !== true);
}

function takenNames(
  others: readonly CustomResourceDefinition[],
  group: string,
): { readonly resources: ReadonlySet<string>; readonly kinds: ReadonlySet<string> } {
  const names = others
    .filter(({ spec }) => spec.group === group)
    .map(({ status }) => status?.acceptedNames ?? NO_NAMES);
  const set = (all: readonly (string | undefined)[]): ReadonlySet<string> =>
    new Set(all.filter((name): name is string => (name ?? '') !== ''));
  return {
    resources: set(names.flatMap(({ plural, singular, shortNames = [] }) => [plural, singular, ...shortNames])),
    kinds: set(names.flatMap(({ kind, listKind }) => [kind, listKind])),
  };
}

const inUse = (name: string): string => `${JSON.stringify(name)} is already in use`;

function listed(messages: readonly string[]): string {
  return messages.length === 1 ? (messages[0] ?? '') : `[${messages.join(', ')}]`;
}
