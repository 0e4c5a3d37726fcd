import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import type { Verb } from '../../verb.ts';
import { attachToPod } from './attach-to-pod.ts';
import { podOf } from './pod-of.ts';
import { podRunningTimeoutFlag, podRunningTimeoutMs } from './pod-running-timeout.ts';

export const attachVerb: Verb = {
  name: 'attach',
  summary: 'Attach to a running container',
  usage: '(POD | TYPE/NAME) -c CONTAINER',
  flags: [
    { name: 'container', shorthand: 'c', type: 'string' },
    podRunningTimeoutFlag,
    { name: 'quiet', shorthand: 'q', type: 'bool' },
    { name: 'stdin', shorthand: 'i', type: 'bool' },
    { name: 'tty', shorthand: 't', type: 'bool' },
  ],
  run,
};

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  const { args } = invocation;
  podRunningTimeoutMs(invocation);
  if (args.length === 0) throw new KubectlError('at least 1 argument is required for attach');
  if (args.length > 2)
    throw new KubectlError(
      `expected POD, TYPE/NAME, or TYPE NAME, (at most 2 arguments) saw ${args.length}: [${args.join(' ')}]`,
    );
  const { pod } = podOf(invocation, args.join('/'));
  const { phase } = pod.status;
  if (phase === 'Succeeded' || phase === 'Failed')
    throw new KubectlError(`cannot attach a container in a completed pod; current phase is ${phase}`);
  attachToPod(invocation, environment, pod);
  return 0;
}
