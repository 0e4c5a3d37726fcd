/** One entry of a back-off table (client-go flowcontrol.Backoff). */
export interface Backoff {
  readonly delayMs: number;
  readonly updatedMs: number;
}

export interface BackoffLimits {
  readonly firstMs: number;
  readonly maxMs: number;
}

/** Restarts and pulls: 10 s doubling to 5 minutes (kubelet, v1.25). */
export const POD_BACKOFF: BackoffLimits = { firstMs: 10_000, maxMs: 300_000 };

/** An entry counts no more when what it waits for happened more than twice the longest delay after its last change. */
function isExpired(entry: Backoff, eventMs: number, limits: BackoffLimits): boolean {
  return eventMs - entry.updatedMs > 2 * limits.maxMs;
}

/** Must what happened at `eventMs` still wait? */
export function inBackoffSince(
  entry: Backoff | undefined,
  eventMs: number,
  nowMs: number,
  limits: BackoffLimits,
): boolean {
  if (entry === undefined || isExpired(entry, eventMs, limits)) return false;
  return nowMs - eventMs < entry.delayMs;
}

/** Must another attempt wait, counted from the last change of the entry? */
export function inBackoffSinceUpdate(entry: Backoff | undefined, nowMs: number, limits: BackoffLimits): boolean {
  return entry !== undefined && inBackoffSince(entry, entry.updatedMs, nowMs, limits);
}

/** The entry after one more attempt. */
export function nextBackoff(
  entry: Backoff | undefined,
  eventMs: number,
  nowMs: number,
  limits: BackoffLimits,
): Backoff {
  if (entry === undefined || isExpired(entry, eventMs, limits)) return { delayMs: limits.firstMs, updatedMs: nowMs };
  return { delayMs: Math.min(entry.delayMs * 2, limits.maxMs), updatedMs: nowMs };
}
