import type { FlagSpec } from '../../command-line/flags.ts';
import { usageError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';

export const podRunningTimeoutFlag: FlagSpec = { name: 'pod-running-timeout', type: 'duration' };

const DEFAULT_MS = 60_000;

/**
 * `--pod-running-timeout` (cmdutil.GetPodRunningTimeoutFlag, v1.25).
 * @throws KubectlError when it is no time to wait
 */
export function podRunningTimeoutMs(invocation: Invocation): number {
  const timeoutMs = invocation.number(podRunningTimeoutFlag.name) ?? DEFAULT_MS;
  if (timeoutMs > 0) return timeoutMs;
  throw usageError(invocation.commandPath, '--pod-running-timeout must be higher than zero');
}
