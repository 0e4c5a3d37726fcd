import { formatDuration, isStatusError, type Pod } from '../../../engine/index.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import type { Invocation } from '../../invocation.ts';
import { ENDLESS_WAIT_MS, gaveUp } from '../../waiting.ts';
import { dryRunOf, dryRunSuffix } from '../../write-flags.ts';

export interface EvictionOptions {
  /** 0: for ever. */
  readonly timeoutMs: number;
  /** Below 0: the pod's own. */
  readonly gracePeriodSeconds: number;
  /** Deletes, which no disruption budget can refuse (`--disable-eviction`). */
  readonly withoutEviction: boolean;
}

/** kubectl looks every second whether a pod is gone, and asks again five seconds after a refusal. */
const POLL_MS = 1000;
const RETRY_MS = 5000;

interface Leaving {
  readonly pod: Pod;
  state: 'asking' | 'leaving' | 'gone';
  nextMs: number;
}

/** Evicts pods and waits until all are gone (drain.Helper.evictPods, v1.25). Gives what went wrong. */
export function evictPods(
  invocation: Invocation,
  environment: KubectlEnvironment,
  pods: readonly Pod[],
  options: EvictionOptions,
): readonly string[] {
  const startMs = environment.nowMs();
  const limitMs = options.timeoutMs > 0 ? options.timeoutMs : ENDLESS_WAIT_MS;
  const all = pods.map((pod): Leaving => ({ pod, state: 'asking', nextMs: startMs }));
  const errors: string[] = [];
  for (;;) {
    const nowMs = environment.nowMs();
    const isOver = nowMs - startMs >= limitMs;
    for (const leaving of all) {
      const error = step(leaving, nowMs, isOver);
      if (error === undefined) continue;
      errors.push(error);
      leaving.state = 'gone';
    }
    if (all.every(({ state }) => state === 'gone')) return errors;
    environment.waitUntil(() => false, POLL_MS);
  }

  /** One look at a pod; gives what went wrong for good. */
  function step(leaving: Leaving, nowMs: number, isOver: boolean): string | undefined {
    if (leaving.state === 'gone' || nowMs < leaving.nextMs) return undefined;
    if (leaving.state === 'asking') return ask(leaving, nowMs, isOver);
    if (isGone(invocation, leaving.pod)) {
      const word = options.withoutEviction ? 'deleted' : 'evicted';
      invocation.outLine(`pod/${leaving.pod.metadata.name} ${word}`);
      leaving.state = 'gone';
      return undefined;
    }
    if (!isOver) return undefined;
    const { name } = leaving.pod.metadata;
    return `error when waiting for pod ${JSON.stringify(name)} terminating: ${timeoutText(`pod ${name} to go`)}`;
  }

  function ask(leaving: Leaving, nowMs: number, isOver: boolean): string | undefined {
    const { name, namespace = '' } = leaving.pod.metadata;
    const subject = `error when evicting pods/${JSON.stringify(name)} -n ${JSON.stringify(namespace)}`;
    if (!options.withoutEviction)
      invocation.outLine(`evicting pod ${namespace}/${name}${dryRunSuffix(dryRunOf(invocation))}`);
    if (isOver) return `${subject}: ${timeoutText(`pod ${name} to be evicted`)}`;
    if (dryRunOf(invocation) === 'server') {
      leaving.state = 'gone';
      return undefined;
    }
    try {
      send(invocation, leaving.pod, options);
      leaving.state = 'leaving';
      return step(leaving, nowMs, isOver);
    } catch (error) {
      if (!isStatusError(error)) throw error;
      if (error.reason === 'NotFound') {
        leaving.state = 'gone';
        return undefined;
      }
      if (error.reason !== 'TooManyRequests') return `${subject}: ${error.message}`;
      invocation.errLine(`${subject} (will retry after 5s): ${error.message}`);
      leaving.nextMs = nowMs + RETRY_MS;
      return undefined;
    }
  }

  function timeoutText(what: string): string {
    if (options.timeoutMs > 0) return `global timeout reached: ${formatDuration(options.timeoutMs)}`;
    return gaveUp(what, 'say --timeout');
  }
}

function send(invocation: Invocation, pod: Pod, options: EvictionOptions): void {
  const { name, namespace } = pod.metadata;
  const ref = { kind: 'Pod', namespace, name };
  const grace = options.gracePeriodSeconds < 0 ? {} : { gracePeriodSeconds: options.gracePeriodSeconds };
  if (options.withoutEviction) {
    invocation.client.delete(ref, grace);
    return;
  }
  invocation.client.createSubresource(ref, 'eviction', {
    apiVersion: 'policy/v1',
    kind: 'Eviction',
    metadata: { name, namespace },
    deleteOptions: grace,
  });
}

/** Gone, or another pod has its name. */
function isGone(invocation: Invocation, { metadata }: Pod): boolean {
  try {
    const live = invocation.client.get({ kind: 'Pod', namespace: metadata.namespace, name: metadata.name });
    return live.metadata.uid !== metadata.uid;
  } catch (error) {
    if (isStatusError(error, 'NotFound')) return true;
    throw error;
  }
}
