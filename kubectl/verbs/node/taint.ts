import type { Node, Taint } from '../../../engine/index.ts';
import { changePatch, sendPatch } from '../../change.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError, StandardError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { printChange } from '../../object-output.ts';
import { liveObject, type Target, targetsOf } from '../../resources.ts';
import { allFlag, dryRunFlag, fieldManagerFlag, printFlags, selectorFlag, validateFlag } from '../../shared-flags.ts';
import type { Verb } from '../../verb.ts';
import { dryRunOf } from '../../write-flags.ts';
import { parseTaints, type TaintChanges } from './taint-spec.ts';

export const taintVerb: Verb = {
  name: 'taint',
  summary: 'Update the taints on one or more nodes',
  usage: 'NODE NAME KEY_1=VAL_1:TAINT_EFFECT_1 ... KEY_N=VAL_N:TAINT_EFFECT_N',
  flags: [
    ...printFlags,
    selectorFlag,
    allFlag,
    dryRunFlag,
    fieldManagerFlag,
    validateFlag,
    { name: 'overwrite', type: 'bool' },
  ],
  run,
};

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  const { resources, changes } = words(invocation);
  for (const target of targetsOf(invocation, environment, { args: resources }))
    invocation.attempt(() => {
      const node = liveObject(invocation.client, target) as Node;
      const { taints, operation } = reorganized(node, changes, invocation.bool('overwrite'));
      printChange(invocation, environment, changed(invocation, target, node, taints), operation, {
        suffix: 'none',
        printer: 'own',
      });
    });
  return 0;
}

function words(invocation: Invocation): { readonly resources: readonly string[]; readonly changes: TaintChanges } {
  const isTaint = (word: string): boolean => word.includes('=') || word.includes(':') || word.endsWith('-');
  const { args } = invocation;
  const first = args.findIndex(isTaint);
  const resources = first === -1 ? args : args.slice(0, first);
  const specs = first === -1 ? [] : args.slice(first);
  const stray = specs.find((word) => !isTaint(word));
  if (stray !== undefined) throw new KubectlError(`all resources must be specified before taint changes: ${stray}`);
  if (resources.length === 0) throw new KubectlError('one or more resources must be specified as <resource> <name>');
  if (specs.length === 0) throw new KubectlError('at least one taint update is required');
  const changes = parseTaints(specs, invocation.commandPath);
  checkType(invocation, resources);
  const both = changes.add.flatMap(({ key, effect }) =>
    changes.remove
      .filter((each) => each.key === key && (each.effect === '' || each.effect === effect))
      .map((each) => `${each.key}=${each.effect}`),
  );
  if (both.length > 0)
    throw new KubectlError(
      `can not both modify and remove the following taint(s) in the same command: ${both.join(', ')}`,
    );
  checkNamed(invocation, resources);
  // `--all` asks for the type alone, whatever names stand beside it.
  return { resources: invocation.bool('all') ? resources.slice(0, 1) : resources, changes };
}

/** The first word is a type here, and nothing else. */
function checkType(invocation: Invocation, [type = '']: readonly string[]): void {
  const kind = invocation.client.resolve(type);
  if (kind === undefined) throw new StandardError(`the server doesn't have a resource type ${JSON.stringify(type)}`);
  if (kind.kind !== 'Node') throw new KubectlError(`invalid resource type ${type}, only node types are supported`);
}

function checkNamed(invocation: Invocation, resources: readonly string[]): void {
  const all = invocation.bool('all');
  const selector = invocation.string('selector') ?? '';
  if (all && selector !== '') throw new KubectlError("setting 'all' parameter with a non empty selector is prohibited");
  if (!all && selector === '' && resources.length === 1)
    throw new KubectlError("at least one resource name must be specified since 'all' parameter is not set");
}

/** The node's taints after the changes, and the word for them (taint/utils.go, v1.25). */
function reorganized(
  node: Node,
  { add, remove }: TaintChanges,
  overwrite: boolean,
): { readonly taints: readonly Taint[]; readonly operation: string } {
  const old = node.spec.taints ?? [];
  const { name } = node.metadata;
  const matches = (a: { readonly key: string; readonly effect: string }, b: Taint): boolean =>
    a.key === b.key && (a.effect === '' || a.effect === b.effect);
  const taken = add.filter((taint) => old.some((each) => matches(taint, each)));
  if (!overwrite && taken.length > 0) {
    const keys = taken.map(({ key }) => key).join(',');
    throw new KubectlError(`node ${name} already has ${keys} taint(s) with same effect(s) and --overwrite is false`);
  }
  const all = [...add, ...old.filter((each) => !add.some((taint) => matches(taint, each)))];
  const missing = remove.filter((each) => !all.some((taint) => matches(each, taint)));
  const errors = missing.map((taint) => `taint ${JSON.stringify(taintText(taint))} not found`);
  if (errors.length > 0) throw new KubectlError(errors.length === 1 ? (errors[0] ?? '') : `[${errors.join(', ')}]`);
  const taints = all.filter((taint) => !remove.some((each) => matches(each, taint)));
  const added = all.length !== old.length;
  if (overwrite || (added && remove.length > 0)) return { taints, operation: 'modified' };
  return { taints, operation: added ? 'tainted' : 'untainted' };
}

function taintText(taint: { readonly key: string; readonly effect: string; readonly value?: string }): string {
  const { key, value = '', effect } = taint;
  if (effect === '') return key;
  return value === '' ? `${key}:${effect}` : `${key}=${value}:${effect}`;
}

function changed(invocation: Invocation, target: Target, node: Node, taints: readonly Taint[]): Node {
  const { taints: _before, ...spec } = node.spec;
  const modified: Node = { ...node, spec: taints.length === 0 ? spec : { ...spec, taints } };
  const patch = changePatch(target, node, modified);
  if (patch === undefined || dryRunOf(invocation) === 'client') return modified;
  return sendPatch(invocation, target, patch, 'kubectl-taint') as Node;
}
