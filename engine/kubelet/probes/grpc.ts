import { formatDuration } from '../../api/duration.ts';
import type { Probe } from '../../kinds/types.ts';
import type { ProbeOutcome, ProbeTarget } from './run.ts';

type Action = NonNullable<Probe['grpc']>;

/**
 * A health check over gRPC, to the pod's own address (pkg/probe/grpc, v1.25). Whatever keeps the connection from coming about, a refusal
 * too, is tried again until the time is over: so that it always reads as a timeout.
 */
export function runGrpc({ port, service = '' }: Action, timeoutMs: number, target: ProbeTarget): ProbeOutcome {
  const { machine, podIP, reach } = target;
  const health = reach.health({ from: 'node', node: machine.name }, podIP, port, service ?? '');
  const failed = (output: string): ProbeOutcome => ({ isGood: false, output });
  if (health === undefined) {
    const within = `within ${formatDuration(timeoutMs)}`;
    return failed(`timeout: failed to connect service "${podIP}:${port}" ${within}: context deadline exceeded`);
  }
  if ('status' in health) {
    if (health.status === 'SERVING') return { isGood: true, output: 'service healthy' };
    return failed(`service unhealthy (responded with "${health.status}")`);
  }
  const { code, message } = health;
  if (code === 'Unimplemented')
    return failed(`error: this server does not implement the grpc health protocol (grpc.health.v1.Health): ${message}`);
  return failed(`error: health rpc probe failed: rpc error: code = ${code} desc = ${message}`);
}
