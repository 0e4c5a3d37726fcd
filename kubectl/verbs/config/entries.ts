import { encodeBase64 } from '../../../engine/index.ts';
import type { FlagSpec } from '../../command-line/flags.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError, usageError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { type Entry, KUBECONFIG_PATH, type Kubeconfig, sortedEntries, withEntry } from '../../kubeconfig.ts';
import { commandHelp } from '../../help.ts';
import type { Verb } from '../../verb.ts';
import { unexpectedArgs } from './unexpected-args.ts';

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
  run: (invocation, environment) => setEntry(invocation, environment, 'clusters', clusterFlags),
};

export const setCredentialsVerb: Verb = {
  name: 'set-credentials',
  summary: 'Set a user entry in kubeconfig',
  usage:
    'NAME [--client-certificate=path/to/certfile] [--client-key=path/to/keyfile] [--token=bearer_token] [--username=basic_user] [--password=basic_password]',
  flags: [...userFlags, { name: 'embed-certs', type: 'bool' }, ...foreignCredentials],
  unsimulatedFlags: foreignCredentials.map(({ name }) => name),
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

/** The one word; undefined for fewer or more. */
function onlyName({ args: [name, second] }: Invocation): string | undefined {
  return second === undefined ? name : undefined;
}

/** What `--embed-certs` takes from files. */
const EMBEDDED: Readonly<Record<Section, readonly string[]>> = {
  clusters: ['certificate-authority'],
  users: ['client-certificate', 'client-key'],
};

/** What may not be said at once (validate of set_cluster.go and set_credentials.go, v1.25). */
function checkFlags(invocation: Invocation, section: Section): void {
  const isGiven = (flag: string): boolean => (invocation.string(flag) ?? '') !== '';
  if (invocation.bool('embed-certs') && !EMBEDDED[section].some(isGiven))
    throw new KubectlError(`you must specify a ${EMBEDDED[section].map((name) => `--${name}`).join(' or ')} to embed`);
  if (invocation.bool('insecure-skip-tls-verify') && isGiven('certificate-authority'))
    throw new KubectlError('you cannot specify a certificate authority and insecure mode at the same time');
  if (isGiven('token') && (isGiven('username') || isGiven('password')))
    throw new KubectlError(
      'you cannot specify more than one authentication method at the same time: --token, --username/--password',
    );
}

/** What new members put an end to: one way in replaces the other, and either there is a certificate to hold against or there is none. */
function displaced(given: Entry): readonly string[] {
  const says = (name: string): boolean => (given[name] ?? '') !== '' && given[name] !== false;
  return [
    ...('server' in given ? ['tls-server-name'] : []),
    ...(says('insecure-skip-tls-verify') ? ['certificate-authority', 'certificate-authority-data'] : []),
    ...(says('certificate-authority') ? ['insecure-skip-tls-verify', 'certificate-authority-data'] : []),
    ...(says('client-certificate') ? ['client-certificate-data'] : []),
    ...(says('client-key') ? ['client-key-data'] : []),
    ...(says('certificate-authority-data') ? ['insecure-skip-tls-verify', 'certificate-authority'] : []),
    ...(says('client-certificate-data') ? ['client-certificate'] : []),
    ...(says('client-key-data') ? ['client-key'] : []),
    ...(says('token') ? ['username', 'password'] : []),
    ...(says('username') || says('password') ? ['token'] : []),
  ];
}

function withSection(kubeconfig: Kubeconfig, section: Section, name: string, entry: Entry | undefined): Kubeconfig {
  return { ...kubeconfig, [section]: withEntry(kubeconfig[section], name, entry) };
}

/** With `--embed-certs`, what stands in the files instead of their paths. */
function embedded(invocation: Invocation, { files }: KubectlEnvironment, section: Section, given: Entry): Entry {
  if (!invocation.bool('embed-certs')) return given;
  const entries = Object.entries(given).map(([name, value]): [string, string | boolean] => {
    if (!EMBEDDED[section].includes(name)) return [name, value];
    const text = files.read(String(value));
    if (text === undefined)
      throw new KubectlError(`could not stat ${name} file ${value}: stat ${value}: no such file or directory`);
    return [`${name}-data`, encodeBase64(text)];
  });
  return Object.fromEntries(entries);
}

function setEntry(
  invocation: Invocation,
  environment: KubectlEnvironment,
  section: Section,
  flags: readonly FlagSpec[],
): number {
  const { session } = environment;
  const name = onlyName(invocation);
  if (name === undefined) throw unexpectedArgs(invocation, section === 'users' ? 'unexpected args' : 'Unexpected args');
  checkFlags(invocation, section);
  const given = flags
    .filter((flag) => invocation.has(flag.name))
    .map((flag): [string, string | boolean] => [
      flag.name,
      flag.type === 'bool' ? invocation.bool(flag.name) : (invocation.string(flag.name) ?? ''),
    ]);
  const asked = embedded(invocation, environment, section, Object.fromEntries(given));
  const gone = displaced(asked);
  const kept = Object.entries(session.kubeconfig[section].get(name) ?? {}).filter(([key]) => !gone.includes(key));
  const entry = withoutEmpty({ ...Object.fromEntries(kept), ...asked });
  session.kubeconfig = withSection(session.kubeconfig, section, name, entry);
  invocation.outLine(`${WORDS[section]} ${JSON.stringify(name)} set.`);
  return 0;
}

/** What is empty is not written down, but for a server. */
function withoutEmpty(entry: Entry): Entry {
  return Object.fromEntries(
    Object.entries(entry).filter(([name, value]) => name === 'server' || (value !== '' && value !== false)),
  );
}

function deleteEntry(invocation: Invocation, { session }: KubectlEnvironment, section: Section): number {
  const name = onlyName(invocation);
  if (name === undefined && section === 'users' && invocation.args.length === 0)
    throw usageError(invocation.commandPath, 'user to delete is required');
  if (name === undefined) {
    invocation.out(commandHelp(invocation.commandPath) ?? '');
    return 0;
  }
  const word = WORDS[section].toLowerCase();
  if (!session.kubeconfig[section].has(name))
    throw new KubectlError(`cannot delete ${word} ${name}, not in ${KUBECONFIG_PATH}`);
  session.kubeconfig = withSection(session.kubeconfig, section, name, undefined);
  invocation.outLine(`deleted ${word} ${name} from ${KUBECONFIG_PATH}`);
  return 0;
}
