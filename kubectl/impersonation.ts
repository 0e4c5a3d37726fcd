import { listFlag, type ParsedFlags, stringFlag } from './command-line/flags.ts';

/** Whom a command acts as. */
export interface Impersonated {
  readonly user: string;
  readonly groups: readonly string[];
}

/** `--as` and `--as-group`; undefined: the user of the session. */
export function impersonated(flags: ParsedFlags): Impersonated | undefined {
  const user = stringFlag(flags, 'as') ?? '';
  return user === '' ? undefined : { user, groups: listFlag(flags, 'as-group') };
}
