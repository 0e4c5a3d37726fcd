import { hexId } from '../ids.ts';
import { MountError, DiskError, setUpVolume, type VolumeSource } from '../volumes/index.ts';
import { ensureImage, finishPull, type ImageOutcome } from './images.ts';
import { without, type Work } from './memory.ts';
import { containersToStart } from './plan.ts';
import { checkRestart, postStart, startContainer } from './start.ts';
import { beginStop } from './stop.ts';
import { isUpToDate, sourcesOf } from './settled.ts';
import type { Turn } from './turn.ts';

/** How long a sync waits for volumes before it gives up for this time (volume manager, v1.25: podAttachAndMountTimeout). */
export const MOUNT_TIMEOUT_MS = 123_000;
const FIRST_MOUNT_RETRY_MS = 500;
const LAST_MOUNT_RETRY_MS = 122_000;

/** Goes on with a pod's sync until it must wait or is over. */
export function continueSync(turn: Turn): void {
  for (let work = turn.memory.work; work !== undefined; work = turn.memory.work) {
    if (work.doneAtMs !== undefined && work.doneAtMs > turn.nowMs && work.at !== 'volumes') return;
    const next = STEPS[work.at](turn, work);
    if (next === 'wait') return;
    if (next === 'over') finish(turn, work);
    else turn.remember({ work: next });
  }
}

type Next = Work | 'wait' | 'over';

const STEPS: Readonly<Record<Work['at'], (turn: Turn, work: Work) => Next>> = {
  volumes: mountVolumes,
  sandbox: makeSandbox,
  containers: nextContainer,
  pull: endPull,
  start: endStart,
  hook: endHook,
};

function finish(turn: Turn, work: Work): void {
  const { work: latest, syncAtMs } = turn.memory;
  const failed = latest?.hasFailed ?? work.hasFailed;
  const nextMs = turn.nowMs + turn.draw(failed ? turn.timings.retryMs : turn.timings.resyncMs);
  turn.remember({ work: undefined, syncAtMs: Math.min(nextMs, syncAtMs ?? nextMs) });
}

/** Sets volumes up, again and again until all are there or the time is over. */
function mountVolumes(turn: Turn, work: Work): Next {
  const missing = (turn.pod.spec.volumes ?? []).filter((volume) => turn.memory.volumes[volume.name] === undefined);
  if (
    work.doneAtMs !== undefined &&
    work.doneAtMs > turn.nowMs &&
    missing.every(({ name }) => turn.memory.mountTries[name] === undefined)
  )
    return 'wait';
  for (const { name } of missing) if ((turn.memory.mountTries[name]?.nextMs ?? 0) <= turn.nowMs) tryMount(turn, name);
  const left = missing.filter(({ name }) => turn.memory.volumes[name] === undefined).map(({ name }) => name);
  if (left.length === 0) {
    if (missing.length === (turn.pod.spec.volumes ?? []).length) turn.remember({ shown: sourcesOf(turn) });
    return { ...startOf(turn, 'sandbox'), hasFailed: work.hasFailed };
  }
  if (turn.nowMs - work.sinceMs < MOUNT_TIMEOUT_MS) return 'wait';
  const all = (turn.pod.spec.volumes ?? []).map(({ name }) => name);
  const lists = `unmounted volumes=[${left.join(' ')}], unattached volumes=[${all.join(' ')}]`;
  turn.event(
    'Warning',
    'FailedMount',
    `Unable to attach or mount volumes: ${lists}: timed out waiting for the condition`,
  );
  return fail(turn, work);
}

function tryMount(turn: Turn, name: string): void {
  const tried = turn.memory.mountTries[name];
  const source = mount(turn, name);
  if (typeof source !== 'string') {
    turn.remember({
      volumes: { ...turn.memory.volumes, [name]: source },
      mountTries: without(turn.memory.mountTries, name),
    });
    return;
  }
  turn.event('Warning', 'FailedMount', `MountVolume.SetUp failed for volume "${name}" : ${source}`);
  const delayMs = tried === undefined ? FIRST_MOUNT_RETRY_MS : Math.min(tried.delayMs * 2, LAST_MOUNT_RETRY_MS);
  turn.remember({ mountTries: { ...turn.memory.mountTries, [name]: { delayMs, nextMs: turn.nowMs + delayMs } } });
}

