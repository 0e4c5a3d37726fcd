import { givenTimestamp } from '../../api/time.ts';
import type { ContainerState, ContainerStatus, Pod } from '../types.ts';
import { isPodReady } from './pod-facts.ts';

/** What kubectl's READY, STATUS and RESTARTS columns are made of. */
export interface PodSummary {
  readonly status: string;
  readonly ready: number;
  readonly total: number;
  readonly restarts: number;
  /** When a container that was restarted since ended last; undefined if none was. */
  readonly lastRestartMs: number | undefined;
}

/** `Completed`, `Error`, or what else says how a container ended. */
function endText(terminated: NonNullable<ContainerState['terminated']>): string {
  const { reason = '', signal = 0, exitCode } = terminated;
  if (reason !== '') return reason;
  return signal === 0 ? `ExitCode:${exitCode}` : `Signal:${signal}`;
}

function lastEndMs(statuses: readonly ContainerStatus[]): number | undefined {
  const ends = statuses.flatMap(({ lastState }) => {
    const endMs = givenTimestamp(lastState?.terminated?.finishedAt);
    return endMs === undefined ? [] : [endMs];
  });
  return ends.length === 0 ? undefined : Math.max(...ends);
}

const restartsOf = (statuses: readonly ContainerStatus[]): number =>
  statuses.reduce((sum, { restartCount }) => sum + restartCount, 0);

/** Where initialization stands: `Init:1/2`, `Init:CrashLoopBackOff`; undefined when every init container has ended well. */
function initText(pod: Pod): { readonly text: string; readonly at: number } | undefined {
  const statuses = pod.status.initContainerStatuses ?? [];
  const at = statuses.findIndex(({ state }) => state?.terminated?.exitCode !== 0);
  const current = statuses[at];
  if (current === undefined) return undefined;
  const waiting = current.state?.waiting?.reason ?? '';
  if (current.state?.terminated !== undefined) return { text: `Init:${endText(current.state.terminated)}`, at };
  if (waiting !== '' && waiting !== 'PodInitializing') return { text: `Init:${waiting}`, at };
  return { text: `Init:${at}/${pod.spec.initContainers?.length ?? 0}`, at };
}

const isUp = ({ ready, state }: ContainerStatus): boolean => ready && state?.running !== undefined;

/** The reason of the first container (statuses are sorted by name) that waits or has ended. */
function containersText(pod: Pod, statuses: readonly ContainerStatus[], otherwise: string): string {
  const reasons = statuses.flatMap(({ state }) => {
    const waiting = state?.waiting?.reason ?? '';
    if (waiting !== '') return [waiting];
    return state?.terminated === undefined ? [] : [endText(state.terminated)];
  });
  const text = reasons[0] ?? otherwise;
  if (text !== 'Completed' || !statuses.some(isUp)) return text;
  return isPodReady(pod) ? 'Running' : 'NotReady';
}

/** kubectl's view of a pod (printPod, v1.25). */
export function podSummary(pod: Pod): PodSummary {
  const { containerStatuses = [], initContainerStatuses = [], phase = '', reason = '' } = pod.status;
  const init = initText(pod);
  const begun = init === undefined ? initContainerStatuses : initContainerStatuses.slice(0, init.at + 1);
  const status =
    init === undefined ? containersText(pod, containerStatuses, reason === '' ? phase : reason) : init.text;
  return {
    status: pod.metadata.deletionTimestamp === undefined ? status : reason === 'NodeLost' ? 'Unknown' : 'Terminating',
    ready: init === undefined ? containerStatuses.filter(isUp).length : 0,
    total: pod.spec.containers.length,
    restarts: restartsOf(init === undefined ? containerStatuses : begun),
    lastRestartMs: lastEndMs(init === undefined ? [...begun, ...containerStatuses] : begun),
  };
}

/** The STATUS column. */
export function podStatusText(pod: Pod): string {
  return podSummary(pod).status;
}
