import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { hasFiles } from '../../manifest-files.ts';
import { targetsOf } from '../../resources.ts';
import { fileFlags } from '../../shared-flags.ts';
import type { Verb } from '../../verb.ts';
import { podRunningTimeoutFlag } from './pod-running-timeout.ts';
import { defaultContainer, podOf } from './pod-of.ts';

export const execVerb: Verb = {
  name: 'exec',
  summary: 'Execute a command in a container',
  usage: '(POD | TYPE/NAME) [-c CONTAINER] [flags] -- COMMAND [args...]',
  flags: [
    ...fileFlags.filter(({ name }) => name === 'filename'),
    { name: 'container', shorthand: 'c', type: 'string' },
    podRunningTimeoutFlag,
    { name: 'quiet', shorthand: 'q', type: 'bool' },
    { name: 'stdin', shorthand: 'i', type: 'bool' },
    { name: 'tty', shorthand: 't', type: 'bool' },
  ],
  run,
};

const DEPRECATED =
  'kubectl exec [POD] [COMMAND] is DEPRECATED and will be removed in a future version. Use kubectl exec [POD] -- [COMMAND] instead.';

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  const { pod: word, command } = words(invocation, environment);
  const { pod } = podOf(invocation, word);
  const { phase } = pod.status;
  if (phase === 'Succeeded' || phase === 'Failed')
    throw new KubectlError(`cannot exec into a container in a completed pod; current phase is ${phase}`);
  const given = invocation.string('container') ?? '';
  const container = given === '' ? defaultContainer(invocation, pod, invocation.bool('quiet')) : given;
  const stdin = invocation.bool('stdin') ? (environment.stdin ?? '') : undefined;
  const { namespace = '', name } = pod.metadata;
  const answer = environment.runtime.exec(namespace, name, container, command, stdin);
  invocation.out(answer.stdout);
  invocation.err(answer.stderr);
  if (answer.exitCode !== 0) invocation.errLine(`command terminated with exit code ${answer.exitCode}`);
  return answer.exitCode;
}

interface ExecWords {
  readonly pod: string;
  readonly command: readonly string[];
}

function words(invocation: Invocation, environment: KubectlEnvironment): ExecWords {
  const { args, flags } = invocation;
  const withFile = hasFiles(invocation);
  const [first] = args;
  if (!withFile && (first === undefined || flags.argsBeforeDash === 0))
    throw new KubectlError('pod, type/name or --filename must be specified');
  const command = withFile ? args : args.slice(1);
  if (command.length === 0) throw new KubectlError('you must specify at least one command for the container');
  if (flags.argsBeforeDash === undefined && !withFile) invocation.errLine(DEPRECATED);
  if (!withFile) return { pod: first ?? '', command };
  const [target, second] = targetsOf(invocation, environment, { args: [] });
  if (target === undefined || second !== undefined)
    throw new KubectlError('cannot attach to *v1.List: selector for *v1.List not implemented');
  return { pod: `${target.kind.plural}/${target.name}`, command };
}
