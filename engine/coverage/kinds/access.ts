import { at, type Coverage, joined } from '../patterns.ts';
import { OBJECT } from './metadata.ts';

const RULES: readonly string[] = at('rules[*]', 'apiGroups', 'resources', 'resourceNames', 'verbs');

export const role: Coverage = joined(OBJECT, { acted: RULES });

/**
 * Paths that are no resources can be listed by `auth can-i --list`; requests for them are not made. The built-in roles come aggregated;
 * no controller aggregates others.
 */
export const clusterRole: Coverage = joined(OBJECT, {
  acted: [...RULES, 'rules[*].nonResourceURLs', 'aggregationRule.**'],
});

const BINDING: Coverage = joined(OBJECT, { acted: ['roleRef.**', 'subjects[*].**'] });
export const roleBinding: Coverage = BINDING;
export const clusterRoleBinding: Coverage = BINDING;

/** Requests can be approved and denied; nobody signs. */
export const certificateSigningRequest: Coverage = joined(OBJECT, {
  acted: [
    'spec.request',
    'spec.signerName',
    'spec.usages',
    'spec.expirationSeconds',
    'status.certificate',
    'status.conditions[*].**',
  ],
});
