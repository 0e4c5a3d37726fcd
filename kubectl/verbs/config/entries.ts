import type { FlagSpec } from '../../command-line/flags.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { type Entry, KUBECONFIG_PATH, type Kubeconfig, sortedEntries, withEntry } from '../../kubeconfig.ts';
import type { Verb } from '../../verb.ts';

/** Clusters and users are kept alike. */
type Section = 'clusters' | 'users';

const WORDS = { clusters: 'Cluster', users: 'User' } as const;

const clusterFlags: readonly FlagSpec[] = [
  { name: 'certificate-authority', type: 'string' },
  { name: 'insecure-skip-tls-verify', type: 'bool' },
  { name: 'proxy-url', type: 'string' },
  { name: 'server', type: 'string' },
  { name: 'tls-server-name', type: 'string' },
];

const userFlags: readonly FlagSpec[] = [
  { name: 'client-certificate', type: 'string' },
  { name: 'client-key', type: 'string' },
  { name: 'password', type: 'string' },
  { name: 'token', type: 'string' },
  { name: 'username', type: 'string' },
];

/** Credentials that another program would give. */
const foreignCredentials: readonly FlagSpec[] = [
  { name: 'auth-provider', type: 'string' },
  { name: 'auth-provider-arg', type: 'stringSlice' },
  { name: 'exec-api-version', type: 'string' },
  { name: 'exec-arg', type: 'stringSlice' },
  { name: 'exec-command', type: 'string' },
  { name: 'exec-env', type: 'stringArray' },
];

export const getClustersVerb: Verb = {
  name: 'get-clusters',
  summary: 'Display clusters defined in the kubeconfig',
  usage: '',
  flags: [],
  run: (invocation, environment) => listNames(invocation, environment, 'clusters'),
};

export const getUsersVerb: Verb = {
  name: 'get-users',
  summary: 'Display users defined in the kubeconfig',
  usage: '',
  flags: [],
  run: (invocation, environment) => listNames(invocation, environment, 'users'),
};

export const setClusterVerb: Verb = {
  name: 'set-cluster',
  summary: 'Set a cluster entry in kubeconfig',
  usage:
    'NAME [--server=server] [--certificate-authority=path/to/certificate/authority] [--insecure-skip-tls-verify=true] [--tls-server-name=example.com]',
  flags: [...clusterFlags, { name: 'embed-certs', type: 'bool' }],
  unsimulatedFlags: ['embed-certs'],
  run: (invocation, environment) => setEntry(invocation, environment, 'clusters', clusterFlags),
};

export const setCredentialsVerb: Verb = {
  name: 'set-credentials',
  summary: 'Set a user entry in kubeconfig',
  usage:
    'NAME [--client-certificate=path/to/certfile] [--client-key=path/to/keyfile] [--token=bearer_token] [--username=basic_user] [--password=basic_password]',
  flags: [...userFlags, { name: 'embed-certs', type: 'bool' }, ...foreignCredentials],
  unsimulatedFlags: ['embed-certs', ...foreignCredentials.map(({ name }) => name)],
  run: (invocation, environment) => setEntry(invocation, environment, 'users', userFlags),
};

export const deleteClusterVerb: Verb = {
  name: 'delete-cluster',
  summary: 'Delete the specified cluster from the kubeconfig',
  usage: 'NAME',
  flags: [],
  run: (invocation, environment) => deleteEntry(invocation, environment, 'clusters'),
};

export const deleteUserVerb: Verb = {
  name: 'delete-user',
  summary: 'Delete the specified user from the kubeconfig',
  usage: 'NAME',
  flags: [],
  run: (invocation, environment) => deleteEntry(invocation, environment, 'users'),
};

function listNames(invocation: Invocation, { session }: KubectlEnvironment, section: Section): number {
  const names = sortedEntries(session.kubeconfig[section]).map(([name]) => `${name}\n`);
  invocation.out(`NAME\n${names.join('')}`);
  return 0;
}

function onlyName({ args }: Invocation): string {
  const [name, second] = args;
  if (name === undefined || second !== undefined) throw new KubectlError(`Unexpected args: [${args.join(' ')}]`);
  return name;
}

function withSection(kubeconfig: Kubeconfig, section: Section, name: string, entry: Entry | undefined): Kubeconfig {
  return { ...kubeconfig, [section]: withEntry(kubeconfig[section], name, entry) };
}

function setEntry(
  invocation: Invocation,
  { session }: KubectlEnvironment,
  section: Section,
  flags: readonly FlagSpec[],
): number {
  const name = onlyName(invocation);
  const given = flags
    .filter((flag) => invocation.has(flag.name))
    .map((flag): [string, string | boolean] => [
      flag.name,
      flag.type === 'bool' ? invocation.bool(flag.name) : (invocation.string(flag.name) ?? ''),
    ]);
  const entry: Entry = { ...session.kubeconfig[section].get(name), ...Object.fromEntries(given) };
  session.kubeconfig = withSection(session.kubeconfig, section, name, entry);
  invocation.outLine(`${WORDS[section]} ${JSON.stringify(name)} set.`);
  return 0;
}

function deleteEntry(invocation: Invocation, { session }: KubectlEnvironment, section: Section): number {
  const name = onlyName(invocation);
  const word = WORDS[section].toLowerCase();
  if (!session.kubeconfig[section].has(name))
    throw new KubectlError(`cannot delete ${word} ${name}, not in ${KUBECONFIG_PATH}`);
  session.kubeconfig = withSection(session.kubeconfig, section, name, undefined);
  invocation.outLine(`deleted ${word} ${name} from ${KUBECONFIG_PATH}`);
  return 0;
}
