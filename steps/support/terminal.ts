import { splitWords } from '../../kubectl/command-line/words.ts';
import type { Pod, Service } from '../../engine/index.ts';
import type { SeatrialWorld } from '../world.ts';
import { absent } from './absent.ts';
import { addressCauses } from './causes/spread.ts';
import type { ExpectationError } from './failure.ts';
import { describePods, podsOf, readyPodsOf } from './pods.ts';

/** What may stand in a command line for something nobody knows beforehand, and how the course's notes write it. */
const PLACEHOLDERS: readonly (readonly [pattern: RegExp, value: (world: SeatrialWorld, name: string) => string])[] = [
  [/([a-z0-9][-a-z0-9]*)-<ReplicaSet>-<HASH>/g, podName],
  [/<pod of ([-a-z0-9]+)>/g, podName],
  [/<any pod of ([-a-z0-9]+)>/g, anyPodName],
  [/<IP of ([-a-z0-9]+)>/g, (world, name) => podOf(world, name).status.podIP ?? ''],
  [/<node of ([-a-z0-9]+)>/g, (world, name) => podOf(world, name).spec.nodeName ?? ''],
  [/<cluster IP of ([-a-z0-9]+)>/g, (world, name) => serviceOf(world, name).spec.clusterIP ?? ''],
  [/<node port of ([-a-z0-9]+)>/g, nodePortOf],
  [/<external IP of ([-a-z0-9]+)>/g, addressOf],
];

/** The text with `NAME-<ReplicaSet>-<HASH>` (the oldest ready pod of NAME), `<IP of NAME>` and the like filled in. */
export function fillIn(world: SeatrialWorld, text: string): string {
  return PLACEHOLDERS.reduce(
    (line, [pattern, value]) => line.replace(pattern, (_, name: string) => value(world, name)),
    text,
  );
}

const PLAIN_WORD = /^[\w@%+=:,./-]+$/;

/** The words as somebody would type them: `kubectl exec web -- sh -c 'echo a > b'`. No words: what ran was no kubectl at all. */
export function commandLine(argv: readonly string[]): string {
  if (argv.length === 0) return 'the script';
  const quoted = argv.map((word) => (PLAIN_WORD.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`));
  return ['kubectl', ...quoted].join(' ');
}

/** A kubectl command line as words without the leading `kubectl`. */
export function kubectlWords(world: SeatrialWorld, line: string): readonly string[] {
  const split = splitWords(fillIn(world, line));
  if ('refused' in split) throw new Error(`${line}: ${split.refused}, or write "I run this script:"`);
  const [command, ...argv] = split.words;
  if (command !== 'kubectl') throw new Error(`${line}: a step runs kubectl commands only`);
  return argv;
}

export function serviceOf(world: SeatrialWorld, name: string): Service {
  const service = world.cluster.view.get<Service>('Service', world.namespace, name);
  if (service !== undefined) return service;
  throw absent(world, `service "${name}"`, 'there', 'not there', { name, kind: 'Service' });
}

function nodePortOf(world: SeatrialWorld, name: string): string {
  const port = serviceOf(world, name).spec.ports?.[0]?.nodePort;
  if (port === undefined) throw noNodePort(world, name);
  return String(port);
}

export function noNodePort(world: SeatrialWorld, name: string): ExpectationError {
  const { type = 'ClusterIP' } = serviceOf(world, name).spec;
  const why = `type of Service "${name}" is ${type}`;
  return absent(world, `node port of service "${name}"`, 'a port', 'none', { name, why });
}

function addressOf(world: SeatrialWorld, name: string): string {
  const address = serviceOf(world, name).status.loadBalancer?.ingress?.[0]?.ip;
  if (address === undefined) throw noAddress(world, name);
  return address;
}

export function noAddress(world: SeatrialWorld, name: string): ExpectationError {
  const [why] = addressCauses(world.cluster, world.namespace, name);
  const about = { name, kind: 'Service', ...(why === undefined ? {} : { why }) };
  return absent(world, `external address of service "${name}"`, 'an address', '<pending>', about);
}

/** The oldest ready pod of a workload, or the pod of that name. */
export function podOf(world: SeatrialWorld, name: string): Pod {
  const pod = readyPodsOf(world.cluster.view, world.namespace, name)[0];
  if (pod !== undefined) return pod;
  const pods = describePods(podsOf(world.cluster.view, world.namespace, name));
  const otherwise = `this step does not wait: say before it that the pods of "${name}" are Ready`;
  throw absent(world, `pods of "${name}"`, 'one that is Ready', pods, { name, otherwise });
}

/** The oldest pod that is not being deleted, ready or not. */
function anyPodName(world: SeatrialWorld, name: string): string {
  const pod = podsOf(world.cluster.view, world.namespace, name).find(
    ({ metadata }) => metadata.deletionTimestamp === undefined,
  );
  if (pod !== undefined) return pod.metadata.name;
  throw absent(world, `pods of "${name}"`, 'at least one', 'no pods', { name });
}

function podName(world: SeatrialWorld, name: string): string {
  return podOf(world, name).metadata.name;
}
