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

/** What kubeadm writes: one cluster and one way in. The cluster's server is the environment's; who reads the administrator's key sees it redacted. */
export const FIRST_KUBECONFIG: Kubeconfig = {
  clusters: new Map([[CLUSTER, { 'certificate-authority-data': 'DATA+OMITTED' }]]),
  users: new Map([[USER, { 'client-certificate-data': '', 'client-key-data': '' }]]),
  contexts: new Map([[CONTEXT, { cluster: CLUSTER, user: USER, namespace: '' }]]),
  current: CONTEXT,
};

export const EMPTY_CONTEXT: ContextEntry = { cluster: '', user: '', namespace: '' };

/** A user's entry, and how it is called. */
export interface Credentials {
  readonly user: string;
  readonly entry: Entry;
}

/** Where a command of a context goes: its namespace, as whom, and why the API cannot be reached by it. */
export interface WayIn {
  readonly namespace: string;
  /** What it comes with besides the administrator's certificate. */
  readonly credentials: Credentials | undefined;
  readonly problem: Error | undefined;
}

/** What a command line says instead of the file; '' where it says nothing. */
export interface Overrides {
  readonly context: string;
  readonly cluster: string;
  readonly user: string;
  readonly token: string;
}

export function wayIn(config: Kubeconfig, given: Overrides): WayIn {
  const name = given.context === '' ? config.current : given.context;
  const context = config.contexts.get(name);
  if (context === undefined) {
    const problem =
      name === ''
        ? refused(NO_CLUSTER)
        : new StandardError(`Error in configuration: context was not found for specified context: ${name}`);
    return { namespace: DEFAULT_NAMESPACE, credentials: undefined, problem };
  }
  const namespace = context.namespace === '' ? DEFAULT_NAMESPACE : context.namespace;
  const user = given.user === '' ? context.user : given.user;
  // A certificate is looked at before a token: the administrator stays who he is (union of authenticators, v1.25).
  const entry = { ...config.users.get(user), ...(given.token === '' ? {} : { token: given.token }) };
  const problem = unreachable(config, given.cluster === '' ? context.cluster : given.cluster);
  return { namespace, credentials: user === USER ? undefined : { user, entry }, problem };
}

/** There is one cluster. */
function unreachable({ clusters }: Kubeconfig, cluster: string): Error | undefined {
  const entry = clusters.get(cluster);
  const isReal = cluster === CLUSTER && entry !== undefined && entry['server'] === undefined;
  return isReal ? undefined : refused(String(entry?.['server'] ?? NO_CLUSTER).replace(/^https?:\/\//, ''));
}

/** Nobody is known by the credentials. */
export function unauthorized(): Error {
  return new StandardError('error: You must be logged in to the server (Unauthorized)');
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
