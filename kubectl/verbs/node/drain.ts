import { isStatusError, parseMatcher, type Pod } from '../../../engine/index.ts';
import { printLines } from '../../change.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { dryRunFlag, selectorFlag } from '../../shared-flags.ts';
import type { Verb } from '../../verb.ts';
import { dryRunOf, dryRunSuffix } from '../../write-flags.ts';
import { cordon, type NodeTarget, nodeTargets } from './cordon.ts';
import { type DrainOptions, grouped, judge, type Verdict } from './drain-filters.ts';
import { evictPods } from './evictions.ts';

export const drainVerb: Verb = {
  name: 'drain',
  summary: 'Drain node in preparation for maintenance',
  usage: 'NODE',
  flags: [
    selectorFlag,
    dryRunFlag,
    { name: 'chunk-size', type: 'int' },
    { name: 'delete-emptydir-data', type: 'bool' },
    { name: 'delete-local-data', type: 'bool' },
    { name: 'disable-eviction', type: 'bool' },
    { name: 'force', type: 'bool' },
    { name: 'grace-period', type: 'int' },
    { name: 'ignore-daemonsets', type: 'bool' },
    { name: 'pod-selector', type: 'string' },
    { name: 'skip-wait-for-delete-timeout', type: 'int' },
    { name: 'timeout', type: 'duration' },
  ],
  run,
};

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  if (invocation.has('delete-local-data'))
    invocation.errLine(
      'Flag --delete-local-data has been deprecated, This option is deprecated and will be deleted. Use --delete-emptydir-data.',
    );
  checkPodSelector(invocation.string('pod-selector') ?? '');
  const nodes = nodeTargets(invocation, environment);
  cordon(invocation, environment, nodes, true);
  if (invocation.errors.length > 0) return 1;
  const pending: { readonly node: string; readonly shown: readonly string[] }[] = [];
  for (const node of nodes) {
    const { errors, shown = errors } = tryDrain(invocation, environment, node);
    const { name } = node.target;
    if (errors.length === 0) invocation.outLine(`node/${name} drained${dryRunSuffix(dryRunOf(invocation))}`);
    else {
      pending.push({ node: name, shown });
      invocation.errLine(
        `error: unable to drain node ${JSON.stringify(name)} due to error:${aggregate(errors)}, continuing command...`,
      );
    }
  }
  if (pending.length === 0) return 0;
  invocation.errLine('There are pending nodes to be drained:');
  for (const { node } of pending) invocation.errLine(` ${node}`);
  return printLines(
    invocation,
    pending.flatMap(({ shown }) => shown),
  );
}

/** Why a node could not be drained, and how that reads by itself. */
interface Drained {
  readonly errors: readonly string[];
  readonly shown?: readonly string[];
}

function tryDrain(invocation: Invocation, environment: KubectlEnvironment, node: NodeTarget): Drained {
  try {
    return { errors: drainNode(invocation, environment, node) };
  } catch (error) {
    if (!isStatusError(error)) throw error;
    return { errors: [error.message], shown: [`Error from server (${error.reason}): ${error.message}`] };
  }
}

function checkPodSelector(selector: string): void {
  try {
    parseMatcher(selector);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new KubectlError('--pod-selector=<pod_selector> must be a valid label selector');
  }
}

/** Evicts the pods of a node; gives why it could not. */
function drainNode(invocation: Invocation, environment: KubectlEnvironment, node: NodeTarget): readonly string[] {
  const verdicts = verdictsOf(invocation, environment, node.target.name);
  const errors = grouped(verdicts, 'error');
  if (errors.length > 0) return errors;
  const warnings = grouped(verdicts, 'warning');
  if (warnings.length > 0) invocation.errLine(`Warning: ${warnings.join('; ')}`);
  const pods = evictable(verdicts);
  if (dryRunOf(invocation) === 'client') {
    for (const { metadata } of pods)
      invocation.outLine(`evicting pod ${metadata.namespace ?? ''}/${metadata.name} (dry run)`);
    return [];
  }
  const problems = evictPods(invocation, environment, pods, {
    timeoutMs: invocation.number('timeout') ?? 0,
    gracePeriodSeconds: invocation.number('grace-period') ?? -1,
    withoutEviction: invocation.bool('disable-eviction'),
  });
  if (problems.length === 0) return [];
  const error = aggregate(problems);
  const left = evictable(verdictsOf(invocation, environment, node.target.name));
  if (left.length > 0) {
    invocation.errLine(
      `There are pending pods in node ${JSON.stringify(node.target.name)} when an error occurred: ${error}`,
    );
    for (const { metadata } of left) invocation.errLine(`pod/${metadata.name}`);
  }
  return problems;
}

function verdictsOf(invocation: Invocation, environment: KubectlEnvironment, node: string): readonly Verdict[] {
  const podSelector = invocation.string('pod-selector') ?? '';
  const { items } = invocation.client.list('Pod', {
    fieldSelector: `spec.nodeName=${node}`,
    ...(podSelector === '' ? {} : { labelSelector: podSelector }),
  });
  const options: DrainOptions = {
    force: invocation.bool('force'),
    ignoreDaemonSets: invocation.bool('ignore-daemonsets'),
    deleteEmptyDirData: invocation.bool('delete-emptydir-data') || invocation.bool('delete-local-data'),
    skipWaitSeconds: invocation.number('skip-wait-for-delete-timeout') ?? 0,
  };
  return items.map((pod) => judge(pod as Pod, options, invocation.client, environment.nowMs()));
}

function evictable(verdicts: readonly Verdict[]): readonly Pod[] {
  return verdicts.filter(({ evict }) => evict).map(({ pod }) => pod);
}

/** Several errors as Go's aggregate prints them: `[a, b]`. */
function aggregate(errors: readonly string[]): string {
  const distinct = [...new Set(errors)];
  return distinct.length === 1 ? (distinct[0] ?? '') : `[${distinct.join(', ')}]`;
}
