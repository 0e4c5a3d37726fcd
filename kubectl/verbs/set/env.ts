import { envVarName } from '../../../engine/index.ts';
import type { Container, KubeObject } from '../../../engine/index.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { isRefusal, KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { hasFiles } from '../../manifest-files.ts';
import { podSpecOf } from '../../pod-spec.ts';
import { matchesWildcard } from '../../wildcard.ts';
import type { WordsAndPairs } from '../../pairs.ts';
import type { Verb } from '../../verb.ts';
import { EnvFailures, resolvedValue } from './env-resolve.ts';
import { type EnvVar, envFromSource, printedEnv } from './env-sources.ts';
import {
  allContainers,
  changePodSpec,
  changeTargets,
  setFlags,
  setTargets,
  withContainers,
} from './pod-template-change.ts';

export const setEnvVerb: Verb = {
  name: 'env',
  summary: 'Update environment variables on a pod template',
  usage: 'RESOURCE/NAME KEY_1=VAL_1 ... KEY_N=VAL_N',
  flags: [
    ...setFlags.filter(({ name }) => name !== 'record'),
    { name: 'containers', shorthand: 'c', type: 'string' },
    { name: 'env', shorthand: 'e', type: 'stringArray' },
    { name: 'from', type: 'string' },
    { name: 'keys', type: 'stringSlice' },
    { name: 'list', type: 'bool' },
    { name: 'overwrite', type: 'bool' },
    { name: 'prefix', type: 'string' },
    { name: 'resolve', type: 'bool' },
  ],
  run,
};

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  const { resources, pairs } = resourcesAndEnvironment(invocation.args);
  const words = [...invocation.list('env'), ...pairs];
  const from = invocation.string('from') ?? '';
  const isList = invocation.bool('list');
  if (resources.length === 0 && !hasFiles(invocation))
    throw new KubectlError('one or more resources must be specified as <resource> <name> or <resource>/<name>');
  if (isList && (invocation.string('output') ?? '') !== '')
    throw new KubectlError('--list and --output may not be specified together');
  if (from === '' && invocation.list('keys').length > 0)
    throw new KubectlError('when specifying --keys, a configmap or secret must be provided with --from');
  const { variables, remove } = parseWords(words, environment.stdin ?? '');
  if (words.includes('-') && invocation.list('filename').includes('-'))
    throw new KubectlError('standard input cannot be used for multiple arguments');
  const targets = setTargets(invocation, environment, resources, {});
  const added = [...variables, ...(from === '' ? [] : envFromSource(invocation, from))];
  const change = (object: KubeObject): KubeObject => withChanges(invocation, object, added, remove);
  if (isList) {
    for (const [, object] of targets) listChanged(invocation, object, change);
    return 0;
  }
  const failure = 'failed to patch env update to pod template: ';
  return changeTargets(invocation, environment, targets, { operation: 'env updated', failure, change });
}

