import { badRequest, methodNotAllowed, toTimestamp } from '../engine/index.ts';
import { jsonValue } from './body.ts';
import type { Call } from './call.ts';
import type { Face } from './face.ts';

export const CONTROL_PATH = '/seatrial/control';

type Fields = Readonly<Record<string, unknown>>;

const KNOWN = ['advanceMs', 'settle', 'stop', 'start', 'client', 'waitLimitMs', 'state'];

/**
 * Moves a controlled cluster: `{"advanceMs": 5000}`, `{"settle": true}` (all that is due now happens), `{"stop": {"process": "kubelet",
 * "node": "w1-k8s"}}`, `{"start": ...}`, `{"client": "begins", "waitLimitMs": 3000}`, `{"client": "ends"}`. Answers with where the cluster
 * then stands.
 */
export function control(face: Face, call: Call): object {
  if (call.method !== 'POST') throw methodNotAllowed();
  const value = jsonValue(call.text);
  if (typeof value !== 'object' || value === null) throw badRequest(`give an object with ${KNOWN.join(', ')}`);
  const asked = value as Fields;
  const unknown = Object.keys(asked).find((name) => !KNOWN.includes(name));
  if (unknown !== undefined) throw badRequest(`unknown control ${unknown}; known are ${KNOWN.join(', ')}`);
  turn(face, asked);
  move(face, asked);
  return stateOf(face);
}

function turn({ cluster, clock }: Face, asked: Fields): void {
  if (asked['stop'] !== undefined) cluster.stop(...processOf(asked['stop']));
  if (asked['start'] !== undefined) cluster.start(...processOf(asked['start']));
  if (asked['client'] === 'begins') clock.clientBegins(millisecondsOf(asked['waitLimitMs']));
  if (asked['client'] === 'ends') clock.clientEnds();
}

function move({ cluster }: Face, asked: Fields): void {
  const ms = millisecondsOf(asked['advanceMs']);
  if (ms !== undefined) cluster.advance(ms);
  if (asked['settle'] === true) cluster.settleNow();
}

function millisecondsOf(value: unknown): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw badRequest(`${JSON.stringify(value)} is no number of milliseconds`);
}

function processOf(value: unknown): [process: string, node: string] {
  const { process, node } = (typeof value === 'object' && value !== null ? value : {}) as Fields;
  if (typeof process !== 'string') throw badRequest('name the process: {"process": "kubelet", "node": "w1-k8s"}');
  return [process, typeof node === 'string' ? node : ''];
}

function stateOf({ cluster, api }: Face): object {
  const { nowMs, elapsedMs } = cluster;
  const nodes = ['', ...cluster.topology.nodes.map(({ name }) => name)];
  const stopped = nodes.flatMap((node) =>
    cluster
      .processes(node)
      .filter((process) => !cluster.isRunning(process, node))
      .map((process) => ({ process, node })),
  );
  return { now: toTimestamp(nowMs), nowMs, elapsedMs, revision: String(api.objects.revision), stopped };
}
