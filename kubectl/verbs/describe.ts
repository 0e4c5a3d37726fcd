import { apiVersionOf, type Client, isStatusError, kindId, type KubeObject } from '../../engine/index.ts';
import { describe, describedVersion } from '../describe/index.ts';
import { eventsAbout } from '../describe/events.ts';
import { KubectlError } from '../errors.ts';
import type { KubectlEnvironment } from '../environment.ts';
import type { Invocation } from '../invocation.ts';
import { hasFiles } from '../manifest-files.ts';
import { parseResourceArgs } from '../resource-args.ts';
import { listOf, liveObject, refOf, targetOfObject, targetsOf, type Target } from '../resources.ts';
import { allNamespacesFlag, fileFlags, selectorFlag } from '../shared-flags.ts';
import type { Verb } from '../verb.ts';

export const describeVerb: Verb = {
  name: 'describe',
  summary: 'Show details of a specific resource or group of resources',
  usage: '(-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME) [flags]',
  flags: [
    ...fileFlags,
    selectorFlag,
    allNamespacesFlag,
    { name: 'chunk-size', type: 'int' },
    { name: 'show-events', type: 'bool' },
  ],
  run,
};

const NO_TYPE =
  'You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.\n';

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  if (invocation.args.length === 0 && !hasFiles(invocation)) throw new KubectlError(NO_TYPE);
  const targets = describedTargets(invocation, environment);
  const texts: string[] = [];
  for (const target of targets)
    invocation.attempt(() => {
      texts.push(textOf(invocation, environment, target));
    });
  // Of two words where one names nothing kubectl takes the second for the beginning of a name, and describes nothing.
  const areTwo = targets.length === WORDS_OF_A_PREFIX && targets.length === invocation.args.length;
  if (areTwo && invocation.errors.length === 1) return 0;
  invocation.out(texts.join('\n\n'));
  if (texts.length === 0 && invocation.errors.length === 0)
    invocation.errLine(
      invocation.bool('all-namespaces')
        ? 'No resources found'
        : `No resources found in ${invocation.namespace} namespace.`,
    );
  return 0;
}

/** Named objects, or all of a type. */
function describedTargets(invocation: Invocation, environment: KubectlEnvironment): readonly Target[] {
  if (hasFiles(invocation)) return targetsOf(invocation, environment);
  const { named, types } = parseResourceArgs(invocation.client, invocation.args);
  if (named.length > 0) return targetsOf(invocation, environment);
  const targets: Target[] = [];
  for (const kind of types)
    invocation.attempt(() =>
      targets.push(...listOf(invocation, kind).items.map((object) => targetOfObject(kind, object))),
    );
  return targets;
}

/** The object's description, or of `TYPE NAME` those of all whose names begin so, if there is none of just that name. */
function textOf(invocation: Invocation, environment: KubectlEnvironment, target: Target): string {
  if (target.name === '') throw new KubectlError('resource name may not be empty');
  try {
    return descriptionOf(invocation, environment, target, describedObject(invocation.client, target));
  } catch (error) {
    if (!isStatusError(error, 'NotFound') || invocation.args.length !== WORDS_OF_A_PREFIX) throw error;
    const { kind, namespace } = target;
    const { items } = invocation.client.list(kindId(kind), { namespace, apiVersion: apiVersionOf(kind) });
    const matching = items.filter(({ metadata }) => metadata.name.startsWith(target.name));
    if (matching.length === 0) throw error;
    return matching.map((object) => `${descriptionOf(invocation, environment, target, object)}\n`).join('');
  }
}

/** What files name is asked for by its describer alone, which does not look for the namespace. */
function describedObject(client: Client, target: Target): KubeObject {
  return target.manifest === undefined ? liveObject(client, target) : client.get(refOf(target));
}

const WORDS_OF_A_PREFIX = 2;

/** The describer of claims does not look at `--show-events` (describe.go, v1.25). */
const ALWAYS_WITH_EVENTS: ReadonlySet<string> = new Set(['PersistentVolumeClaim']);

function descriptionOf(
  invocation: Invocation,
  environment: KubectlEnvironment,
  target: Target,
  object: KubeObject,
): string {
  const { client } = invocation;
  const { deprecation } = describedVersion(target.kind) ?? {};
  if (deprecation !== undefined) invocation.warn(deprecation);
  const showsEvents = invocation.bool('show-events', true) || ALWAYS_WITH_EVENTS.has(target.kind.kind);
  const events = showsEvents ? eventsAbout(client, object) : undefined;
  return describe(target.kind, object, { client, nowMs: environment.nowMs(), events });
}
