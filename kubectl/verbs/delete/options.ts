import type { DeleteOptions } from '../../../engine/index.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { hasFiles } from '../../manifest-files.ts';
import { selects } from '../../resources.ts';

/** What the flags of `delete` come to. */
export interface DeletePlan {
  readonly request: DeleteOptions;
  readonly ignoreNotFound: boolean;
}

const IMMEDIATE =
  'Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.';

/**
 * Reads `--force`, `--grace-period`, `--now`, `--cascade` and their like (DeleteOptions.Complete and Validate, v1.25).
 * @throws KubectlError for flags that contradict each other
 */
export function deleteOptionsOf(invocation: Invocation): DeletePlan {
  const force = invocation.bool('force');
  const propagationPolicy = cascadeOf(invocation);
  const grace = gracePeriod(invocation, force);
  checkFlags(invocation, force, grace);
  if (grace === 0 && force) invocation.errLine(IMMEDIATE);
  return {
    request: { propagationPolicy, ...(grace >= 0 ? { gracePeriodSeconds: grace } : {}) },
    ignoreNotFound: invocation.bool('ignore-not-found', selects(invocation) && !hasFiles(invocation)),
  };
}

/** Without `--force` a period of 0 becomes 1 second, so that nobody loses data by accident. */
function gracePeriod(invocation: Invocation, force: boolean): number {
  const given = invocation.number('grace-period') ?? -1;
  if (invocation.bool('now')) {
    if (given !== -1) throw new KubectlError('--now and --grace-period cannot be specified together');
    return 1;
  }
  if (given === 0 && !force) return 1;
  return force && given < 0 ? 0 : given;
}

function checkFlags(invocation: Invocation, force: boolean, grace: number): void {
  const hasSelector = ['selector', 'field-selector'].some((flag) => (invocation.string(flag) ?? '') !== '');
  if (invocation.bool('all') && hasSelector)
    throw new KubectlError("setting 'all' parameter but found a non empty selector. ");
  const output = invocation.string('output') ?? '';
  if (output !== '' && output !== 'name')
    throw new KubectlError(`unexpected -o output mode: ${output}. We only support '-o name'`);
  if (force && grace > 0)
    throw new KubectlError('--force and --grace-period greater than 0 cannot be specified together');
}

/** `--cascade`. */
export function cascadeOf(invocation: Invocation): 'Background' | 'Foreground' | 'Orphan' {
  const value = invocation.string('cascade') ?? 'background';
  if (value === 'background') return 'Background';
  if (value === 'foreground') return 'Foreground';
  if (value === 'orphan') return 'Orphan';
  const on = /^(?:1|t|true)$/i.test(value);
  if (!on && !/^(?:0|f|false)$/i.test(value))
    throw new KubectlError(`invalid cascade value (${value}). Must be "background", "foreground", or "orphan"`);
  const better = on ? 'background' : 'orphan';
  invocation.errLine(
    `warning: --cascade=${value} is deprecated (boolean value) and can be replaced with --cascade=${better}.`,
  );
  return on ? 'Background' : 'Orphan';
}
