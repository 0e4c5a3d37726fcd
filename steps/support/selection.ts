import type { Pod, Service } from '../../engine/index.ts';
import type { SeatrialWorld } from '../world.ts';
import { pairs, selectedPods } from './causes/services.ts';
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
    why: () => foreigners(world, name, owner),
    about: { namespace, name, kind: 'Service' },
  };
}

/** `Service "web" selects app=web; pod other carries that too`. */
function foreigners({ cluster, namespace }: SeatrialWorld, name: string, owner: string): string | undefined {
  const selector = cluster.view.get<Service>('Service', namespace, name)?.spec.selector ?? {};
  if (Object.keys(selector).length === 0) return undefined;
  const wanted = livePodsOf(cluster.view, namespace, owner);
  const others = selectedPods(cluster, namespace, selector).filter((pod) => !wanted.includes(pod));
  if (others.length === 0) return undefined;
  return `Service "${name}" selects ${pairs(selector)}; that is also carried by ${namesOf(others)}`;
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
