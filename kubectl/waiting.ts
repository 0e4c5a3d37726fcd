import { parseDurationMs } from './command-line/flag-values.ts';
import type { KubectlEnvironment } from './environment.ts';
import type { Invocation } from './invocation.ts';

/**
 * How long a command waits that would wait for ever (an object that never goes, a pod that may not be evicted): nobody can press
 * Ctrl-C here, so after this much virtual time it says so and fails.
 */
export const ENDLESS_WAIT_MS: number = 10 * 60_000;

/** What such a command says when it gives up. */
export function gaveUp(what: string, remedy: string): string {
  return `gave up after 10m0s of waiting for ${what}, where kubectl would wait until it is interrupted: ${remedy}`;
}

/** How long the output of a container that does not end is followed, unless `--request-timeout` says otherwise. */
const FOLLOW_MS = 60_000;

/** `--request-timeout` in milliseconds; undefined: without an end. */
export function requestTimeoutMs(invocation: Invocation): number | undefined {
  const text = invocation.string('request-timeout') ?? '0';
  const timeoutMs = /^\d+$/.test(text) ? Number(text) * 1000 : parseDurationMs(text);
  return timeoutMs <= 0 ? undefined : timeoutMs;
}

/** Waits until `done`, as long as somebody follows output here; after a minute of which nobody said how long it would be, it says so. */
export function followUntil(invocation: Invocation, environment: KubectlEnvironment, done: () => boolean): boolean {
  const givenMs = requestTimeoutMs(invocation);
  const isDone = environment.waitUntil(done, givenMs ?? FOLLOW_MS);
  if (!isDone && givenMs === undefined)
    invocation.errLine(
      'stopped following after 1m0s: there is no Ctrl-C here; --request-timeout says how long to follow',
    );
  return isDone;
}
