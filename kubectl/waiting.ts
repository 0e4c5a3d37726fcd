/**
 * How long a command waits that would wait for ever (an object that never goes, a pod that may not be evicted): nobody can press
 * Ctrl-C here, so after this much virtual time it says so and fails.
 */
export const ENDLESS_WAIT_MS: number = 10 * 60_000;

/** What such a command says when it gives up. */
export function gaveUp(what: string, remedy: string): string {
  return `gave up after 10m0s of waiting for ${what}, where kubectl would wait until it is interrupted: ${remedy}`;
}
