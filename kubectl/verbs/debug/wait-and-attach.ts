import { type ContainerStatus, isStatusError, type Pod, StatusError } from '../../../engine/index.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { isRefusal, KubectlError, refusalText } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { ENDLESS_WAIT_MS, gaveUp } from '../../waiting.ts';
import { attachToPod } from '../run-time/attach-to-pod.ts';
import { readLog } from '../run-time/log-source.ts';
import type { DebugOptions } from './options.ts';

/** What was made to debug with. */
export interface Debugged {
  readonly pod: Pod;
  /** Absent: nothing that could be attached to. */
  readonly container: string | undefined;
}

/** Waits until the container runs or has ended; shows what it prints (DebugOptions.handleAttachPod, v1.25.0). */
export function waitAndAttach(
  invocation: Invocation,
  environment: KubectlEnvironment,
  { pod, container = '' }: Debugged,
  options: DebugOptions,
): void {
  const { isOver, live } = waitForContainer(invocation, environment, { pod, container, quiet: options.quiet });
  const printLog = (): void => invocation.out(readLog(environment, { pod: live, container }, {}));
  if (isOver) return printLog();
  try {
    attachToPod(invocation, environment, live, container);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const why = `warning: couldn't attach to pod/${live.metadata.name}, falling back to streaming logs`;
    invocation.errLine(`${why}: ${refusalText(error)}`);
    printLog();
  }
}

interface Awaited {
  readonly pod: Pod;
  readonly container: string;
  readonly quiet: boolean;
}

/** Each change of the pod that leaves the container waiting is told, with the reason, unless `--quiet`. */
function waitForContainer(
  invocation: Invocation,
  environment: KubectlEnvironment,
  { pod, container, quiet }: Awaited,
): { readonly isOver: boolean; readonly live: Pod } {
  let live = pod;
  let seen: string | undefined;
  const reached = environment.waitUntil(() => {
    live = read(invocation, pod);
    const state = statusOf(live, container)?.state;
    if (state?.running !== undefined || state?.terminated !== undefined) return true;
    const message = state?.waiting?.message ?? '';
    const isNew = seen !== live.metadata.resourceVersion;
    seen = live.metadata.resourceVersion;
    if (isNew && message !== '' && !quiet) invocation.errLine(`Warning: container ${container}: ${message}`);
    return false;
  }, ENDLESS_WAIT_MS);
  if (!reached) {
    const what = `container ${container} of pod ${pod.metadata.name} to run`;
    throw new KubectlError(gaveUp(what, 'kubectl describe pod says what it waits for'));
  }
  return { isOver: statusOf(live, container)?.state?.terminated !== undefined, live };
}

/** The client's own words where the pod goes while it is watched. */
function read(invocation: Invocation, { metadata: { namespace, name } }: Pod): Pod {
  try {
    return invocation.client.get({ kind: 'Pod', namespace, name }) as Pod;
  } catch (error) {
    if (!isStatusError(error, 'NotFound')) throw error;
    throw new StatusError(404, 'NotFound', 'pods "" not found', { name: '', kind: 'pods' });
  }
}

function statusOf({ status }: Pod, container: string): ContainerStatus | undefined {
  const { initContainerStatuses = [], containerStatuses = [], ephemeralContainerStatuses = [] } = status;
  return [...initContainerStatuses, ...containerStatuses, ...ephemeralContainerStatuses].find(
    ({ name }) => name === container,
  );
}
