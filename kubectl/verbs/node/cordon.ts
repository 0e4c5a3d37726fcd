import { isStatusError, type KubeObject, type Node } from '../../../engine/index.ts';
import { changePatch, sendPatch } from '../../change.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError, usageError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { type ChangePrinting, printChange } from '../../object-output.ts';
import { parseResourceArgs } from '../../resource-args.ts';
import { liveObject, NOTHING_NAMED, type Target, targetsOf } from '../../resources.ts';
import { dryRunFlag, selectorFlag } from '../../shared-flags.ts';
import type { Verb } from '../../verb.ts';
import { dryRunOf } from '../../write-flags.ts';

export const cordonVerb: Verb = {
  name: 'cordon',
  summary: 'Mark node as unschedulable',
  usage: 'NODE',
  flags: [selectorFlag, dryRunFlag],
  run: (invocation, environment) => {
    cordon(invocation, environment, nodeTargets(invocation, environment), true);
    return 0;
  },
};

export const uncordonVerb: Verb = {
  name: 'uncordon',
  summary: 'Mark node as schedulable',
  usage: 'NODE',
  flags: [selectorFlag, dryRunFlag],
  run: (invocation, environment) => {
    cordon(invocation, environment, nodeTargets(invocation, environment), false);
    return 0;
  },
};

/** A node that a command is about, as it is. */
export interface NodeTarget {
  readonly target: Target;
  readonly node: Node;
}

/**
 * The nodes that arguments or `-l` name; words are names of nodes, or `node/NAME`.
 * @throws KubectlError when none is named, or one is not there
 */
export function nodeTargets(invocation: Invocation, environment: KubectlEnvironment): readonly NodeTarget[] {
  const { args } = invocation;
  const selector = invocation.string('selector') ?? '';
  const name = invocation.commandPath.replace('kubectl ', '');
  if (args.length === 0 && !invocation.has('selector'))
    throw usageError(invocation.commandPath, `USAGE: ${name} NODE [flags]`);
  if (args.length === 0 && selector === '') throw new KubectlError(NOTHING_NAMED);
  if (args.length > 0 && selector !== '')
    throw usageError(invocation.commandPath, 'error: cannot specify both a node name and a --selector option');
  const words = args.some((word) => word.includes('/')) ? args : ['nodes', ...args];
  const strange = parseResourceArgs(invocation.client, words).named.find(({ kind }) => kind.kind !== 'Node');
  if (strange !== undefined) throw new KubectlError(`${strange.kind.plural}/${strange.name} is not a node`);
  const found: NodeTarget[] = [];
  for (const target of targetsOf(invocation, environment, { args: words })) {
    invocation.attempt(() => found.push({ target, node: liveObject(invocation.client, target) as Node }));
    if (invocation.errors.length > 0) return [];
  }
  return found;
}

const OWN: ChangePrinting = { printer: 'own' };

/** Sets or clears spec.unschedulable of each node, and says so. */
export function cordon(
  invocation: Invocation,
  environment: KubectlEnvironment,
  nodes: readonly NodeTarget[],
  unschedulable: boolean,
): void {
  const verb = unschedulable ? 'cordon' : 'uncordon';
  for (const { target, node } of nodes) {
    const isAlready = (node.spec.unschedulable ?? false) === unschedulable;
    const after = isAlready ? node : tryChange(invocation, target, node, unschedulable);
    if (after === undefined) continue;
    printChange(invocation, environment, after, `${isAlready ? 'already ' : ''}${verb}ed`, OWN);
  }
}

/** The changed node; a refusal is said, and the command goes on as if nothing had happened (drain.go, v1.25). */
function tryChange(invocation: Invocation, target: Target, node: Node, unschedulable: boolean): KubeObject | undefined {
  try {
    return changed(invocation, target, node, unschedulable);
  } catch (error) {
    if (!isStatusError(error)) throw error;
    const verb = unschedulable ? 'cordon' : 'uncordon';
    invocation.errLine(`error: unable to ${verb} node ${JSON.stringify(node.metadata.name)}: ${error.message}`);
    return undefined;
  }
}

function changed(invocation: Invocation, target: Target, node: Node, unschedulable: boolean): KubeObject {
  const { unschedulable: _before, ...spec } = node.spec;
  const modified: Node = { ...node, spec: unschedulable ? { ...spec, unschedulable } : spec };
  const patch = changePatch(target, node, modified);
  if (patch === undefined || dryRunOf(invocation) === 'client') return modified;
  // The helper that drain shares names no field manager: it is the program's own name.
  return sendPatch(invocation, target, patch, 'kubectl');
}
