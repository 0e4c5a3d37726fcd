import { KubectlError } from './errors.ts';
import type { Invocation } from './invocation.ts';

/** Where a command that changes objects stops: nothing is sent, nothing is stored, or everything happens. */
export type DryRun = 'none' | 'client' | 'server';

/**
 * `--dry-run` as kubectl reads it; the old spellings are answered with a deprecation line.
 * @throws KubectlError for another value
 */
export function dryRunOf(invocation: Invocation): DryRun {
  const value = invocation.string('dry-run') ?? 'none';
  if (value === 'none' || value === 'client' || value === 'server') return value;
  if (value === 'unchanged') {
    invocation.errLineOnce(
      'W1003 00:00:00.000000       1 helpers.go:639] --dry-run is deprecated and can be replaced with --dry-run=client.',
    );
    return 'client';
  }
  if (!/^(?:1|t|true|0|f|false)$/i.test(value))
    throw new KubectlError(`Invalid dry-run value (${value}). Must be "none", "server", or "client".`);
  const on = /^(?:1|t|true)$/i.test(value);
  invocation.errLineOnce(
    `W1003 00:00:00.000000       1 helpers.go:${on ? 653 : 656}] --dry-run=${value} is deprecated (boolean value) and can be replaced with --dry-run=${on ? 'client' : 'none'}.`,
  );
  return on ? 'client' : 'none';
}

/** What a line about a dry run ends with: ` (dry run)`, ` (server dry run)`. */
export function dryRunSuffix(dryRun: DryRun): string {
  return dryRun === 'client' ? ' (dry run)' : dryRun === 'server' ? ' (server dry run)' : '';
}

/**
 * `--validate` as the API's fieldValidation; kubectl asks for Strict.
 * @throws KubectlError for another value
 */
export function fieldValidationOf(invocation: Invocation): 'Strict' | 'Warn' | 'Ignore' {
  const value = invocation.string('validate') ?? 'strict';
  if (/^(?:strict|true|t|1)$/i.test(value)) return 'Strict';
  if (value === 'warn') return 'Warn';
  if (/^(?:ignore|false|f|0)$/i.test(value)) return 'Ignore';
  throw new KubectlError(
    `invalid - validate option ${JSON.stringify(value)}; must be one of: strict (or true), warn, ignore (or false)`,
  );
}
