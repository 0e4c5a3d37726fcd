import { milliValue } from '../../api/quantity.ts';
import { StartError, type Process } from '../../component/workload.ts';
import { formatDuration } from '../../api/duration.ts';
import type { Image } from '../../component/workload.ts';
import type { Container } from '../../kinds/types.ts';
import { inBackoffSince, nextBackoff, type BackoffLimits } from '../backoff.ts';
import { ContainerConfigError, environmentOf, expand } from '../env.ts';
import { fnv1a32 } from '../../api/hash.ts';
import { hexId } from '../ids.ts';
import { LogBuffer } from '../machine/log-buffer.ts';
import { ended } from '../machine/machine.ts';
import type { ContainerRecord } from '../machine/records.ts';
import { runHandler } from '../probes/run.ts';
import { stepContainer } from '../runtime/containers.ts';
import { SubPathError, mountTable } from '../volumes/mounts.ts';
import type { Waiting } from '../status/container-status.ts';
import type { Turn } from './turn.ts';
import { goList, podTitle } from './stop.ts';

/** May a container that has ended start again now? Otherwise why not, and for the stand-in agent when. */
export function checkRestart(
  turn: Turn,
  name: string,
): { readonly waiting?: Waiting; readonly atMs?: number } | undefined {
  const dead = turn.records.filter((record) => record.name === name && record.state === 'exited');
  const counted = dead.at(-1)?.isUnhealthy === true ? dead.at(-2) : dead.at(-1);
  if (counted === undefined) return undefined;
  const finishedMs = counted.finishedMs ?? 0;
  const { restart } = turn.timings;
  if ('alwaysMs' in restart) {
    const atMs = finishedMs + restart.alwaysMs;
    return atMs > turn.nowMs ? { atMs } : undefined;
  }
  return checkBackoff(turn, name, finishedMs, restart);
}

/** CrashLoopBackOff (kuberuntime doBackOff, v1.25): measured from the end of the last instance. */
function checkBackoff(
  turn: Turn,
  name: string,
  finishedMs: number,
  limits: BackoffLimits,
): { readonly waiting: Waiting } | undefined {
  const entry = turn.memory.restarts[name];
  if (entry !== undefined && inBackoffSince(entry, finishedMs, turn.nowMs, limits)) {
    turn.event('Warning', 'BackOff', 'Back-off restarting failed container', name);
    const delay = formatDuration(entry.delayMs);
    const message = `back-off ${delay} restarting failed container=${name} pod=${podTitle(turn)}`;
    return { waiting: { reason: 'CrashLoopBackOff', message } };
  }
  turn.remember({ restarts: { ...turn.memory.restarts, [name]: nextBackoff(entry, finishedMs, turn.nowMs, limits) } });
  return undefined;
}

/** Creates and starts a container. Gives why it does not run, or undefined. */
export function startContainer(turn: Turn, container: Container, image: Image): Waiting | undefined {
  const sandbox = turn.sandbox;
  if (sandbox === undefined) return { reason: 'CreateContainerError', message: 'the sandbox is gone' };
  const attempt = attemptOf(turn, container.name);
  const id = hexId(`${turn.uid}/${container.name}/${attempt}`);
  let prepared: ReturnType<typeof prepare>;
  try {
    prepared = prepare(turn, container, id);
  } catch (error) {
    const isConfig = error instanceof ContainerConfigError || error instanceof SubPathError;
    if (!isConfig && !(error instanceof StartError)) throw error;
    turn.event('Warning', 'Failed', `Error: ${error.message}`, container.name);
    return { reason: isConfig ? 'CreateContainerConfigError' : 'CreateContainerError', message: error.message };
  }
  const record: ContainerRecord = {
    id,
    pod: sandbox.pod,
    name: container.name,
    sandboxId: sandbox.id,
    isInit: turn.isInit(container.name),
    attempt,
    image: image.reference,
    imageId: image.id,
    state: 'running',
    createdMs: turn.nowMs,
    startedMs: turn.nowMs,
    mounts: prepared.mounts,
    graceSeconds: turn.pod.spec.terminationGracePeriodSeconds ?? 30,
    logs: new LogBuffer(),
    finishedMs: undefined,
    exitCode: undefined,
    reason: undefined,
    message: undefined,
    process: undefined,
    wakeAtMs: undefined,
    stopping: undefined,
    isUnhealthy: false,
  };
  turn.event('Normal', 'Created', `Created container ${container.name}`, container.name);
  turn.machine.put(record);
  return run(turn, container, image, record, prepared.env);
}

/** restartCount of the next instance. */
function attemptOf(turn: Turn, name: string): number {
  const latest = turn.latest(name);
  if (latest !== undefined) return latest.attempt + 1;
  const statuses = [...(turn.pod.status.containerStatuses ?? []), ...(turn.pod.status.initContainerStatuses ?? [])];
  const old = statuses.find((status) => status.name === name);
  return old?.containerID === undefined || old.containerID === '' ? 0 : old.restartCount + 1;
}

/** The variables of a container; an agent that trusts starts it without them where they cannot be read. */
function environment(turn: Turn, container: Container): ReturnType<typeof environmentOf> {
  const { pod, view, node, machine, podIP } = turn;
  try {
    return environmentOf({ pod, container, view, node, hostIP: machine.hostIP, podIP });
  } catch (error) {
    if (!(error instanceof ContainerConfigError) || turn.timings.containers === 'look') throw error;
    return { env: new Map(), skipped: [] };
  }
}

