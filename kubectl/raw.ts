import type { FlagSpec } from './command-line/flags.ts';
import type { KubectlEnvironment, RawRequest } from './environment.ts';
import { KubectlError, notSimulated } from './errors.ts';
import { impersonated } from './impersonation.ts';
import type { Invocation } from './invocation.ts';
import { rawPath } from './raw-uri.ts';

/** `--raw PATH`: one request to the API by its path. */
export const rawFlag: FlagSpec = { name: 'raw', type: 'string' };

/** Whether the command is such a request. */
export function isRaw(invocation: Invocation): boolean {
  return (invocation.string(rawFlag.name) ?? '') !== '';
}

/**
 * Makes the request and prints the answer as it comes (pkg/rawhttp, v1.25).
 * @throws KubectlError for a path that is none, StatusError for what the API refuses
 */
export function runRaw(
  invocation: Invocation,
  environment: KubectlEnvironment,
  method: RawRequest['method'],
  body = '',
): number {
  const uri = invocation.string(rawFlag.name) ?? '';
  const as = impersonated(invocation.flags);
  const answer = environment.raw({ method, uri: rawPath(uri), body, ...(as === undefined ? {} : { as }) });
  if (answer === undefined) throw notSimulated(`${invocation.commandPath} --raw of what goes on without an end`);
  invocation.out(answer);
  return 0;
}

/**
 * What goes with `--raw` where a file is its body.
 * @param exactly the file has to be there
 * @param refuseOwn what the command itself refuses beside it
 * @returns the body
 */
export function rawBody(
  invocation: Invocation,
  environment: KubectlEnvironment,
  exactly: boolean,
  refuseOwn: () => void = () => undefined,
): string {
  const [file, second] = invocation.list('filename');
  if (second !== undefined || (exactly && file === undefined))
    throw new KubectlError('--raw can only use a single local file or stdin');
  if (file !== undefined && /^https?:\/\//.test(file)) throw new KubectlError('--raw cannot read from a url');
  if (invocation.bool('recursive')) throw new KubectlError('--raw and --recursive are mutually exclusive');
  refuseOwn();
  refuseOutput(invocation);
  rawPath(invocation.string(rawFlag.name) ?? '');
  if (file === undefined) return '';
  const text = file === '-' ? (environment.stdin ?? '') : environment.files.read(file);
  if (text === undefined) throw new KubectlError(`open ${file}: no such file or directory`);
  return text;
}

/** @throws KubectlError for `-o` */
export function refuseOutput(invocation: Invocation): void {
  if ((invocation.string('output') ?? '') !== '') throw new KubectlError('--raw and --output are mutually exclusive');
}
