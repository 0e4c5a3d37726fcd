import type { KubeObject } from '../../engine/index.ts';
import { printJsonPath } from '../../kubectl/output/jsonpath.ts';
import type { SeatrialWorld } from '../world.ts';
import type { Expectation } from './expect.ts';
import { livePodsOf } from './pods.ts';
import { ofObject } from './objects.ts';
import { inNamespace } from './subjects.ts';

/** That the text which kubectl's jsonpath prints of an object is exactly this one; a field that is not there prints nothing. */
export function fieldIs(world: SeatrialWorld, kind: string, name: string, path: string, value: string): Expectation {
  return ofObject(world, kind, name, {
    what: path,
    expected: `"${value}"`,
    unlike: (object) => {
      const found = printJsonPath(path, object);
      return found === value ? undefined : found === '' ? 'no such field' : `"${found}"`;
    },
  });
}

/** That an object carries the label `key=value`. */
export function labelled(world: SeatrialWorld, kind: string, name: string, pair: string): Expectation {
  const label = labelOf(pair);
  return ofObject(world, kind, name, {
    what: 'labels',
    expected: pair,
    unlike: (object) => (carries(object, label) ? undefined : labelsIn(object)),
  });
}

/** That every live pod of a workload carries the label `key=value`; there has to be one. */
export function podsLabelled(world: SeatrialWorld, owner: string, pair: string): Expectation {
  const { namespace, cluster } = world;
  const label = labelOf(pair);
  return {
    what: `labels of the pods of "${owner}"${inNamespace(world)}`,
    expected: `${pair} on every pod`,
    unlike: () => {
      const pods = livePodsOf(cluster.view, namespace, owner);
      if (pods.length === 0) return 'there are no such pods';
      const without = pods.find((pod) => !carries(pod, label));
      return without === undefined ? undefined : `pod ${without.metadata.name} carries ${labelsIn(without)}`;
    },
    about: { namespace, name: owner },
  };
}

interface Label {
  readonly key: string;
  readonly value: string;
}

function labelOf(pair: string): Label {
  const [key = '', value, ...rest] = pair.split('=');
  if (key === '' || value === undefined || rest.length > 0) throw new Error(`${pair} is not a label: write key=value`);
  return { key, value };
}

function carries({ metadata }: KubeObject, { key, value }: Label): boolean {
  return metadata.labels?.[key] === value;
}

/** `app=web, tier=front`; `no labels`. */
function labelsIn({ metadata }: KubeObject): string {
  const pairs = Object.entries(metadata.labels ?? {}).map(([key, value]) => `${key}=${value}`);
  return pairs.length === 0 ? 'no labels' : pairs.sort().join(', ');
}
