import { createDraft, createFlags, nameArgument, wordsAfterDash } from '../../create-object.ts';
import { KubectlError } from '../../errors.ts';
import { containerNameOf } from '../../image-name.ts';
import type { Verb } from '../../verb.ts';

export const createDeploymentVerb: Verb = {
  name: 'deployment',
  aliases: ['deploy'],
  summary: 'Create a deployment with the specified name',
  usage: 'NAME --image=image -- [COMMAND] [args...] [flags]',
  flags: [
    ...createFlags,
    { name: 'image', type: 'stringSlice', required: true },
    { name: 'port', type: 'int32' },
    { name: 'replicas', shorthand: 'r', type: 'int32' },
  ],
  run: (invocation, environment) => {
    const name = nameArgument(invocation);
    const images = invocation.list('image');
    const command = wordsAfterDash(invocation);
    const replicas = invocation.number('replicas') ?? 1;
    const port = invocation.number('port') ?? -1;
    if (images.length > 1 && command.length > 0)
      throw new KubectlError('cannot specify multiple --image options and command');
    const labels = { app: name };
    const containers = images.map((image, at) => ({
      ...(command.length === 0 ? {} : { command }),
      image,
      name: containerNameOf(image),
      ...(at === 0 && port >= 0 ? { ports: [{ containerPort: port }] } : {}),
      resources: {},
    }));
    const content = {
      spec: {
        replicas,
        selector: { matchLabels: labels },
        strategy: {},
        template: { metadata: { creationTimestamp: null, labels }, spec: { containers } },
      },
      status: {},
    };
    const draft = { resource: 'deployments.apps', name, labels, content };
    createDraft(invocation, environment, draft, { failure: 'failed to create deployment: ' });
    return 0;
  },
};
