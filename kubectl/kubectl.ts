import { type Client, impersonatedGroups } from '../engine/index.ts';
import { checkRequiredFlags, listFlag, parseFlags, type ParsedFlags, stringFlag } from './command-line/flags.ts';
import type { KubectlEnvironment, KubectlResult } from './environment.ts';
import { errorsOutput, isRefusal, KubectlError, notSimulated, StandardError } from './errors.ts';
import { findVerb, type FoundVerb } from './find-verb.ts';
import { optionsHelp, rootHelp, unknownTopic, verbHelp } from './help.ts';
import { impersonated } from './impersonation.ts';
import { Invocation } from './invocation.ts';
import { identified } from './credentials.ts';
import { type Kubeconfig, type Overrides, refused, wayIn } from './kubeconfig.ts';
import { GoTemplateError } from './output/go-template.ts';
import { permitted } from './permitted.ts';
import type { Verb } from './verb.ts';
import { verbs } from './verbs/index.ts';

/** Where the API is said to be when an environment does not tell. */
const DEFAULT_SERVER = 'localhost:6443';

/** Global flags that choose another cluster, credentials or logging: there is one cluster here, and one way in. */
const unsimulatedGlobalFlags: ReadonlySet<string> = new Set([
  'certificate-authority',
  'client-certificate',
  'client-key',
  'insecure-skip-tls-verify',
  'password',
  'profile',
  'profile-output',
  'tls-server-name',
  'username',
  'vmodule',
]);

/** Log levels from here on print requests, which are not simulated. */
const FIRST_REQUEST_LOG_LEVEL = 6;

/** Runs one kubectl command, `argv` without the word kubectl, and gives what it printed. */
export function runKubectl(argv: readonly string[], environment: KubectlEnvironment): KubectlResult {
  const server = environment.server ?? DEFAULT_SERVER;
  try {
    const [first] = argv;
    if (first === 'options') return printed(optionsHelp());
    const topic = argv.slice(1);
    if (first === 'help' && !isTopic(topic)) return { exit: 0, stdout: '', stderr: unknownTopic(topic) };
    const words = first === 'help' ? [...argv.slice(1), '--help'] : argv;
    const found = findVerb(words, verbs);
    if (found === undefined) {
      parseFlags(words, [], { commandPath: 'kubectl' });
      return printed(rootHelp());
    }
    return runVerb(found, environment, server);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { exit: exitOf(error), stdout: '', stderr: errorsOutput([error], server) };
  }
}

/** Whether the first of the words behind `kubectl help`, if any, names a command. */
function isTopic([name]: readonly string[]): boolean {
  if (name === undefined || name.startsWith('-')) return true;
  return verbs.some((verb) => verb.name === name || verb.aliases?.includes(name) === true);
}

function printed(stdout: string): KubectlResult {
  return { exit: 0, stdout, stderr: '' };
}

function runVerb(found: FoundVerb, environment: KubectlEnvironment, server: string): KubectlResult {
  const { verb, commandPath, words } = found;
  const flags = parseFlags(words, verb.flags, { commandPath, stopAtArgument: verb.stopAtArgument === true });
  if (flags.values.get('help') === true) return printed(verbHelp(verb, commandPath));
  checkRequiredFlags(flags, verb.flags);
  refuseUnsimulated(flags, verb, commandPath);
  checkTimeout(stringFlag(flags, 'request-timeout') ?? '');
  const { kubeconfig } = environment.session;
  const given = overridesOf(flags, verb);
  const { namespace, credentials, problem: unreachableWhy } = wayIn(kubeconfig, given);
  const who = credentials === undefined ? environment : identified(environment, credentials);
  const problem =
    elsewhere(flags, verb, { config: kubeconfig, server, files: environment.files, given }) ??
    unreachableWhy ??
    (who instanceof Error ? who : undefined);
  const own = who instanceof Error ? environment : who;
  const client = problem === undefined ? userClient(flags, own, credentials) : unreachable(environment.client, problem);
  client.takeWarnings();
  const invocation = new Invocation({ commandPath, flags, client, sessionNamespace: namespace });
  sayDeprecated(invocation, verb);
  const exit = attempt(invocation, () => verb.run(invocation, { ...own, ...permitted(own, client) }));
  return finish(invocation, exit, server);
}

/** Global flags; a flag of the verb's own of the same name is another one (`create rolebinding --user`). */
function overridesOf(flags: ParsedFlags, verb: Verb): Overrides {
  const own = new Set(verb.flags.map(({ name }) => name));
  const given = (name: string): string => (own.has(name) ? '' : (stringFlag(flags, name) ?? ''));
  return { context: given('context'), cluster: given('cluster'), user: given('user'), token: given('token') };
}

interface Surroundings {
  readonly given: Overrides;
  readonly config: Kubeconfig;
  readonly server: string;
  readonly files: KubectlEnvironment['files'];
}

