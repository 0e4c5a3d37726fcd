import { createDraft, createFlags, nameArgument } from '../../create-object.ts';
import type { Verb } from '../../verb.ts';

export const createPriorityClassVerb: Verb = {
  name: 'priorityclass',
  aliases: ['pc'],
  summary: 'Create a priority class with the specified name',
  usage: 'NAME --value=VALUE --global-default=BOOL [--dry-run=server|client|none] [flags]',
  flags: [
    ...createFlags,
    { name: 'description', type: 'string' },
    { name: 'global-default', type: 'bool' },
    { name: 'preemption-policy', type: 'string' },
    { name: 'value', type: 'int32' },
  ],
  run: (invocation, environment) => {
    const name = nameArgument(invocation);
    const description = invocation.string('description') ?? '';
    const content = {
      ...(description === '' ? {} : { description }),
      ...(invocation.bool('global-default') ? { globalDefault: true } : {}),
      preemptionPolicy: invocation.string('preemption-policy') ?? 'PreemptLowerPriority',
      value: invocation.number('value') ?? 0,
    };
    const draft = { resource: 'priorityclasses.scheduling.k8s.io', name, content };
    createDraft(invocation, environment, draft, { failure: 'failed to create priorityclass: ' });
    return 0;
  },
};
