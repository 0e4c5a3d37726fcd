import { type Cluster, isObject, type JsonObject, type JsonValue, storedOnlyFields } from '../../engine/index.ts';

/** What a cluster has come to, without what follows from nothing: times, uids, addresses, random names, places. Two texts are equal when the states are. */
export interface SettledState {
  readonly exact: string;
  /** Without fields, too, on which nothing acts. */
  readonly effective: string;
}

/** A value that a state has under another name. */
interface Renamed {
  readonly from: string;
  readonly to: string;
}

/** Why a state is as good as the right one, in one phrase; undefined where it is not. */
export function whyEquivalent(
  state: SettledState,
  right: SettledState,
  renamed: Renamed | undefined,
): string | undefined {
  if (state.exact === right.exact) return 'the cluster settles in the same state';
  if (state.effective === right.effective) return 'nothing acts on what is different';
  if (renamed === undefined) return undefined;
  const { from, to } = renamed;
  const same = sortedLines(state.effective.replaceAll(`"${to}"`, `"${from}"`)) === sortedLines(right.effective);
  return same ? 'nothing else asks for the old label' : undefined;
}

function sortedLines(text: string): string {
  return text.split('\n').sort().join('\n');
}

/** Kinds that tell of the way and not of the state. */
const ACCOUNTS: ReadonlySet<string> = new Set(['Event', 'Lease']);

export function settledState(cluster: Cluster): SettledState {
  const client = cluster.client('rubric');
  const objects = client
    .kinds()
    .filter(({ kind }) => !ACCOUNTS.has(kind))
    .flatMap(({ kind }) => client.list(kind).items) as unknown as readonly JsonObject[];
  const renamed = renaming(objects);
  const state = (isEffective: boolean): string => {
    const texts = objects.map((object) => renamed(JSON.stringify(bare(object, isEffective))));
    return texts.sort().join('\n');
  };
  return { exact: state(false), effective: state(true) };
}

/** Random names and hashes of templates become what they were made from. */
function renaming(objects: readonly JsonObject[]): (text: string) => string {
  const names = new Map<string, string>();
  const hashes = new Map<string, string>();
  for (const { metadata } of objects) {
    if (!isObject(metadata)) continue;
    const { name, generateName, labels } = metadata;
    if (typeof name === 'string' && typeof generateName === 'string') names.set(name, `${generateName}*`);
    for (const label of ['pod-template-hash', 'controller-revision-hash']) {
      const hash = isObject(labels) ? labels[label] : undefined;
      if (typeof hash === 'string') hashes.set(hash, '<hash>');
    }
  }
  const [replaceNames, replaceHashes] = [replacing(names), replacing(hashes)];
  return (text) => replaceHashes(replaceNames(text)).replaceAll(/kube-api-access-[a-z0-9]{5}/g, 'kube-api-access-*');
}

function replacing(words: ReadonlyMap<string, string>): (text: string) => string {
  if (words.size === 0) return (text) => text;
  const longestFirst = [...words.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const pattern = new RegExp(longestFirst.map((word) => word.replaceAll('.', String.raw`\.`)).join('|'), 'g');
  return (text) => text.replaceAll(pattern, (word) => words.get(word) ?? word);
}

/**
 * Fields whose value follows from when and in what order something happened. Which of several nodes a pod came to is one of them: what
 * speaks for or against a node (selectors, taints, requests) is told elsewhere.
 */
const INCIDENTAL: ReadonlySet<string> = new Set([
  'uid',
  'resourceVersion',
  'creationTimestamp',
  'managedFields',
  'generation',
  'observedGeneration',
  'lastHeartbeatTime',
  'lastTransitionTime',
  'lastProbeTime',
  'lastUpdateTime',
  'startTime',
  'startedAt',
  'finishedAt',
  'containerID',
  'images',
  'ip',
  'podIP',
  'podIPs',
  'clusterIP',
  'clusterIPs',
  'nodeName',
  'hostIP',
]);

/** Below these stand the user's own words. */
const WORDS: ReadonlySet<string> = new Set(['data', 'stringData', 'binaryData', 'labels', 'matchLabels']);
const BOOKKEEPING: ReadonlySet<string> = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  'endpoints.kubernetes.io/last-change-trigger-time',
]);
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;
/** Lists in the order of addresses, or of what happened first. */
const UNORDERED: ReadonlySet<string> = new Set(['endpoints', 'addresses', 'notReadyAddresses', 'conditions']);

function bare(object: JsonObject, isEffective: boolean): JsonValue {
  const kind = String(object['kind']);
  const without = new Set(isEffective ? storedOnlyFields(kind, object) : []);
  const isSlice = kind === 'EndpointSlice';
  const walk = (value: JsonValue, path: string): JsonValue => {
    if (Array.isArray(value)) return (value as readonly JsonValue[]).map((item) => walk(item, `${path}[*]`));
    if (!isObject(value)) return typeof value === 'string' && TIME.test(value) ? '<time>' : value;
    const kept = Object.entries(value).flatMap(([name, inner]): [string, JsonValue][] => {
      const at = path === '' ? name : `${path}.${name}`;
      if (WORDS.has(name)) return [[name, sorted(inner)]];
      if (without.has(at) || INCIDENTAL.has(name) || BOOKKEEPING.has(name)) return [];
      if (isSlice && name === 'addresses') return [];
      const walked = walk(isEffective ? withoutNamelessPorts(name, inner) : inner, at);
      if (isEffective && Array.isArray(walked) && walked.length === 0) return [];
      return [[name, UNORDERED.has(name) ? sortedList(walked) : walked]];
    });
    return Object.fromEntries(kept.sort(byName));
  };
  return walk(object, '');
}

/** A container's port that has no name is a note for readers: every port of a pod can be reached. */
function withoutNamelessPorts(name: string, value: JsonValue): JsonValue {
  if (name !== 'ports' || !Array.isArray(value)) return value;
  return (value as readonly JsonValue[]).filter(
    (port) => !isObject(port) || !('containerPort' in port) || 'name' in port || 'hostPort' in port,
  );
}

function sorted(value: JsonValue): JsonValue {
  return isObject(value) ? Object.fromEntries(Object.entries(value).sort(byName)) : value;
}

function sortedList(value: JsonValue): JsonValue {
  if (!Array.isArray(value)) return value;
  return (value as readonly JsonValue[]).map((item) => JSON.stringify(item)).sort();
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : Number(a > b);
}
