import type { KubeObject } from '../../engine/index.ts';
import { printJsonPath } from '../../kubectl/output/jsonpath.ts';
import type { SeatrialWorld } from '../world.ts';
import { authored } from './causes/authored.ts';
import type { Expectation } from './expect.ts';
import { ofEveryPod, ofObject } from './objects.ts';

/** That the text which kubectl's jsonpath prints of an object is exactly this one; a field that is not there prints nothing. */
export function fieldIs(world: SeatrialWorld, kind: string, name: string, path: string, value: string): Expectation {
  return ofObject(world, kind, name, {
    what: path,
    expected: `"${value}"`,
    unlike: (object) => {
      const found = printJsonPath(path, object);
      return found === value ? undefined : found === '' ? 'no such field' : `"${found}"`;
    },
    why: (object) => {
      const found = printJsonPath(path, object);
      return found === '' ? nearestOf(object, path, `${kind} "${name}"`) : `${path} of ${kind} "${name}" is ${found}`;
    },
  });
}

/** Keys that a reason lists at most. */
const MOST_KEYS = 8;

/** For a plain path such as `{.data.password}` that leads nowhere: what stands where it ends. What the API server writes says nothing. */
function nearestOf(object: KubeObject, path: string, title: string): string | undefined {
  if (!/^\{(?:\.\w+){2,}\}$/.test(path)) return undefined;
  const names = path.slice(2, -1).split('.');
  let at: unknown = object;
  const way: string[] = [];
  for (const name of names) {
    if (!isMap(at) || !Object.hasOwn(at, name)) break;
    at = at[name];
    way.push(name);
  }
  const isOurs = way.length > 1 || (way.length === 1 && way[0] !== 'metadata');
  if (!isOurs || !isMap(at)) return undefined;
  const keys = Object.keys(at).sort();
  const shown = `${keys.slice(0, MOST_KEYS).join(', ')}${keys.length > MOST_KEYS ? ', ...' : ''}`;
  return keys.length === 0 ? undefined : `{.${way.join('.')}} of ${title} has only ${shown}`;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
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
  const label = labelOf(pair);
  return ofEveryPod(world, owner, {
    what: 'labels of',
    expected: `${pair} on every pod`,
    holds: (pod) => carries(pod, label),
    unlike: (pod) => `pod ${pod.metadata.name} carries ${labelsIn(pod)}`,
    why: (pod) => `${authored(world.cluster.view, pod)} gives its pods ${labelsIn(pod)}`,
  });
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

/** `app=web, tier=front`, without what controllers add; `no labels`. */
function labelsIn({ metadata }: KubeObject): string {
  const own = Object.entries(metadata.labels ?? {}).filter(([key]) => !key.endsWith('-template-hash'));
  const pairs = own.map(([key, value]) => `${key}=${value}`);
  return pairs.length === 0 ? 'no labels' : pairs.sort().join(', ');
}
