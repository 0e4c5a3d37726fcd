import type { Pod } from '../../engine/index.ts';
import type { SeatrialWorld } from '../world.ts';
import { imageCauses, podTrouble } from './causes/pods.ts';
import type { Expectation } from './expect.ts';
import { lazily } from './lazily.ts';
import { ofEveryPod } from './objects.ts';
import { isReady, livePodsOf } from './pods.ts';

/** That every live pod of a workload has a container of this image; there has to be one. Images are compared as a registry reads them. */
export function podsRunImage(world: SeatrialWorld, owner: string, image: string): Expectation {
  const { namespace, cluster } = world;
  const wanted = fullImageName(image);
  return ofEveryPod(world, owner, {
    what: 'image of',
    expected: `${image} in every pod`,
    holds: (pod) => imagesOf(pod).some((each) => fullImageName(each) === wanted),
    unlike: (pod) => `pod ${pod.metadata.name} runs ${imagesOf(pod).join(', ')}`,
    why: (pod) => {
      // An old pod that is well stays because a new one is not: that one is the reason.
      const pods = livePodsOf(cluster.view, namespace, owner);
      if (isReady(pod) && podTrouble(cluster.view, pods) !== undefined) return undefined;
      return imageCauses(cluster.view, pod).join('; ');
    },
  });
}

function imagesOf({ spec }: Pod): readonly string[] {
  return spec.containers.map(({ image }) => image ?? '');
}

/** `nginx` as `docker.io/library/nginx:latest`. */
function fullImageName(image: string): string {
  const { parseReference, fullName } = lazily.engine();
  return fullName(parseReference(image));
}
