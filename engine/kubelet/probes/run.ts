import type { HttpTarget, Reach } from '../../component/workload.ts';
import type { Container, Probe } from '../../kinds/types.ts';
import type { Machine } from '../machine/machine.ts';
import type { Machines } from '../machine/machines.ts';
import type { ContainerRecord } from '../machine/records.ts';
import { runGrpc } from './grpc.ts';

export interface ProbeTarget {
  readonly machines: Machines;
  readonly machine: Machine;
  readonly reach: Reach;
  readonly record: ContainerRecord;
  readonly container: Container;
  readonly podIP: string;
}

export type ProbeOutcome =
  | { readonly isGood: boolean; readonly output: string }
  /** The probe itself could not be made: its result is thrown away. */
  | { readonly error: string };

type Handler = Pick<Probe, 'exec' | 'httpGet' | 'tcpSocket' | 'grpc'>;

/** Makes one probe, or runs one lifecycle hook (kubelet, v1.25). */
export function runHandler(handler: Handler, timeoutMs: number, target: ProbeTarget): ProbeOutcome {
  if (handler.exec !== undefined) return runCommand(handler.exec.command ?? [], timeoutMs, target);
  if (handler.httpGet !== undefined) return runHttp(handler.httpGet, target);
  if (handler.tcpSocket !== undefined) return runTcp(handler.tcpSocket, target);
  return handler.grpc === undefined ? { error: 'missing probe handler' } : runGrpc(handler.grpc, timeoutMs, target);
}

function runCommand(command: readonly string[], timeoutMs: number, target: ProbeTarget): ProbeOutcome {
  const { process } = target.record;
  if (process === undefined || !target.machine.isRunning('containerd')) {
    return {
      error:
        'rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing dial unix /run/containerd/containerd.sock: connect: connection refused"',
    };
  }
  const result = process.exec(command, undefined, target.machines.world(target.machine, target.record));
  if (result.tookMs > timeoutMs)
    return { isGood: false, output: `command ${JSON.stringify(command.join(' '))} timed out` };
  return { isGood: result.exitCode === 0, output: result.stdout + result.stderr };
}

function runHttp(action: NonNullable<Probe['httpGet']>, target: ProbeTarget): ProbeOutcome {
  const port = portOf(action.port, target.container);
  if (port === undefined) return { error: `couldn't find port: ${action.port} in pod` };
  const host = action.host === undefined || action.host === '' ? target.podIP : action.host;
  const scheme = action.scheme === 'HTTPS' ? 'https' : 'http';
  const path =
    action.path === undefined || action.path === ''
      ? '/'
      : action.path.startsWith('/')
        ? action.path
        : `/${action.path}`;
  const url: HttpTarget = { scheme, host, port, path, headers: headersOf(action.httpHeaders) };
  const outcome = target.reach.http({ from: 'node', node: target.machine.name }, url);
  if (outcome.outcome === 'answered') {
    const { status } = outcome.response;
    const isGood = status >= 200 && status < 400;
    return { isGood, output: isGood ? outcome.response.body : `HTTP probe failed with statuscode: ${status}` };
  }
  return {
    isGood: false,
    output: `Get "${scheme}://${host}:${port}${path}": ${dialError(outcome.outcome, host, port, true)}`,
  };
}

const HEADERS: Readonly<Record<string, string>> = { 'User-Agent': 'kube-probe/1.25' };

function headersOf(given: NonNullable<Probe['httpGet']>['httpHeaders']): Readonly<Record<string, string>> {
  if (given === undefined || given.length === 0) return HEADERS;
  return { ...HEADERS, ...Object.fromEntries(given.map(({ name, value }) => [name, value])) };
}

function runTcp(action: NonNullable<Probe['tcpSocket']>, target: ProbeTarget): ProbeOutcome {
  const port = portOf(action.port, target.container);
  if (port === undefined) return { error: `couldn't find port: ${action.port} in pod` };
  const host = action.host === undefined || action.host === '' ? target.podIP : action.host;
  const outcome = target.reach.tcp({ from: 'node', node: target.machine.name }, host, port);
  if (outcome.outcome === 'connected') return { isGood: true, output: '' };
  return { isGood: false, output: dialError(outcome.outcome, host, port, false) };
}

function dialError(
  outcome: 'connected' | 'refused' | 'timeout' | 'unresolved' | 'unreachable',
  host: string,
  port: number,
  isHttp: boolean,
): string {
  const dial = `dial tcp ${host}:${port}:`;
  if (outcome === 'refused') return `${dial} connect: connection refused`;
  if (outcome === 'unreachable') return `${dial} connect: no route to host`;
  if (outcome === 'unresolved') return `dial tcp: lookup ${host}: no such host`;
  if (isHttp) return 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)';
  return `${dial} i/o timeout`;
}

/** A port's number; names are those of the container's ports. */
export function portOf(port: number | string, container: Container): number | undefined {
  if (typeof port === 'number') return port;
  const named = container.ports?.find((one) => one.name === port)?.containerPort;
  return named ?? (/^\d+$/.test(port) ? Number(port) : undefined);
}