/** Why `--kubeconfig`, `--cluster`, `--user` and `--server` do not lead to the API (clientcmd's overrides, v1.25). */
function elsewhere(flags: ParsedFlags, verb: Verb, surroundings: Surroundings): Error | undefined {
  const { config, server, files, given } = surroundings;
  const own = new Set(verb.flags.map(({ name }) => name));
  const { cluster, user } = given;
  const file = own.has('kubeconfig') ? '' : (stringFlag(flags, 'kubeconfig') ?? '');
  if (file !== '' && files.kind(file) === undefined) return new KubectlError(`stat ${file}: no such file or directory`);
  if (file !== '') throw notSimulated('kubectl --kubeconfig');
  if (user !== '' && !config.users.has(user))
    return new KubectlError(`auth info ${JSON.stringify(user)} does not exist`);
  if (cluster !== '' && !config.clusters.has(cluster))
    return new KubectlError(`no server found for cluster ${JSON.stringify(cluster)}`);
  const address = (own.has('server') ? '' : (stringFlag(flags, 'server') ?? '')).replace(/^https?:\/\//, '');
  return address === '' || address === server ? undefined : refused(address);
}

/** What every call of the API comes to by a context that does not lead to it. */
function unreachable(client: Client, problem: Error): Client {
  const refuse = (): never => {
    throw problem;
  };
  return new Proxy(client, {
    get: (target, member) => (member === 'takeWarnings' || member === 'user' ? Reflect.get(target, member) : refuse),
  });
}

const TIMEOUT = /^(?:[-+]?\d*|[-+]?(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|ms|s|m|h))+)$/;

/** clientcmd.ParseTimeout: seconds, or a duration. */
function checkTimeout(text: string): void {
  if (TIMEOUT.test(text)) return;
  throw new KubectlError(
    'Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)',
  );
}

function sayDeprecated(invocation: Invocation, { flags }: Verb): void {
  for (const { name, deprecated } of flags)
    if (deprecated !== undefined && invocation.has(name))
      invocation.errLine(`Flag --${name} has been deprecated, ${deprecated}`);
}

/** The exit code of the verb, whose refusal ends up among the invocation's errors. */
function attempt(invocation: Invocation, run: () => number): number {
  try {
    return run();
  } catch (error) {
    invocation.fail(error);
    return exitOf(error);
  }
}

function finish(invocation: Invocation, exit: number, server: string): KubectlResult {
  const { errors } = invocation;
  for (const error of errors) if (error instanceof GoTemplateError) invocation.out(error.stdout);
  invocation.err(errorsOutput(errors, server));
  const failed = errors.length > 0 && exit === 0 ? exitOf(errors[0]) : exit;
  if (failed === 0 && invocation.bool('warnings-as-errors') && invocation.warnings > 0) {
    invocation.errLine(`error: ${invocation.warnings} warning${invocation.warnings === 1 ? '' : 's'} received`);
    return { exit: 1, stdout: invocation.stdout, stderr: invocation.stderr };
  }
  return { exit: failed, stdout: invocation.stdout, stderr: invocation.stderr };
}

function exitOf(error: unknown): number {
  return error instanceof Error && 'exit' in error && typeof error.exit === 'number' ? error.exit : 1;
}

function refuseUnsimulated(flags: ParsedFlags, verb: Verb, commandPath: string): void {
  const own = new Set(verb.flags.map(({ name }) => name));
  for (const name of flags.values.keys()) {
    // `create rolebinding --user` is another flag than the global one.
    if (unsimulatedGlobalFlags.has(name) && !own.has(name)) throw notSimulated(`kubectl --${name}`);
    if (verb.unsimulatedFlags?.includes(name) === true) throw notSimulated(`${commandPath} --${name}`);
  }
  const level = flags.values.get('v');
  if (typeof level === 'number' && level >= FIRST_REQUEST_LOG_LEVEL) throw notSimulated(`kubectl -v ${level}`);
}

function userClient(flags: ParsedFlags, environment: KubectlEnvironment, credentials: object | undefined): Client {
  const as = impersonated(flags);
  if (as !== undefined && credentials !== undefined)
    throw notSimulated('kubectl --as of another user than the administrator');
  if (as !== undefined) return environment.client.as(as.user, impersonatedGroups(as.user, as.groups));
  if (listFlag(flags, 'as-group').length === 0 && (stringFlag(flags, 'as-uid') ?? '') === '') return environment.client;
  const why = `requesting uid, groups or user-extra for ${environment.client.user} without impersonating a user`;
  // Without `-n` the namespace is looked up first, and its error is not known for one of the configuration.
  if ((stringFlag(flags, 'namespace') ?? '') === '') throw new KubectlError(why);
  throw new StandardError(`Error in configuration: ${why}`);
}
