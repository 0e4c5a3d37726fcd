import { createDraft, createFlags, nameArgument } from '../../create-object.ts';
import type { Verb } from '../../verb.ts';

export const createNamespaceVerb: Verb = {
  name: 'namespace',
  aliases: ['ns'],
  summary: 'Create a namespace with the specified name',
  usage: 'NAME [--dry-run=server|client|none] [flags]',
  flags: createFlags,
  run: (invocation, environment) => {
    const content = { spec: {}, status: {} };
    createDraft(invocation, environment, { resource: 'namespaces', name: nameArgument(invocation), content });
    return 0;
  },
};
