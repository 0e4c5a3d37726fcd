import { isStatusError, type KubeObject, type Pod, StatusError } from '../../../engine/index.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { isRefusal, KubectlError, refusalText, StandardError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { attachToPod } from '../run-time/attach-to-pod.ts';
import { defaultContainer } from '../run-time/pod-of.ts';

/** What `run` knows of the pod that it made. */
export interface AttachedRun {
  readonly pod: Pod;
  readonly timeoutMs: number;
  readonly restartPolicy: string;
}

/**
 * What `run --attach` does once its pod is created: waits until it runs, attaches, and where the pod is to end tells how it ended
 * (RunOptions.Run, v1.25).
 * @throws KubectlError with the container's exit code when it failed
 */
export function runAttached(invocation: Invocation, environment: KubectlEnvironment, run: AttachedRun): void {
  const { pod, timeoutMs, restartPolicy } = run;
  const started = waitForPod(invocation, environment, pod, timeoutMs, isReadyOrCompleted);
  const isOver = attachOrLog(invocation, environment, started);
  if (!isOver || invocation.bool('leave-stdin-open') || restartPolicy === 'Always') return;
  const hasEnded = restartPolicy === 'OnFailure' ? hasSucceeded : isCompleted;
  const ended = waitForPod(invocation, environment, pod, timeoutMs, hasEnded);
  if (!hasSucceeded(ended)) throw failure(ended);
}

/** `--rm`: deletes what `run` made, without waiting for it to go. */
export function removeCreated(invocation: Invocation, created: readonly KubeObject[]): void {
  try {
    for (const object of created) removeObject(invocation, object);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    invocation.errLine(`Delete failed: ${refusalText(error)}`);
  }
}

function removeObject(invocation: Invocation, { kind, metadata: { namespace, name } }: KubeObject): void {
  try {
    invocation.client.delete({ kind, namespace, name }, { propagationPolicy: 'Background' });
  } catch (error) {
    if (isStatusError(error, 'NotFound')) return;
    throw error;
  }
  if (!invocation.bool('quiet')) invocation.outLine(`${kind.toLowerCase()} ${JSON.stringify(name)} deleted`);
}

/** False: the container runs on, and nobody waited for its end. */
function attachOrLog(invocation: Invocation, environment: KubectlEnvironment, pod: Pod): boolean {
  try {
    if (!isCompleted(pod)) return attachToPod(invocation, environment, pod);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    invocation.errLine(
      `warning: couldn't attach to pod/${pod.metadata.name}, falling back to streaming logs: ${refusalText(error)}`,
    );
  }
  printLog(invocation, environment, pod);
  return true;
}

function printLog(invocation: Invocation, environment: KubectlEnvironment, pod: Pod): void {
  const container = defaultContainer(invocation, pod, invocation.bool('quiet'));
  const { namespace = '', name } = pod.metadata;
  invocation.out(environment.runtime.logs(namespace, name, container === undefined ? {} : { container }));
}

function waitForPod(
  invocation: Invocation,
  environment: KubectlEnvironment,
  { metadata: { namespace, name } }: Pod,
  timeoutMs: number,
  done: (pod: Pod) => boolean,
): Pod {
  const found: { pod?: Pod } = {};
  const isDone = environment.waitUntil(() => {
    found.pod = livePod(invocation, namespace, name);
    return done(found.pod);
  }, timeoutMs);
  if (!isDone || found.pod === undefined) throw new KubectlError('timed out waiting for the condition');
  return found.pod;
}

function livePod(invocation: Invocation, namespace: string | undefined, name: string): Pod {
  try {
    return invocation.client.get({ kind: 'Pod', namespace, name }) as Pod;
  } catch (error) {
    // kubectl hears of the deletion without a name.
    throw isStatusError(error, 'NotFound') ? new StatusError(404, 'NotFound', 'pods "" not found') : error;
  }
}

function isReadyOrCompleted(pod: Pod): boolean {
  if (isCompleted(pod)) return true;
  const { phase, conditions = [] } = pod.status;
  return phase === 'Running' && conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
}

function isCompleted({ status: { phase } }: Pod): boolean {
  return phase === 'Succeeded' || phase === 'Failed';
}

function hasSucceeded({ status: { phase } }: Pod): boolean {
  return phase === 'Succeeded';
}

function failure({ metadata: { namespace = '', name }, status }: Pod): KubectlError {
  const where = `pod ${namespace}/${name}`;
  const { exitCode = 0, reason = '', message = '' } = status.containerStatuses?.[0]?.state?.terminated ?? {};
  if (exitCode === 0) return new KubectlError(`${where} failed with unknown exit code`);
  return new StandardError(`${where} terminated (${reason})\n${message}`, exitCode);
}
