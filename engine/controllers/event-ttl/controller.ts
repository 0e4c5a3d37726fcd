import { parseTimestamp } from '../../api/time.ts';
import type { Component, Context, Outcome } from '../../component/component.ts';
import type { View } from '../../component/view.ts';
import type { Write } from '../../component/write.ts';
import type { Event } from '../../kinds/types.ts';

/** --event-ttl; every write of an event renews it. */
const TTL_MS = 3_600_000;
/** Leases run out in batches, so that a busy hour costs one look a minute. */
const BATCH_MS = 60_000;
const SWEEP = 'sweep';

/**
 * Removes events an hour after they were last written: the lease with which kube-apiserver stores them (v1.25). An event that comes while
 * this sleeps cannot run out before it wakes.
 */
export const eventTtl: Component = {
  name: 'event-ttl',
  process: 'kube-apiserver',
  scope: 'cluster',
  watches: [],
  startKeys: () => [SWEEP],
  reconcile: (_key, view, context) => sweep(view, context),
};

function sweep(view: View, { nowMs }: Context): Outcome {
  const writes: Write[] = [];
  let earliestMs = nowMs;
  for (const event of view.list<Event>('Event')) {
    const { namespace, name } = event.metadata;
    const writtenMs = lastWrittenMs(event);
    if (writtenMs + TTL_MS <= nowMs)
      writes.push({ verb: 'delete', kind: 'Event', namespace, name, ignore: ['NotFound'] });
    else earliestMs = Math.min(earliestMs, writtenMs);
  }
  return { writes, requeueAfterMs: Math.max(BATCH_MS, earliestMs + TTL_MS - nowMs) };
}

function lastWrittenMs({ metadata, lastTimestamp, eventTime, series }: Event): number {
  const times = [metadata.creationTimestamp, lastTimestamp, eventTime, series?.lastObservedTime];
  return Math.max(0, ...times.map((time) => (time === undefined || time === null ? 0 : parseTimestamp(time))));
}
