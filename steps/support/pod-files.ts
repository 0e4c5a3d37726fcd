import type { Pod } from '../../engine/index.ts';
import type { SeatrialWorld } from '../world.ts';
import type { Expectation } from './expect.ts';
import { ExpectationError } from './failure.ts';
import { loneStorageOf, storageOf } from './mounts.ts';
import { readyPodsOf } from './pods.ts';
import { podOf } from './terminal.ts';

/** Files of a folder in the oldest ready pod of a workload (its first container): path -> content. There has to be one. */
export function filesUnder(world: SeatrialWorld, owner: string, folder: string): ReadonlyMap<string, string> {
  const pod = podOf(world, owner);
  const { namespace = '', name } = pod.metadata;
  const container = firstContainer(pod);
  const { runtime } = world.cluster;
  const { stdout, stderr } = runtime.exec(namespace, name, container, ['ls', folder], undefined);
  const paths = stdout.split('\n').flatMap((file) => (file === '' ? [] : `${folder}/${file}`));
  if (paths.length === 0) throw noFiles(world, pod, folder, stderr.trim());
  return new Map(paths.map((path) => [path, runtime.readFile(namespace, name, container, path) ?? '']));
}

function noFiles({ cluster }: SeatrialWorld, pod: Pod, folder: string, complaint: string): ExpectationError {
  const why = storageOf(cluster, pod, folder);
  return new ExpectationError({
    atMs: cluster.elapsedMs,
    what: `files in ${folder} of pod ${pod.metadata.name}`,
    expected: 'at least one',
    actual: complaint === '' ? 'none' : complaint,
    why,
    causes: [why],
  });
}

const firstContainer = ({ spec }: Pod): string | undefined => spec.containers[0]?.name;

/** That every ready pod of a workload reads a text in a file; there has to be one. */
export function readInEveryPod(world: SeatrialWorld, owner: string, path: string, text: string): Expectation {
  const { namespace, cluster } = world;
  const read = (pod: Pod): string | undefined =>
    cluster.runtime.readFile(namespace, pod.metadata.name, firstContainer(pod), path);
  const reader = (): Pod | undefined =>
    readyPodsOf(cluster.view, namespace, owner).find((pod) => read(pod)?.includes(text) !== true);
  return {
    what: `${path} in the pods of "${owner}"`,
    expected: `"${text.trimEnd()}" in every one of them`,
    unlike: () => {
      if (readyPodsOf(cluster.view, namespace, owner).length === 0) return 'no pod is ready';
      const without = reader();
      if (without === undefined) return undefined;
      return `${without.metadata.name} reads ${JSON.stringify(read(without) ?? 'no such file')}`;
    },
    why: () => {
      const without = reader();
      return without === undefined ? undefined : loneStorageOf(cluster, without, path);
    },
    about: { namespace, name: owner },
  };
}
