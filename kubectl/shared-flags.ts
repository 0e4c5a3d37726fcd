import type { FlagSpec } from './command-line/flags.ts';

/** `-f`, `-R`, `-k`. */
export const fileFlags: readonly FlagSpec[] = [
  { name: 'filename', shorthand: 'f', type: 'stringSlice' },
  { name: 'recursive', shorthand: 'R', type: 'bool' },
  { name: 'kustomize', shorthand: 'k', type: 'string' },
];

export const selectorFlag: FlagSpec = { name: 'selector', shorthand: 'l', type: 'string' };
export const fieldSelectorFlag: FlagSpec = { name: 'field-selector', type: 'string' };
export const allFlag: FlagSpec = { name: 'all', type: 'bool' };
export const allNamespacesFlag: FlagSpec = { name: 'all-namespaces', shorthand: 'A', type: 'bool' };

/** `-o` and what belongs to it. */
export const printFlags: readonly FlagSpec[] = [
  { name: 'output', shorthand: 'o', type: 'string' },
  { name: 'template', type: 'string' },
  { name: 'show-managed-fields', type: 'bool' },
  { name: 'allow-missing-template-keys', type: 'bool' },
];

/** `--dry-run` alone means `--dry-run=unchanged`, an old spelling of `client`. */
export const dryRunFlag: FlagSpec = { name: 'dry-run', type: 'string', noOptionDefault: 'unchanged' };
export const fieldManagerFlag: FlagSpec = { name: 'field-manager', type: 'string' };
export const validateFlag: FlagSpec = { name: 'validate', type: 'string', noOptionDefault: 'strict' };
/** `--save-config`: the object carries what was asked for as its last-applied annotation. */
export const saveConfigFlag: FlagSpec = { name: 'save-config', type: 'bool' };
