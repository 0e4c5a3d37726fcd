import { createDraft, createFlags, nameArgument, wordsAfterDash } from '../../create-object.ts';
import type { Verb } from '../../verb.ts';

export const createCronJobVerb: Verb = {
  name: 'cronjob',
  aliases: ['cj'],
  summary: 'Create a cron job with the specified name',
  usage: "NAME --image=image --schedule='0/5 * * * ?' -- [COMMAND] [args...] [flags]",
  flags: [
    ...createFlags,
    { name: 'image', type: 'string', required: true },
    { name: 'restart', type: 'string' },
    { name: 'schedule', type: 'string', required: true },
  ],
  run: (invocation, environment) => {
    const name = nameArgument(invocation);
    const command = wordsAfterDash(invocation);
    const image = invocation.string('image') ?? '';
    const container = { ...(command.length === 0 ? {} : { command }), image, name, resources: {} };
    const spec = { containers: [container], restartPolicy: invocation.string('restart') ?? 'OnFailure' };
    const content = {
      spec: {
        jobTemplate: {
          metadata: { creationTimestamp: null, name },
          spec: { template: { metadata: { creationTimestamp: null }, spec } },
        },
        schedule: invocation.string('schedule') ?? '',
      },
      status: {},
    };
    const draft = { resource: 'cronjobs.batch', name, content };
    createDraft(invocation, environment, draft, { failure: 'failed to create cronjob: ' });
    return 0;
  },
};