function prepare(turn: Turn, container: Container, id: string) {
  const { pod, machine } = turn;
  const [own, common] = [container.securityContext, pod.spec.securityContext];
  const runAsUser = own?.runAsUser ?? common?.runAsUser ?? 0;
  const mustNotBeRoot = (own?.runAsNonRoot ?? common?.runAsNonRoot) === true;
  if (mustNotBeRoot && runAsUser === 0 && turn.timings.containers === 'look') {
    const which = `(pod: "${podTitle(turn)}", container: ${container.name})`;
    const words =
      (own?.runAsUser ?? common?.runAsUser) === 0
        ? "container's runAsUser breaks non-root policy"
        : 'container has runAsNonRoot and image will run as root';
    throw new ContainerConfigError(`${words} ${which}`);
  }
  const { env, skipped } = environment(turn, container);
  for (const message of skipped) turn.event('Warning', 'InvalidEnvironmentVariableNames', message, container.name);
  const mounts = mountTable(machine, turn.uid, id, container, turn.memory.volumes, (text) =>
    expand(text, (name) => env.get(name)),
  );
  return { env, mounts };
}

function run(
  turn: Turn,
  container: Container,
  image: Image,
  record: ContainerRecord,
  env: ReadonlyMap<string, string>,
): Waiting | undefined {
  try {
    const process = startProcess(turn, container, image, record, env);
    turn.machine.put({ ...record, process });
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    const message = startErrorText(error.message);
    turn.machine.put({ ...ended(record, { exitCode: 128, reason: 'StartError', message }, turn.nowMs), startedMs: 0 });
    turn.event('Warning', 'Failed', `Error: ${message}`, container.name);
    return { reason: 'RunContainerError', message };
  }
  turn.event('Normal', 'Started', `Started container ${container.name}`, container.name);
  turn.hearRuntime(record.id);
  if (!stepContainer(turn.parts.machines, turn.machine, record.id)) turn.follow(record.id);
  return undefined;
}

function startProcess(
  turn: Turn,
  container: Container,
  image: Image,
  record: ContainerRecord,
  env: ReadonlyMap<string, string>,
): Process {
  const lookup = (name: string) => env.get(name);
  return image.start({
    pod: record.pod,
    containerName: container.name,
    command: (container.command ?? NO_WORDS).map((word) => expand(word, lookup)),
    args: (container.args ?? NO_WORDS).map((word) => expand(word, lookup)),
    env,
    hostname:
      turn.pod.spec.hostNetwork === true ? turn.machine.name : (turn.pod.spec.hostname ?? turn.pod.metadata.name),
    podIP: turn.podIP,
    nodeName: turn.machine.name,
    workingDir: container.workingDir,
    files: turn.parts.machines.filesOf(record),
    nowMs: turn.nowMs,
    ports: container.ports?.map((port) => port.containerPort) ?? [],
    isToEnd: isToEnd(turn, container),
    ...memoryLimit(container),
    tty: container.tty === true,
    stdin: container.stdin === true,
    random: randomOf(record.id),
  });
}

function memoryLimit({ resources }: Container): { readonly memoryLimitBytes?: number } {
  const limit = resources?.limits?.['memory'];
  return limit === undefined ? {} : { memoryLimitBytes: milliValue(limit) / 1000 };
}

function isToEnd({ pod: { spec } }: Turn, container: Container): boolean {
  if (spec.initContainers?.includes(container) === true) return true;
  return spec.restartPolicy !== 'Always' && (container.ports ?? []).length === 0;
}

const NO_WORDS: readonly string[] = [];

/** A container's own numbers. It is kept as long as the container: so it is made where it can keep nothing else. */
function randomOf(containerId: string): (bound: number) => number {
  let drawn = 0;
  return (bound) => fnv1a32(`${containerId}/${drawn++}`) % bound;
}

const START_ERROR =
  'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: ';

/** containerd's whole sentence around runc's words. */
function startErrorText(words: string): string {
  if (words.startsWith('failed to create containerd task')) return words;
  return `${START_ERROR}${words.startsWith('unable to start') ? '' : 'unable to start container process: '}${words}`;
}

/** Runs postStart. Gives how long it takes and why it failed, if it did. */
export function postStart(turn: Turn, container: Container): { readonly tookMs: number; readonly problem?: string } {
  const record = turn.latest(container.name);
  const handler = container.lifecycle?.postStart;
  if (handler === undefined || record?.process === undefined) return { tookMs: 0 };
  const { machines } = turn.parts;
  if (handler.exec !== undefined) {
    const command = handler.exec.command ?? [];
    const result = record.process.exec(command, undefined, machines.world(turn.machine, record));
    if (result.exitCode === 0) return { tookMs: result.tookMs };
    const output = result.stdout + result.stderr;
    const id = `Exec lifecycle hook (${goList(command)}) for Container "${container.name}" in Pod "${podTitle(turn)}" failed`;
    const why = `error: command '${command.join(' ')}' exited with ${result.exitCode}: ${output}`;
    return { tookMs: result.tookMs, problem: `${id} - ${why}, message: ${JSON.stringify(output)}` };
  }
  const target = { machines, machine: turn.machine, reach: turn.parts.reach(), record, container, podIP: turn.podIP };
  const outcome = runHandler(handler, Number.POSITIVE_INFINITY, target);
  if ('error' in outcome) return { tookMs: 0, problem: outcome.error };
  return outcome.isGood ? { tookMs: 0 } : { tookMs: 0, problem: `HTTP lifecycle hook failed: ${outcome.output}` };
}