/** The volume's place, or why it cannot be set up. */
function mount(turn: Turn, name: string): VolumeSource | string {
  const volume = turn.pod.spec.volumes?.find((one) => one.name === name);
  if (volume === undefined) return `volume ${name} is not in the pod's spec`;
  const { pod, view, node, machine, podIP, nowMs } = turn;
  const { machines } = turn.parts;
  const input = { pod, volume, view, node, machine, machines, hostIP: machine.hostIP, podIP, nowMs };
  try {
    return setUpVolume(input);
  } catch (error) {
    const isPretended = error instanceof DiskError && turn.timings.mounts === 'pretend';
    const isTrusted = error instanceof MountError && turn.timings.containers === 'trust';
    if (isPretended || isTrusted) return setUpVolume({ ...input, volume: { name, emptyDir: {} } });
    if (error instanceof MountError) return error.message;
    throw error;
  }
}

/** Brings volumes that follow API objects up to date; what cannot be refreshed now stays as it was. */
export function refreshVolumes(turn: Turn): void {
  if (isUpToDate(turn)) return;
  let isComplete = true;
  for (const [name, source] of Object.entries(turn.memory.volumes)) {
    if (!source.isProjection) continue;
    const fresh = mount(turn, name);
    if (typeof fresh !== 'string') continue;
    isComplete = false;
    turn.event('Warning', 'FailedMount', `MountVolume.SetUp failed for volume "${name}" : ${fresh}`);
  }
  if (isComplete) turn.remember({ shown: sourcesOf(turn) });
}

function startOf(turn: Turn, at: Work['at'], doneAtMs?: number): Work {
  return { at, doneAtMs, todo: [], hasFailed: false, sinceMs: turn.nowMs, problem: undefined };
}

/** The first step of a sync. */
export function firstWork(turn: Turn): Work {
  const isSetUp = (turn.pod.spec.volumes ?? []).every((volume) => turn.memory.volumes[volume.name] !== undefined);
  if (isSetUp && turn.sandbox !== undefined) return startOf(turn, 'sandbox');
  return startOf(turn, 'volumes', turn.nowMs + (turn.sandbox === undefined ? turn.draw(turn.timings.volumesMs) : 0));
}

function makeSandbox(turn: Turn, work: Work): Next {
  const old = turn.machine.sandboxes.get(turn.uid);
  if (old?.ready === true)
    return { ...startOf(turn, 'containers'), todo: containersToStart(turn, old.id), hasFailed: work.hasFailed };
  if (containersToStart(turn, undefined).length === 0) return 'over';
  if (!turn.hasRuntime) return sandboxFailed(turn, work, RUNTIME_GONE);
  if (work.doneAtMs === undefined) {
    if (old !== undefined)
      turn.event('Normal', 'SandboxChanged', 'Pod sandbox changed, it will be killed and re-created.');
    return { ...work, doneAtMs: turn.nowMs + turn.draw(turn.timings.sandboxMs) };
  }
  const hostNetwork = turn.pod.spec.hostNetwork === true;
  const address = hostNetwork ? turn.machine.facts.address : turn.machine.takeAddress();
  const attempt = old === undefined ? 0 : old.attempt + 1;
  const id = hexId(`${turn.uid}/sandbox/${attempt}`);
  if (address === undefined) return sandboxFailed(turn, work, noAddress(id, turn));
  const { namespace = '', name } = turn.pod.metadata;
  turn.machine.addSandbox({
    id,
    pod: { namespace, name, uid: turn.uid },
    attempt,
    ready: true,
    address,
    hostNetwork,
    createdMs: turn.nowMs,
  });
  return { ...startOf(turn, 'containers'), todo: containersToStart(turn, id), hasFailed: work.hasFailed };
}

