import { isStatusError, type KubeObject } from '../../engine/index.ts';
import { plainName } from '../change.ts';
import type { KubectlEnvironment } from '../environment.ts';
import { KubectlError } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { parseJsonPath, relaxedJsonPath } from '../output/jsonpath.ts';
import { goPrint } from '../output/go-value.ts';
import { printChange } from '../object-output.ts';
import { refOf, type Target, targetsOf } from '../resources.ts';
import { allFlag, allNamespacesFlag, fieldSelectorFlag, fileFlags, printFlags, selectorFlag } from '../shared-flags.ts';
import type { Verb } from '../verb.ts';
import { ENDLESS_WAIT_MS, gaveUp } from '../waiting.ts';

export const waitVerb: Verb = {
  name: 'wait',
  suggestFor: ['list', 'ps'],
  summary: 'Wait for a specific condition on one or many resources',
  usage:
    "([-f FILENAME] | resource.group/resource.name | resource.group [(-l label | --all)]) [--for=delete|--for condition=available|--for=jsonpath='{}'=value]",
  flags: [
    ...fileFlags.filter(({ name }) => name !== 'kustomize'),
    ...printFlags,
    selectorFlag,
    fieldSelectorFlag,
    allFlag,
    allNamespacesFlag,
    { name: 'for', type: 'string' },
    { name: 'local', type: 'bool' },
    { name: 'timeout', type: 'duration' },
  ],
  unsimulatedFlags: ['local'],
  run,
};

const DEFAULT_TIMEOUT_MS = 30_000;

/** Whether an object is what is waited for; undefined stands for an object that is not there. */
type Condition = (object: KubeObject | undefined, first: KubeObject | undefined) => boolean;

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  const text = invocation.string('for') ?? '';
  const condition = conditionOf(text);
  const forDelete = text.toLowerCase() === 'delete';
  const targets = targetsOf(invocation, environment);
  if (targets.length === 0 && invocation.errors.length === 0 && !forDelete)
    throw new KubectlError('no matching resources found');
  for (const target of targets)
    invocation.attempt(() => waitFor(invocation, environment, target, condition, forDelete));
  return 0;
}

function waitFor(
  invocation: Invocation,
  environment: KubectlEnvironment,
  target: Target,
  condition: Condition,
  forDelete: boolean,
): void {
  const given = invocation.number('timeout') ?? DEFAULT_TIMEOUT_MS;
  const first = read(invocation, target);
  if (first === undefined) {
    if (forDelete) return;
    invocation.client.get(refOf(target));
  }
  let last = first;
  const met = (): boolean => {
    const now = read(invocation, target);
    last = now ?? last;
    return condition(now, first);
  };
  const reached = given === 0 ? met() : environment.waitUntil(met, given > 0 ? given : ENDLESS_WAIT_MS);
  if (reached && last !== undefined) return printChange(invocation, environment, last, 'condition met');
  if (given === 0) throw new KubectlError(`condition not met for ${plainName(target)}`);
  throw new KubectlError(
    given > 0
      ? `timed out waiting for the condition on ${plainName(target)}`
      : gaveUp(`the condition on ${plainName(target)}`, 'say --timeout'),
  );
}

function read(invocation: Invocation, target: Target): KubeObject | undefined {
  try {
    return invocation.client.get(refOf(target));
  } catch (error) {
    if (isStatusError(error, 'NotFound')) return undefined;
    throw error;
  }
}

/**
 * `delete`, `condition=ready`, `condition=ready=false`, `jsonpath={.status.phase}=Running`.
 * @throws KubectlError for anything else
 */
function conditionOf(text: string): Condition {
  if (text.toLowerCase() === 'delete')
    return (object, first) => object === undefined || object.metadata.uid !== first?.metadata.uid;
  if (text.startsWith('condition=')) {
    const [name = '', value = 'true'] = text.slice('condition='.length).split('=');
    return (object) => object !== undefined && hasCondition(object, name, value);
  }
  if (text.startsWith('jsonpath=')) return jsonPathCondition(text);
  throw new KubectlError(`unrecognized condition: ${JSON.stringify(text)}`);
}

interface Conditioned extends KubeObject {
  readonly status?: {
    readonly observedGeneration?: number;
    readonly conditions?: readonly {
      readonly type: string;
      readonly status: string;
      readonly observedGeneration?: number;
    }[];
  };
}

/** A condition counts once the controller has seen the newest generation. */
function hasCondition(object: KubeObject, name: string, value: string): boolean {
  const { metadata, status } = object as Conditioned;
  const condition = status?.conditions?.find(({ type }) => type.toLowerCase() === name.toLowerCase());
  if (condition === undefined) return false;
  const observed = condition.observedGeneration ?? status?.observedGeneration;
  if (observed !== undefined && observed < (metadata.generation ?? 0)) return false;
  return condition.status.toLowerCase() === value.toLowerCase();
}

function jsonPathCondition(text: string): Condition {
  const [, expression = '', wanted = '', more] = text.split('=');
  if (wanted === '' || more !== undefined)
    throw new KubectlError("jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3");
  const path = parseJsonPath(relaxedJsonPath(expression.replaceAll(/^['"]|['"]$/g, '')));
  const value = wanted.replaceAll(/^['"]|['"]$/g, '');
  return (object) => {
    if (object === undefined) return false;
    const found = path.find(object).flat();
    if (found.length > 1) throw new KubectlError('given jsonpath expression matches more than one value');
    const [first] = found;
    if (first === undefined) throw new KubectlError(missingPart(expression, object));
    if (typeof first === 'object' && first !== null)
      throw new KubectlError('jsonpath leads to a nested object or list which is not supported');
    return goPrint(first) === value;
  };
}

/** Of a path that leads nowhere the first name that is not there, in client-go's words. */
function missingPart(expression: string, object: KubeObject): string {
  const parts = expression.replaceAll(/^['"]?\{?\.?|\}?['"]?$/g, '').split('.');
  const leadsNowhere = (count: number): boolean =>
    parseJsonPath(`{.${parts.slice(0, count).join('.')}}`)
      .find(object)
      .flat().length === 0;
  const at = parts.findIndex((_part, index) => leadsNowhere(index + 1));
  return `${(parts[at] ?? '').replace(/\[.*$/, '')} is not found`;
}
