import type { SeatrialWorld } from '../world.ts';
import type { Expectation } from './expect.ts';
import { readyPodsOf } from './pods.ts';
import { podOf } from './terminal.ts';

/** Files of a folder in the oldest ready pod of a workload: path -> content. */
export function filesUnder(world: SeatrialWorld, owner: string, folder: string): ReadonlyMap<string, string> {
  const { metadata } = podOf(world, owner);
  const { runtime } = world.cluster;
  const listed = runtime.exec(metadata.namespace ?? '', metadata.name, undefined, ['ls', folder], undefined);
  if (listed.exitCode !== 0) throw new Error(`ls ${folder} in pod ${metadata.name}: ${listed.stderr.trim()}`);
  const paths = listed.stdout
    .split('\n')
    .filter((name) => name !== '')
    .map((name) => `${folder}/${name}`);
  return new Map(
    paths.map((path) => [path, runtime.readFile(metadata.namespace ?? '', metadata.name, undefined, path) ?? '']),
  );
}

/** That every ready pod of a workload reads a text in a file; there has to be one. */
export function readInEveryPod(world: SeatrialWorld, owner: string, path: string, text: string): Expectation {
  const { namespace, cluster } = world;
  const read = (pod: string): string | undefined => cluster.runtime.readFile(namespace, pod, undefined, path);
  return {
    what: `${path} in the pods of "${owner}"`,
    expected: `"${text.trimEnd()}" in every one of them`,
    unlike: () => {
      const pods = readyPodsOf(cluster.view, namespace, owner).map(({ metadata }) => metadata.name);
      const without = pods.find((pod) => read(pod)?.includes(text) !== true);
      if (pods.length === 0) return 'no pod is ready';
      return without === undefined ? undefined : `${without} reads ${JSON.stringify(read(without) ?? 'no such file')}`;
    },
    about: { namespace, name: owner },
  };
}
