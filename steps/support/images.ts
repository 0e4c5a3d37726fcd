import type { Pod } from '../../engine/index.ts';
import type { SeatrialWorld } from '../world.ts';
import { imageCauses, podTrouble } from './causes/pods.ts';
import type { Expectation } from './expect.ts';
import { lazily } from './lazily.ts';
import { isReady, livePodsOf } from './pods.ts';
import { inNamespace } from './subjects.ts';

/** That every live pod of a workload has a container of this image; there has to be one. Images are compared as a registry reads them. */
export function podsRunImage(world: SeatrialWorld, owner: string, image: string): Expectation {
  const { namespace, cluster } = world;
  const wanted = fullImageName(image);
  const runs = (pod: Pod): boolean => imagesOf(pod).some((each) => fullImageName(each) === wanted);
  const other = (): Pod | undefined => livePodsOf(cluster.view, namespace, owner).find((pod) => !runs(pod));
  return {
    what: `image of the pods of "${owner}"${inNamespace(world)}`,
    expected: `${image} in every pod`,
    unlike: () => {
      if (livePodsOf(cluster.view, namespace, owner).length === 0) return 'there are no such pods';
      const found = other();
      return found === undefined ? undefined : `pod ${found.metadata.name} runs ${imagesOf(found).join(', ')}`;
    },
    why: () => {
      const found = other();
      if (found === undefined) return undefined;
      // An old pod that is well stays because a new one is not: that one is the reason.
      const pods = livePodsOf(cluster.view, namespace, owner);
      if (isReady(found) && podTrouble(cluster.view, pods) !== undefined) return undefined;
      return imageCauses(cluster.view, found).join('; ');
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
