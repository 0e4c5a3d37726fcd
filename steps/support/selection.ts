import type { Pod, Service } from '../../engine/index.ts';
import type { SeatrialWorld } from '../world.ts';
import { selectedPods } from './causes/services.ts';
import type { Expectation } from './expect.ts';
import { livePodsOf } from './pods.ts';
import { inNamespace } from './subjects.ts';

/** That a service selects all live pods of a workload and no others; there has to be one. */
export function selectsPodsOf(world: SeatrialWorld, name: string, owner: string): Expectation {
  const { cluster, namespace } = world;
  return {
    what: `pods of service "${name}"${inNamespace(world)}`,
    expected: `the pods of "${owner}" and no others`,
    unlike: () => {
      const service = cluster.view.get<Service>('Service', namespace, name);
      if (service === undefined) return 'there is no such service';
      const selector = service.spec.selector ?? {};
      const selected = Object.keys(selector).length === 0 ? [] : selectedPods(cluster, namespace, selector);
      const wanted = livePodsOf(cluster.view, namespace, owner);
      const isSame = wanted.length > 0 && namesOf(selected) === namesOf(wanted);
      return isSame ? undefined : difference(selected, wanted, owner);
    },
    about: { namespace, name, kind: 'Service' },
  };
}

function difference(selected: readonly Pod[], wanted: readonly Pod[], owner: string): string {
  if (wanted.length === 0) return `there are no pods of "${owner}"`;
  return selected.length === 0 ? 'no pods' : namesOf(selected);
}

function namesOf(pods: readonly Pod[]): string {
  return pods
    .map(({ metadata }) => metadata.name)
    .sort()
    .join(', ');
}
