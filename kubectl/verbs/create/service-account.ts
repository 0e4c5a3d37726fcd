import { createDraft, createFlags, nameArgument } from '../../create-object.ts';
import type { Verb } from '../../verb.ts';

export const createServiceAccountVerb: Verb = {
  name: 'serviceaccount',
  aliases: ['sa'],
  summary: 'Create a service account with the specified name',
  usage: 'NAME [--dry-run=server|client|none] [flags]',
  flags: createFlags,
  run: (invocation, environment) => {
    const draft = { resource: 'serviceaccounts', name: nameArgument(invocation), content: {} };
    createDraft(invocation, environment, draft, { failure: 'failed to create serviceaccount: ' });
    return 0;
  },
};
