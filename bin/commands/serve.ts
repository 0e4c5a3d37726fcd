import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Cluster } from '../../engine/index.ts';
import { descriptionOf } from '../../kubectl/explain/descriptions.ts';
import { parseBody } from '../../runner/serve/parse-body.ts';
import { topology, TopologyError } from '../../scenarios/topologies.ts';
import { type Served, serve } from '../../server/serve.ts';
import { UsageError } from '../command.ts';

/** `seatrial serve [--port N] [--cluster TOPOLOGY] [--kubeconfig FILE] [--speed X] [--control] [--plain] [--seed N]` */
export async function run(argv: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      port: { type: 'string', default: '6443' },
      cluster: { type: 'string', default: 'course' },
      kubeconfig: { type: 'string', default: 'seatrial.kubeconfig' },
      speed: { type: 'string', default: '1' },
      control: { type: 'boolean', default: false },
      plain: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UsageError(`--port ${values.port}: give 0 to 65535`);
  const speed = Number(values.speed);
  if (!(speed > 0) || speed > 10_000)
    throw new UsageError(`--speed ${values.speed}: give a number above 0, up to 10000`);
  const cluster = Cluster.start(knownTopology(values.cluster), { seed: values.seed });
  const served = await listen(port, {
    cluster,
    port,
    isPlain: values.plain,
    mode: values.control ? { kind: 'controlled' } : { kind: 'real', speed },
    parse: parseBody,
    describe: descriptionOf,
  });
  try {
    writeKubeconfig(values.kubeconfig, served);
    process.stdout.write(
      `seatrial: ${values.cluster} listens on ${served.url}; KUBECONFIG=${resolve(values.kubeconfig)}\n`,
    );
    await interrupted();
  } finally {
    await served.close();
  }
  return 0;
}

function knownTopology(name: string): ReturnType<typeof topology> {
  try {
    return topology(name);
  } catch (error) {
    throw error instanceof TopologyError ? new UsageError(error.message) : error;
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

function writeKubeconfig(file: string, { kubeconfig }: Served): void {
  try {
    writeFileSync(file, kubeconfig, { mode: 0o600 });
  } catch (error) {
    throw new UsageError(`--kubeconfig ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function interrupted(): Promise<void> {
  return new Promise((resolveWait) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolveWait());
  });
}
