import { apiVersionOf, type Kind, type Node, type Pod } from '../../../engine/index.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { parseResourceArgs } from '../../resource-args.ts';
import { refOf } from '../../resources.ts';
import type { Verb } from '../../verb.ts';
import { debugByCopy } from './by-copy.ts';
import { debugInPod } from './in-pod.ts';
import { debugOnNode } from './on-node.ts';
import { type DebugOptions, debugOptions } from './options.ts';
import { type Debugged, waitAndAttach } from './wait-and-attach.ts';

export const debugVerb: Verb = {
  name: 'debug',
  summary: 'Create debugging sessions for troubleshooting workloads and nodes',
  usage: '(POD | TYPE[[.VERSION].GROUP]/NAME) [ -- COMMAND [args...] ]',
  flags: [
    { name: 'arguments-only', type: 'bool' },
    { name: 'attach', type: 'bool' },
    { name: 'container', shorthand: 'c', type: 'string' },
    { name: 'copy-to', type: 'string' },
    { name: 'env', type: 'stringToString' },
    { name: 'image', type: 'string' },
    { name: 'image-pull-policy', type: 'string' },
    { name: 'profile', type: 'string' },
    { name: 'quiet', shorthand: 'q', type: 'bool' },
    { name: 'replace', type: 'bool' },
    { name: 'same-node', type: 'bool' },
    { name: 'set-image', type: 'stringToString' },
    { name: 'share-processes', type: 'bool' },
    { name: 'stdin', shorthand: 'i', type: 'bool' },
    { name: 'target', type: 'string' },
    { name: 'tty', shorthand: 't', type: 'bool' },
  ],
  run,
};

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  const options = debugOptions(invocation);
  for (const word of options.targets) {
    const debugged = debug(invocation, options, word);
    if (options.attach && debugged.container !== undefined) waitAndAttach(invocation, environment, debugged, options);
  }
  return 0;
}

function debug(invocation: Invocation, options: DebugOptions, word: string): Debugged {
  const { client, namespace } = invocation;
  const [named] = parseResourceArgs(client, word.includes('/') ? [word] : ['pods', word]).named;
  if (named === undefined) throw new KubectlError('NAME is required for debug');
  const { kind } = named;
  const object = client.get(refOf({ ...named, namespace: kind.scope === 'Namespaced' ? namespace : undefined }));
  if (isCore(kind, 'Node')) return debugOnNode(invocation, options, object as Node);
  if (!isCore(kind, 'Pod'))
    throw new KubectlError(`${JSON.stringify(`${goGroupVersion(kind)}, Kind=${kind.kind}`)} not supported by debug`);
  const pod = object as Pod;
  return options.copyTo === '' ? debugInPod(invocation, options, pod) : debugByCopy(invocation, options, pod);
}

const isCore = ({ group, kind }: Kind, name: string): boolean => group === '' && kind === name;

/** `apps/v1`, and `/v1` for the core group: GroupVersionKind.String of apimachinery. */
const goGroupVersion = (kind: Kind): string => (kind.group === '' ? `/${kind.version}` : apiVersionOf(kind));
