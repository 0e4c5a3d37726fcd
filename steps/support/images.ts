import type { Pod } from '../../engine/index.ts';
import type { SeatrialWorld } from '../world.ts';
import type { Expectation } from './expect.ts';
import { lazily } from './lazily.ts';
import { livePodsOf } from './pods.ts';
import { inNamespace } from './subjects.ts';

/** That every live pod of a workload has a container of this image; there has to be one. Images are compared as a registry reads them. */
export function podsRunImage(world: SeatrialWorld, owner: string, image: string): Expectation {
  const { namespace, cluster } = world;
  const wanted = fullImageName(image);
  const runs = (pod: Pod): boolean => imagesOf(pod).some((each) => fullImageName(each) === wanted);
  return {
    what: `image of the pods of "${owner}"${inNamespace(world)}`,
    expected: `${image} in every pod`,
    unlike: () => {
      const pods = livePodsOf(cluster.view, namespace, owner);
      if (pods.length === 0) return 'there are no such pods';
      const other = pods.find((pod) => !runs(pod));
      return other === undefined ? undefined : `pod ${other.metadata.name} runs ${imagesOf(other).join(', ')}`;
    },
    about: { namespace, name: owner },
  };
}

function imagesOf({ spec }: Pod): readonly string[] {
  return spec.containers.map(({ image }) => image ?? '');
}

/** `nginx` as `docker.io/library/nginx:latest`. */
function fullImageName(image: string): string {
  const { parseReference, fullName } = lazily.engine();
  return fullName(parseReference(image));
}
