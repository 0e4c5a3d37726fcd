import type { Pod } from '../../../engine/index.ts';
import type { KubectlEnvironment, LogRequest } from '../../environment.ts';
import type { Invocation } from '../../invocation.ts';

/** One container whose log is wanted. */
export interface LogSource {
  readonly pod: Pod;
  readonly container: string;
}

/** The log of one container; refusals are thrown. */
export function readLog(
  environment: KubectlEnvironment,
  { pod, container }: LogSource,
  request: Omit<LogRequest, 'container'>,
): string {
  return environment.runtime.logs(pod.metadata.namespace ?? '', pod.metadata.name, { ...request, container });
}

/** `--prefix`: `[pod/web/nginx] ` before every line. */
export function prefixed(invocation: Invocation, { pod, container }: LogSource, text: string): string {
  if (!invocation.bool('prefix') || text === '') return text;
  const prefix = `[pod/${pod.metadata.name}/${container}] `;
  return text.replaceAll(/^(?=[\s\S])/gm, prefix);
}
