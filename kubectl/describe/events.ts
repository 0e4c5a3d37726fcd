import { ageOf, type Client, type Event, type KubeObject } from '../../engine/index.ts';

/** The events about an object, oldest first. */
export function eventsAbout(client: Client, object: KubeObject): readonly Event[] {
  const { name, namespace, uid } = object.metadata;
  // Kubelets name a node's events by its name instead of its uid, and all of them stand in the namespace default.
  const fieldSelector =
    object.kind === 'Node'
      ? `involvedObject.kind=Node,involvedObject.name=${name}`
      : `involvedObject.name=${name},involvedObject.uid=${uid ?? ''}`;
  const { items } = client.list('Event', { ...(namespace === undefined ? {} : { namespace }), fieldSelector });
  return (items as readonly Event[]).toSorted((left, right) => compare(left.lastTimestamp, right.lastTimestamp));
}

function compare(left: string | null | undefined, right: string | null | undefined): number {
  const [a, b] = [left ?? '', right ?? ''];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The block that every description ends with. */
export function eventLines(events: readonly Event[] | undefined, nowMs: number): string {
  if (events === undefined) return '';
  if (events.length === 0) return 'Events:\t<none>\n';
  const rows = events.map((event) => {
    const source = event.source?.component ?? event.reportingComponent ?? '';
    return `  ${event.type ?? ''}\t${event.reason ?? ''}\t${eventAge(event, nowMs)}\t${source}\t${(event.message ?? '').trim()}\n`;
  });
  return `Events:\n  Type\tReason\tAge\tFrom\tMessage\n  ----\t------\t----\t----\t-------\n${rows.join('')}`;
}

/** `3s`, or `7s (x3 over 37s)` for what has happened again. */
export function eventAge(event: Event, nowMs: number): string {
  const first = ageOf(event.firstTimestamp ?? event.eventTime, nowMs);
  if ((event.count ?? 0) <= 1) return first;
  return `${ageOf(event.lastTimestamp, nowMs)} (x${event.count} over ${first})`;
}
