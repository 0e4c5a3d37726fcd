import type { Container, KubeObject, PodSpec } from '../../../engine/index.ts';
import type { FlagSpec } from '../../command-line/flags.ts';
import { changePatch, checkAllAndSelector, plainName, printAggregate, sendPatch } from '../../change.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { isRefusal, KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { FILES_ONLY, isLocal, isOnlyShown, localName, type LocalOptions, targetsHereOrThere } from '../../local.ts';
import { printChange } from '../../object-output.ts';
import { printStructJson } from '../../output/struct-order.ts';
import { podSpecOf, withPodSpec } from '../../pod-spec.ts';
import { liveObject, type Target } from '../../resources.ts';
import { refuseUntyped } from '../../typed-only.ts';
import { allFlag, dryRunFlag, fieldManagerFlag, fileFlags, printFlags, selectorFlag } from '../../shared-flags.ts';
import { recordFlag, recorded } from '../../record.ts';

/** Flags of all `set` commands. */
export const setFlags: readonly FlagSpec[] = [
  ...fileFlags,
  ...printFlags,
  selectorFlag,
  allFlag,
  dryRunFlag,
  fieldManagerFlag,
  { name: 'local', type: 'bool' },
  recordFlag,
];

/** What one `set` command does to the objects it is about. */
export interface SetPlan {
  /** Behind the name: `image updated`. */
  readonly operation: string;
  /** What stands before the server's refusal: `failed to patch image update to pod template: `. */
  readonly failure: string;
  /** An object that stays as it is counts as updated, too. */
  readonly printsUnchanged?: true;
  /** False: what is wrong with an object is said as any refusal, without its name. */
  readonly namesTarget?: false;
  /** The changed object; what is wrong with it goes to `problems`. */
  change(object: KubeObject, problems: string[]): KubeObject;
}

/**
 * The targets of a `set` command, read; a refusal ends the command before anything is changed.
 * @param local how it takes `--local`
 */
export function setTargets(
  invocation: Invocation,
  environment: KubectlEnvironment,
  resources: readonly string[],
  local: LocalOptions = { refusal: FILES_ONLY },
): readonly (readonly [Target, KubeObject])[] {
  checkAllAndSelector(invocation);
  const targets = targetsHereOrThere(invocation, environment, resources, { isTyped: true, ...local });
  const found: (readonly [Target, KubeObject])[] = [];
  for (const target of targets)
    invocation.attempt(() => {
      if (!isLocal(invocation)) refuseUntyped(invocation, target);
      found.push([target, liveObject(invocation.client, target)]);
    });
  return invocation.errors.length > 0 ? [] : found;
}

/** Changes the targets one by one and prints them; gives the exit code. */
export function changeTargets(
  invocation: Invocation,
  environment: KubectlEnvironment,
  targets: readonly (readonly [Target, KubeObject])[],
  plan: SetPlan,
): number {
  const problems: string[] = [];
  for (const [target, live] of targets) {
    try {
      const modified = recorded(invocation, plan.change(live, problems));
      const patch = changePatch(target, live, modified);
      if (patch === undefined) {
        if (plan.printsUnchanged === true) show(invocation, environment, modified, plan);
      } else if (isOnlyShown(invocation)) show(invocation, environment, modified, plan);
      else printChange(invocation, environment, send(invocation, target, patch, plan), plan.operation);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      if (plan.namesTarget === false) {
        invocation.fail(error);
        continue;
      }
      problems.push(
        error instanceof SendError
          ? error.message
          : `error: ${isLocal(invocation) ? localName(live) : plainName(target)} ${error.message}`,
      );
    }
  }
  return printAggregate(invocation, problems);
}

/** What stays here: with `--local` kubectl has made the object itself. */
function show(invocation: Invocation, environment: KubectlEnvironment, object: KubeObject, plan: SetPlan): void {
  if (isLocal(invocation) && invocation.string('output') === 'json') invocation.out(printStructJson(object));
  else printChange(invocation, environment, object, plan.operation);
}

/** The server's refusal of a patch, in the words of the command. */
class SendError extends KubectlError {}

function send(
  invocation: Invocation,
  target: Target,
  patch: Parameters<typeof sendPatch>[2],
  plan: SetPlan,
): KubeObject {
  try {
    return sendPatch(invocation, target, patch, 'kubectl-set');
  } catch (error) {
    if (!isRefusal(error) || plan.namesTarget === false) throw error;
    throw new SendError(`${plan.failure}${error.message}`);
  }
}

/**
 * Changes the pod spec of an object.
 * @throws KubectlError for kinds without one
 */
export function changePodSpec(object: KubeObject, change: (spec: PodSpec) => PodSpec): KubeObject {
  const spec = podSpecOf(object);
  if (spec === undefined)
    throw new KubectlError(`the object is not a pod or does not have a pod template: *v1.${object.kind}`);
  return withPodSpec(object, change(spec));
}

/** All that `set` means by containers, in its order: those that run, then those that come before them. */
export function allContainers(spec: PodSpec): readonly Container[] {
  return [...spec.containers, ...(spec.initContainers ?? [])];
}

/** The spec with each container changed, those that come first as well. */
export function withContainers(spec: PodSpec, change: (container: Container) => Container): PodSpec {
  return {
    ...spec,
    containers: spec.containers.map(change),
    ...(spec.initContainers === undefined ? {} : { initContainers: spec.initContainers.map(change) }),
  };
}