/** What cannot be changed is left out of a list without a word. */
function listChanged(invocation: Invocation, object: KubeObject, change: (object: KubeObject) => KubeObject): void {
  try {
    listEnv(invocation, change(object));
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
}

function withChanges(
  invocation: Invocation,
  object: KubeObject,
  added: readonly EnvVar[],
  remove: readonly string[],
): KubeObject {
  const pattern = invocation.string('containers') ?? '*';
  return changePodSpec(object, (spec) => {
    const meant = allContainers(spec).filter(({ name }) => matchesWildcard(name, pattern));
    if (meant.length === 0) {
      const owner = `${object.kind}/${object.metadata.name}`;
      invocation.errLine(`Warning: ${owner} does not have any containers matching ${JSON.stringify(pattern)}`);
      return spec;
    }
    if (!invocation.bool('overwrite', true)) checkOverwrites(meant, added);
    const change = (each: Container): Container =>
      matchesWildcard(each.name, pattern) ? withEnv(each, added, remove) : each;
    return withContainers(spec, change);
  });
}

/**
 * Parts words into resources and `KEY=value`, `KEY-` or `-` (variables from standard input); resources come first (SplitEnvironmentFromResources).
 * @throws KubectlError for a resource behind a variable
 */
function resourcesAndEnvironment(words: readonly string[]): WordsAndPairs {
  const isPair = (word: string): boolean => word.indexOf('=') > 0 || word.endsWith('-');
  const at = words.findIndex(isPair);
  if (at === -1) return { resources: words, pairs: [] };
  const pairs = words.slice(at);
  if (!pairs.every(isPair))
    throw new KubectlError(`all resources must be specified before environment changes: ${words.join(' ')}`);
  return { resources: words.slice(0, at), pairs };
}

interface EnvWords {
  readonly variables: readonly EnvVar[];
  readonly remove: readonly string[];
}

/** What the words ask for (parseIntoEnvVar); a word `-` stands for the variables on standard input. */
function parseWords(words: readonly string[], stdin: string): EnvWords {
  const variables: EnvVar[] = [];
  const remove: string[] = [];
  const named = new Set<string>();
  for (const word of words) {
    const equals = word.indexOf('=');
    if (word === '-') variables.push(...variablesOf(stdin));
    else if (equals !== -1) {
      const name = keyName(word.slice(0, equals));
      named.add(name);
      variables.push({ name, value: word.slice(equals + 1) });
    } else if (word.endsWith('-')) remove.push(word.slice(0, -1));
    else throw new KubectlError(`unknown environment variable: ${word}`);
  }
  if (remove.some((name) => named.has(name)))
    throw new KubectlError('can not both modify and remove the same environment variable in the same command');
  return { variables, remove };
}

/** `KEY=value` lines, as they stand but for what follows a `#`; other lines say nothing (readEnv). */
function variablesOf(text: string): readonly EnvVar[] {
  return text.split('\n').flatMap((line) => {
    const [kept = ''] = line.replace(/\r$/u, '').split('#');
    const equals = kept.indexOf('=');
    return equals === -1 ? [] : [{ name: kept.slice(0, equals), value: kept.slice(equals + 1) }];
  });
}

function keyName(name: string): string {
  const reasons = envVarName(name);
  if (reasons.length === 0) return name;
  throw new KubectlError(`${JSON.stringify(name)} is not a valid key name: ${reasons.join(';')}`);
}

function checkOverwrites(containers: readonly Container[], added: readonly EnvVar[]): void {
  for (const { env = [] } of containers)
    for (const { name, value } of env)
      if (added.some((each) => each.name === name))
        throw new KubectlError(`'${name}' already has a value (${value ?? ''}), and --overwrite is false`);
}

/** Changed in place, new ones behind the others; of two for one name the first counts (updateEnv). */
function withEnv(container: Container, added: readonly EnvVar[], remove: readonly string[]): Container {
  const asked = added.filter(({ name }) => !remove.includes(name));
  const newest = new Map(asked.toReversed().map((variable) => [variable.name, variable]));
  const kept = (container.env ?? []).filter(({ name }) => !remove.includes(name));
  const known = new Set(kept.map(({ name }) => name));
  const env = [
    ...kept.map((variable) => newest.get(variable.name) ?? variable),
    ...asked.filter((variable) => newest.get(variable.name) === variable && !known.has(variable.name)),
  ];
  const { env: _before, ...rest } = container;
  return env.length === 0 ? rest : { ...rest, env };
}

/** `--list`: the variables as the changes would leave them. */
function listEnv(invocation: Invocation, object: KubeObject): void {
  const pattern = invocation.string('containers') ?? '*';
  const spec = podSpecOf(object);
  if (spec === undefined) return;
  for (const container of allContainers(spec)) {
    if (!matchesWildcard(container.name, pattern)) continue;
    invocation.outLine(`# ${object.kind} ${object.metadata.name}, container ${container.name}`);
    if (invocation.bool('resolve')) listResolved(invocation, object, container);
    else for (const variable of container.env ?? []) invocation.outLine(printedEnv(variable));
  }
}

/** `--resolve`: values instead of references, as far as they can be told now. */
function listResolved(invocation: Invocation, object: KubeObject, container: Container): void {
  const { client, namespace } = invocation;
  const failures = new EnvFailures();
  for (const variable of container.env ?? []) {
    const { name, valueFrom } = variable;
    try {
      const value =
        valueFrom === undefined ? undefined : resolvedValue({ client, namespace, object, container }, valueFrom);
      invocation.outLine(value === undefined ? printedEnv(variable) : `${name}=${value}`);
    } catch (error) {
      failures.add(name, error);
      invocation.outLine(printedEnv(variable));
    }
  }
  for (const line of failures.lines()) invocation.errLine(line);
}
