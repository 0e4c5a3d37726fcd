import { StandardError } from './errors.ts';

/** Members of a cluster or user by their names in the file: `server`, `token`, `insecure-skip-tls-verify`. */
export type Entry = Readonly<Record<string, string | boolean>>;

export interface ContextEntry {
  readonly cluster: string;
  readonly user: string;
  readonly namespace: string;
}

/** What ~/.kube/config holds. */
export interface Kubeconfig {
  readonly clusters: ReadonlyMap<string, Entry>;
  readonly users: ReadonlyMap<string, Entry>;
  readonly contexts: ReadonlyMap<string, ContextEntry>;
  /** '' when it is unset. */
  readonly current: string;
}

/** Where the file is said to be, in the words about it. */
export const KUBECONFIG_PATH = '/root/.kube/config';

const CLUSTER = 'kubernetes';
const USER = 'kubernetes-admin';
const CONTEXT = `${USER}@${CLUSTER}`;
const DEFAULT_NAMESPACE = 'default';
/** What kubectl asks when no cluster is configured. */
const NO_CLUSTER = 'localhost:8080';

/** What kubeadm writes: one cluster and one way in. The cluster's server is the environment's. */
export const FIRST_KUBECONFIG: Kubeconfig = {
  clusters: new Map([[CLUSTER, { 'certificate-authority-data': 'DATA+OMITTED' }]]),
  users: new Map([[USER, { 'client-certificate-data': 'DATA+OMITTED', 'client-key-data': 'DATA+OMITTED' }]]),
  contexts: new Map([[CONTEXT, { cluster: CLUSTER, user: USER, namespace: '' }]]),
  current: CONTEXT,
};

export const EMPTY_CONTEXT: ContextEntry = { cluster: '', user: '', namespace: '' };

/** Where a command of a context goes: its namespace, and why the API cannot be reached by it. */
export interface WayIn {
  readonly namespace: string;
  readonly problem: Error | undefined;
}

/** @param asked `--context`; '' for the current one */
export function wayIn(config: Kubeconfig, asked: string): WayIn {
  const name = asked === '' ? config.current : asked;
  const context = config.contexts.get(name);
  if (context === undefined) {
    const problem =
      name === ''
        ? refused(NO_CLUSTER)
        : new StandardError(`Error in configuration: context was not found for specified context: ${name}`);
    return { namespace: DEFAULT_NAMESPACE, problem };
  }
  const namespace = context.namespace === '' ? DEFAULT_NAMESPACE : context.namespace;
  return { namespace, problem: problemOf(config, context) };
}

/** There is one cluster, and one user whom it knows. */
function problemOf({ clusters }: Kubeconfig, { cluster, user }: ContextEntry): Error | undefined {
  const entry = clusters.get(cluster);
  const isReal = cluster === CLUSTER && entry !== undefined && entry['server'] === undefined;
  if (!isReal) return refused(String(entry?.['server'] ?? NO_CLUSTER).replace(/^https?:\/\//, ''));
  return user === USER ? undefined : new StandardError('error: You must be logged in to the server (Unauthorized)');
}

/** Nobody answers at this address. */
export function refused(server: string): Error {
  return new StandardError(
    `The connection to the server ${server} was refused - did you specify the right host or port?`,
  );
}

/** A map with one entry more, changed, or (undefined) less. */
export function withEntry<T>(map: ReadonlyMap<string, T>, name: string, entry: T | undefined): ReadonlyMap<string, T> {
  const next = new Map(map);
  if (entry === undefined) next.delete(name);
  else next.set(name, entry);
  return next;
}

/** By name, as the file and all lists have them. */
export function sortedEntries<T>(map: ReadonlyMap<string, T>): readonly (readonly [string, T])[] {
  return [...map].toSorted(([left], [right]) => (left < right ? -1 : 1));
}
