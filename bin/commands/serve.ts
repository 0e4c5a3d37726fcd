import { resolve } from 'node:path';
import { Cluster, parseTimestamp, type Topology, toTimestamp } from '../../engine/index.ts';
import { descriptionOf } from '../../kubectl/explain/descriptions.ts';
import { mustTakeFile, OutputError, writeOut } from '../../runner/out-folder.ts';
import { parseBody } from '../../kubectl/manifest/parse-body.ts';
import { printYaml } from '../../kubectl/output/yaml.ts';
import { type Served, serve } from '../../server/serve.ts';
import { argumentsOf } from '../arguments.ts';
import { asUsage, UsageError } from '../command.ts';
import { topologyOf } from '../features.ts';
import { decimalNumber, wholeNumber } from '../numbers.ts';

const SPEED = 'give a number above 0, up to 10000';

/** `seatrial serve [--port N] [--cluster TOPOLOGY] [--kubeconfig FILE] [--speed X] [--control] [--plain] [--seed N] [--without PROCESS,...] [--start TIME]` */
export async function run(argv: readonly string[]): Promise<number> {
  const { values } = argumentsOf(
    argv,
    {
      port: { type: 'string', default: '6443' },
      cluster: { type: 'string', default: 'course' },
      kubeconfig: { type: 'string', default: 'seatrial.kubeconfig' },
      speed: { type: 'string', default: '1' },
      control: { type: 'boolean', default: false },
      plain: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      without: { type: 'string' },
      start: { type: 'string' },
    },
    { takesOperands: false },
  );
  const port = wholeNumber('--port', values.port);
  if (port > 65_535) throw new UsageError(`--port ${values.port}: give 0 to 65535`);
  const speed = decimalNumber('--speed', values.speed, 10_000, SPEED);
  if (speed === 0) throw new UsageError(`--speed ${values.speed}: ${SPEED}`);
  const seed = String(wholeNumber('--seed', values.seed));
  asUsage([OutputError], () => mustTakeFile('--kubeconfig', values.kubeconfig));
  const topology = topologyOf('--cluster', values.cluster);
  const cluster = Cluster.start(startingAt(topology, values.start), { seed });
  leaveOut(cluster, values.without);
  const served = await listen(port, {
    cluster,
    port,
    isPlain: values.plain,
    mode: values.control ? { kind: 'controlled' } : { kind: 'real', speed },
    parse: parseBody,
    print: printYaml,
    describe: descriptionOf,
  });
  try {
    asUsage([OutputError], () => writeOut('--kubeconfig', values.kubeconfig, served.kubeconfig, { mode: 0o600 }));
    process.stdout.write(
      `seatrial: ${values.cluster} listens on ${served.url}; KUBECONFIG=${resolve(values.kubeconfig)}\n`,
    );
    await interrupted();
  } finally {
    await served.close();
  }
  return 0;
}

const START = 'give now, or a time such as 2022-10-03T00:00:00Z';

/** Programs that compare the cluster's times with their own clock want it to begin now. */
function startingAt(topology: Topology, start: string | undefined): Topology {
  if (start === undefined) return topology;
  return { ...topology, startTime: toTimestamp(start === 'now' ? Date.now() : timeOf(start)) };
}

function timeOf(start: string): number {
  try {
    return parseTimestamp(start);
  } catch (error) {
    throw new UsageError(`--start ${start}: ${START}`, { cause: error });
  }
}

/** Cannot be left out: nobody would answer. */
const NEEDED = 'kube-apiserver';

/** Stops what somebody else is to do: processes of the control plane, or one that runs on every node. */
function leaveOut(cluster: Cluster, names: string | undefined): void {
  const places = ['', ...cluster.topology.nodes.map(({ name }) => name)];
  const known = [...new Set(places.flatMap((place) => cluster.processes(place)))].filter((name) => name !== NEEDED);
  for (const process of names?.split(',') ?? []) {
    if (!known.includes(process)) throw new UsageError(`--without ${process}: can be left out: ${known.join(', ')}`);
    for (const place of places) if (cluster.processes(place).includes(process)) cluster.stop(process, place);
  }
}

async function listen(port: number, options: Parameters<typeof serve>[0]): Promise<Served> {
  try {
    return await serve(options);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new UsageError(`--port ${port}: the port is in use; choose another, or 0 for any free one`);
    if (code === 'EACCES') throw new UsageError(`--port ${port}: this port may not be used without more rights`);
    throw error;
  }
}

function interrupted(): Promise<void> {
  return new Promise((resolveWait) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolveWait());
  });
}
