import { isStatusError, type Pod } from '../../../engine/index.ts';
import type { KubectlEnvironment, LogRequest } from '../../environment.ts';
import type { Invocation } from '../../invocation.ts';
import { followUntil } from '../../waiting.ts';
import { type LogSource, prefixed, readLog } from './log-source.ts';

/**
 * Prints what containers write from now on, until all of them have ended. Nobody can press Ctrl-C here: after a while it stops and says so.
 */
export function followLogs(
  invocation: Invocation,
  environment: KubectlEnvironment,
  sources: readonly LogSource[],
  request: Omit<LogRequest, 'container'>,
): void {
  // What is there has been printed; from here on the whole log is read, and what is new of it printed.
  const { tailLines: _tail, limitBytes: _limit, ...whole } = request;
  const read = (source: LogSource): string | undefined => {
    try {
      return readLog(environment, source, { ...whole, previous: false });
    } catch (error) {
      if (isStatusError(error)) return undefined;
      throw error;
    }
  };
  const printed = new Map(sources.map((source) => [source, read(source)?.length ?? 0]));
  followUntil(invocation, environment, () => {
    for (const source of sources) {
      const log = read(source);
      if (log === undefined) continue;
      invocation.out(prefixed(invocation, source, log.slice(printed.get(source) ?? 0)));
      printed.set(source, log.length);
    }
    return sources.every((source) => hasEnded(invocation, source));
  });
}

/** The container has ended for good, or its pod is gone. */
function hasEnded(invocation: Invocation, { pod, container }: LogSource): boolean {
  try {
    const { namespace, name, uid } = pod.metadata;
    const live = invocation.client.get({ kind: 'Pod', namespace, name }) as Pod;
    if (live.metadata.uid !== uid) return true;
    const { containerStatuses = [], initContainerStatuses = [], ephemeralContainerStatuses = [] } = live.status;
    const statuses = [...containerStatuses, ...initContainerStatuses, ...ephemeralContainerStatuses];
    const status = statuses.find((each) => each.name === container);
    return status?.state?.terminated !== undefined;
  } catch (error) {
    if (isStatusError(error, 'NotFound')) return true;
    throw error;
  }
}