export const RUNTIME_GONE: string =
  'rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing dial unix /run/containerd/containerd.sock: connect: connection refused"';

const noAddress = (id: string, turn: Turn): string =>
  `rpc error: code = Unknown desc = failed to setup network for sandbox "${id}": no free addresses on node ${turn.machine.name}`;

function sandboxFailed(turn: Turn, work: Work, why: string): Next {
  turn.event('Warning', 'FailedCreatePodSandBox', `Failed to create pod sandbox: ${why}`);
  return fail(turn, work);
}

/** Ends the sync as a failed one. */
function fail(turn: Turn, work: Work): 'over' {
  turn.remember({ work: { ...work, hasFailed: true } });
  return 'over';
}

/** Takes up the next container of this sync. */
function nextContainer(turn: Turn, work: Work): Next {
  const [name] = work.todo;
  const container = name === undefined ? undefined : turn.container(name);
  if (name === undefined || container === undefined) return 'over';
  const rest: Work = { ...work, doneAtMs: undefined };
  const restart = checkRestart(turn, name);
  if (restart?.atMs !== undefined) {
    turn.remember({ syncAtMs: Math.min(restart.atMs, turn.memory.syncAtMs ?? restart.atMs) });
    return skip(rest);
  }
  if (restart?.waiting !== undefined) return refuse(turn, rest, name, restart.waiting);
  if (!turn.hasRuntime) return { ...skip(rest), hasFailed: true };
  return withImage(turn, rest, name, ensureImage(turn, container));
}

/** The rest of the list; init containers come one a sync anyway. */
function skip(work: Work): Work {
  return { ...work, at: 'containers', doneAtMs: undefined, todo: work.todo.slice(1), problem: undefined };
}

function refuse(
  turn: Turn,
  work: Work,
  name: string,
  waiting: { readonly reason: string; readonly message?: string },
): Work {
  turn.remember({ waiting: { ...turn.memory.waiting, [name]: waiting } });
  return { ...skip(work), hasFailed: true };
}

function withImage(turn: Turn, work: Work, name: string, outcome: ImageOutcome): Work {
  if (outcome.at === 'pulling') return { ...work, at: 'pull', sinceMs: turn.nowMs, doneAtMs: outcome.doneAtMs };
  if (outcome.at === 'ready') return { ...work, at: 'start', doneAtMs: turn.nowMs + turn.draw(turn.timings.startMs) };
  const { waiting } = outcome;
  turn.event('Warning', 'Failed', `Error: ${waiting.reason}`, name);
  return refuse(turn, work, name, waiting);
}

function endPull(turn: Turn, work: Work): Next {
  const name = work.todo[0] ?? '';
  const container = turn.container(name);
  return container === undefined ? skip(work) : withImage(turn, work, name, finishPull(turn, container, work.sinceMs));
}

function endStart(turn: Turn, work: Work): Next {
  const name = work.todo[0] ?? '';
  const container = turn.container(name);
  const image = turn.parts.images.find(container?.image ?? '');
  if (container === undefined || image === undefined) return skip(work);
  if (!turn.hasRuntime) return { ...skip(work), hasFailed: true };
  const waiting = startContainer(turn, container, image);
  if (waiting !== undefined) return refuse(turn, work, name, waiting);
  turn.remember({ waiting: without(turn.memory.waiting, name) });
  const { tookMs, problem } = postStart(turn, container);
  return { ...work, at: 'hook', doneAtMs: turn.nowMs + tookMs, problem };
}

/** postStart is over: a failed one costs the container its life. */
function endHook(turn: Turn, work: Work): Next {
  if (work.problem === undefined) return skip(work);
  const name = work.todo[0] ?? '';
  turn.event('Warning', 'FailedPostStartHook', work.problem, name);
  const record = turn.latest(name);
  const graceMs = (turn.pod.spec.terminationGracePeriodSeconds ?? 30) * 1000;
  if (record !== undefined) beginStop(turn, record, graceMs, 'FailedPostStartHook');
  return refuse(turn, work, name, { reason: 'PostStartHookError', message: work.problem });
}
