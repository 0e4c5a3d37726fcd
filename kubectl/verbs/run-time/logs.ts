import { type Pod, StatusError } from '../../../engine/index.ts';
import type { KubectlEnvironment, LogRequest } from '../../environment.ts';
import { KubectlError, usageError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { resolveKind } from '../../resource-args.ts';
import { withSelectors } from '../../resources.ts';
import { selectorFlag } from '../../shared-flags.ts';
import type { Verb } from '../../verb.ts';
import { podRunningTimeoutFlag } from './pod-running-timeout.ts';
import { followLogs } from './follow-logs.ts';
import { type LogSource, prefixed, readLog } from './log-source.ts';
import { defaultContainer, podOf } from './pod-of.ts';

export const logsVerb: Verb = {
  name: 'logs',
  summary: 'Print the logs for a container in a pod',
  usage: '[-f] [-p] (POD | TYPE/NAME) [-c CONTAINER] [flags]',
  flags: [
    selectorFlag,
    { name: 'all-containers', type: 'bool' },
    { name: 'container', shorthand: 'c', type: 'string' },
    { name: 'follow', shorthand: 'f', type: 'bool' },
    { name: 'ignore-errors', type: 'bool' },
    { name: 'insecure-skip-tls-verify-backend', type: 'bool' },
    { name: 'limit-bytes', type: 'int' },
    { name: 'max-log-requests', type: 'int' },
    podRunningTimeoutFlag,
    { name: 'prefix', type: 'bool' },
    { name: 'previous', shorthand: 'p', type: 'bool' },
    { name: 'since', type: 'duration' },
    { name: 'since-time', type: 'string' },
    { name: 'tail', type: 'int' },
    { name: 'timestamps', type: 'bool' },
  ],
  run,
};

const USAGE = `expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.
POD or TYPE/NAME is a required argument for the logs command`;

/** With a selector only the last lines are shown, unless `--tail` says otherwise. */
const SELECTOR_TAIL = 10;

const MAX_FOLLOWED = 5;

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  const selector = invocation.string('selector') ?? '';
  const [word, second, third] = invocation.args;
  if ((word === undefined && selector === '') || third !== undefined) throw usageError(invocation.commandPath, USAGE);
  if (word !== undefined && selector !== '')
    throw usageError(invocation.commandPath, 'only a selector (-l) or a POD name is allowed');
  const named = invocation.string('container') ?? '';
  const sources = word === undefined ? selected(invocation, selector) : ofWord(invocation, word, named || second);
  // The pods are looked up before the flags are.
  const request = requestOf(invocation, selector !== '');
  if (second !== undefined && named !== '')
    throw new KubectlError('only one of -c or an inline [CONTAINER] arg is allowed');
  const follow = invocation.bool('follow');
  const most = invocation.number('max-log-requests') ?? MAX_FOLLOWED;
  if (follow && sources.length > most)
    throw new KubectlError(
      `you are attempting to follow ${sources.length} log streams, but maximum allowed concurrency is ${most}, use --max-log-requests to increase the limit`,
    );
  for (const source of sources) printLog(invocation, environment, source, request);
  if (follow) followLogs(invocation, environment, sources, request);
  return 0;
}

function requestOf(invocation: Invocation, bySelector: boolean): Omit<LogRequest, 'container'> {
  const since = invocation.number('since');
  const sinceTime = invocation.string('since-time');
  if (since !== undefined && sinceTime !== undefined)
    throw new KubectlError('at most one of `sinceTime` or `sinceSeconds` may be specified');
  if (since !== undefined && since <= 0) throw new KubectlError('--since must be greater than 0');
  if (sinceTime !== undefined && Number.isNaN(Date.parse(sinceTime)))
    throw new KubectlError(
      `parsing time ${JSON.stringify(sinceTime)} as "2006-01-02T15:04:05Z07:00": cannot parse ${JSON.stringify(sinceTime)} as "2006"`,
    );
  const limit = invocation.number('limit-bytes') ?? 0;
  if (limit < 0) throw new KubectlError('--limit-bytes must be greater than 0');
  const tail = invocation.number('tail') ?? (bySelector ? SELECTOR_TAIL : -1);
  if (tail < -1) throw new KubectlError('--tail must be greater than or equal to -1');
  return {
    ...(invocation.bool('previous') ? { previous: true } : {}),
    ...(tail >= 0 ? { tailLines: tail } : {}),
    ...(since === undefined ? {} : { sinceSeconds: Math.ceil(since / 1000) }),
    ...(sinceTime === undefined ? {} : { sinceTime }),
    ...(invocation.bool('timestamps') ? { timestamps: true } : {}),
    ...(limit > 0 ? { limitBytes: limit } : {}),
  };
}

function ofWord(invocation: Invocation, word: string, container: string | undefined): readonly LogSource[] {
  const { pod, count } = podOf(invocation, word, 'get the logs from');
  if (count > 1) invocation.errLine(`Found ${count} pods, using pod/${pod.metadata.name}`);
  return sourcesIn(invocation, pod, container);
}

function selected(invocation: Invocation, labelSelector: string): readonly LogSource[] {
  const { items } = withSelectors(invocation, resolveKind(invocation.client, 'pods'), () =>
    invocation.client.list('Pod', { namespace: invocation.namespace, labelSelector }),
  );
  if (items.length === 0) {
    invocation.errLine(`No resources found in ${invocation.namespace} namespace.`);
    return [];
  }
  const container = invocation.string('container') ?? '';
  return (items as readonly Pod[]).flatMap((pod) => sourcesIn(invocation, pod, container));
}

function sourcesIn(invocation: Invocation, pod: Pod, container: string | undefined): readonly LogSource[] {
  if (invocation.bool('all-containers')) {
    const { initContainers = [], containers, ephemeralContainers = [] } = pod.spec;
    return [...initContainers, ...containers, ...ephemeralContainers].map(({ name }) => ({ pod, container: name }));
  }
  const name = container === undefined || container === '' ? defaultContainer(invocation, pod) : container;
  if (name === undefined) return [];
  const { initContainers = [], containers, ephemeralContainers = [] } = pod.spec;
  if (![...initContainers, ...containers, ...ephemeralContainers].some((each) => each.name === name))
    throw new KubectlError(`container ${name} is not valid for pod ${pod.metadata.name}`);
  return [{ pod, container: name }];
}

function printLog(
  invocation: Invocation,
  environment: KubectlEnvironment,
  source: LogSource,
  request: Omit<LogRequest, 'container'>,
): void {
  try {
    invocation.out(prefixed(invocation, source, readLog(environment, source, request)));
  } catch (error) {
    if (!(error instanceof StatusError) || !invocation.bool('ignore-errors')) throw error;
    invocation.errLine(`error: ${error.message}`);
  }
}
