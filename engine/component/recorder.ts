import { subjectKey } from '../api/event-subject.ts';
import type { KubeObject } from '../api/object.ts';
import type { ApiServer } from '../api/server.ts';
import type { Caller } from '../api/server/core.ts';
import { isStatusError } from '../api/status-error.ts';
import { toMicroTime, toTimestamp } from '../api/time.ts';
import type { EventSpec } from './write.ts';

/** The tenth distinct message of one reason within ten minutes, and every later one, is combined (facts-workloads, corrections). */
const SIMILAR_MESSAGES = 10;
const SIMILAR_WINDOW_MS = 600_000;
/** Spam filter per source and object: a burst of 25, then one in 300 s. */
const BURST = 25;
const REFILL_MS = 300_000;

interface StoredEvent extends KubeObject {
  readonly involvedObject: { readonly uid?: string; readonly fieldPath?: string };
  readonly reason: string;
  readonly message: string;
  readonly type: string;
  readonly count?: number;
  readonly firstTimestamp?: string | null;
  readonly lastTimestamp?: string | null;
  readonly action?: string;
  readonly series?: { readonly count: number; readonly lastObservedTime: string };
  readonly source: { readonly component?: string; readonly host?: string };
  readonly reportingComponent?: string;
}

const COMBINED = '(combined from similar events): ';

/** Combined events share one object, whose text is the newest. */
function isSame(other: StoredEvent, message: string): boolean {
  return other.message === message || (message.startsWith(COMBINED) && other.message.startsWith(COMBINED));
}

interface Bucket {
  readonly tokens: number;
  readonly atMs: number;
}

/** Writes Events as client-go's recorders do: repetitions are counted on one object, floods are combined and then dropped. */
export class EventRecorder {
  readonly #server: ApiServer;
  readonly #nowMs: () => number;
  /** By who speaks of which kind, then by uid (or name) of the object. */
  #buckets = new Map<string, Map<string, Bucket>>();
  /** Of components that were stopped: the stamp of the events that they have not forgotten. */
  #since = new Map<string, bigint>();

  constructor(server: ApiServer, nowMs: () => number) {
    this.#server = server;
    this.#nowMs = nowMs;
  }

  adopt(other: EventRecorder): void {
    this.#buckets = new Map([...other.#buckets].map(([by, buckets]) => [by, new Map(buckets)]));
    this.#since = new Map(other.#since);
  }

  /** A process ends: what its recorder has said is in its memory only, so that it says it anew instead of counting on. */
  forget(component: string, node: string): void {
    const speaker = speakerOf(component, node);
    this.#since.set(speaker, this.#stamp());
    for (const by of this.#buckets.keys()) if (by.startsWith(speaker)) this.#buckets.delete(by);
  }

  record(caller: Caller, component: string, node: string, event: EventSpec): void {
    try {
      if (event.action === undefined) this.#recordCore(caller, { component, node }, event);
      else this.#recordSeries(caller, { component, node }, event);
    } catch (error) {
      // An Event that the API server refuses (its namespace is going) is lost, as in Kubernetes.
      if (!isStatusError(error)) throw error;
    }
  }

  #recordCore(caller: Caller, { component, node }: Speaker, event: EventSpec): void {
    const about = event.about;
    const source = event.source ?? component;
    const by = `${speakerOf(component, node)}${source} ${about.kind}`;
    if (!this.#admits(about.metadata.uid ?? about.metadata.name, by)) return;
    const all = this.#earlier(event, { component, node }).filter(({ type }) => type === event.type);
    const message = this.#combined(all, event.message);
    const same = all.find((other) => isSame(other, message) && other.involvedObject.fieldPath === event.fieldPath);
    const now = toTimestamp(this.#nowMs());
    if (same !== undefined) {
      const ref = { kind: 'Event', namespace: same.metadata.namespace, name: same.metadata.name };
      this.#server.patch(caller, ref, 'merge', { count: (same.count ?? 1) + 1, lastTimestamp: now, message });
      return;
    }
    this.#create(caller, event, {
      message,
      source: node === '' ? { component: source } : { component: source, host: node },
      firstTimestamp: now,
      lastTimestamp: now,
      count: 1,
      eventTime: null,
      reportingComponent: '',
      reportingInstance: '',
    });
  }

  /** The events.k8s.io recorder: identity is who says what about which version of the object, never the text. */
  #recordSeries(caller: Caller, speaker: Speaker, event: EventSpec): void {
    const version = event.about.metadata.resourceVersion;
    const source = event.source ?? speaker.component;
    const same = this.#earlier(event, speaker).find(
      (other) =>
        other.action === event.action &&
        (other.involvedObject as { resourceVersion?: string }).resourceVersion === version,
    );
    const now = toMicroTime(this.#nowMs());
    if (same === undefined) {
      this.#create(caller, event, {
        message: event.message,
        action: event.action ?? '',
        source: {},
        firstTimestamp: null,
        lastTimestamp: null,
        eventTime: now,
        reportingComponent: source,
        reportingInstance: `${source}-m-k8s`,
      });
      return;
    }
    if (same.series !== undefined) return;
    const ref = { kind: 'Event', namespace: same.metadata.namespace, name: same.metadata.name };
    this.#server.patch(caller, ref, 'merge', { series: { count: 1, lastObservedTime: now } });
  }

  /** The name is the object's and nanoseconds, as client-go writes them; the revision tells events of one instant apart. */
  #create(caller: Caller, event: EventSpec, rest: object): void {
    const { name, namespace = 'default' } = event.about.metadata;
    const stamp = this.#stamp();
    this.#server.create(caller, 'Event', namespace, {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: [name, stamp.toString(16)].join('.'), namespace },
      involvedObject: involvedIn(event),
      type: event.type,
      reason: event.reason,
      ...rest,
    });
  }

  #stamp(): bigint {
    return BigInt(this.#nowMs()) * 1_000_000n + BigInt(this.#server.objects.revision % 1_000_000);
  }

  /** What this source said about the object before for the same reason, has not forgotten, and is still kept. */
  #earlier(event: EventSpec, { component, node }: Speaker): StoredEvent[] {
    const source = event.source ?? component;
    const since = this.#since.get(speakerOf(component, node));
    const all = this.#server.objects.by<StoredEvent>('Event', 'involved', subjectOf(event));
    return all.filter(
      (other) =>
        other.reason === event.reason &&
        (other.source.component ?? other.reportingComponent) === source &&
        (since === undefined || stampOf(other) >= since),
    );
  }

  #combined(similar: readonly StoredEvent[], message: string): string {
    if (similar.length + 1 < SIMILAR_MESSAGES) return message;
    const since = toTimestamp(this.#nowMs() - SIMILAR_WINDOW_MS);
    const recent = similar.filter((other) => (other.lastTimestamp ?? '') >= since);
    const texts = new Set(recent.map((other) => other.message));
    if (texts.has(message)) return message;
    if (texts.size + 1 < SIMILAR_MESSAGES) return message;
    return `${COMBINED}${message}`;
  }

  #admits(about: string, by: string): boolean {
    const nowMs = this.#nowMs();
    const buckets = this.#buckets.get(by) ?? new Map<string, Bucket>();
    const bucket = buckets.get(about) ?? { tokens: BURST, atMs: nowMs };
    const tokens = Math.min(BURST, bucket.tokens + (nowMs - bucket.atMs) / REFILL_MS);
    if (tokens < 1) return false;
    if (buckets.size === 0) this.#buckets.set(by, buckets);
    buckets.set(about, { tokens: tokens - 1, atMs: nowMs });
    return true;
  }
}

/** Who has a recorder of its own: a component, and the node it runs on ('' for the control plane's). */
interface Speaker {
  readonly component: string;
  readonly node: string;
}

const speakerOf = (component: string, node: string): string => `${component} ${node} `;

/** When an event was made, from its name; 0 for one that somebody else named. */
function stampOf({ metadata }: KubeObject): bigint {
  const [, hex] = /\.([\da-f]+)$/.exec(metadata.name) ?? [];
  return hex === undefined ? 0n : BigInt(`0x${hex}`);
}

function subjectOf({ about }: EventSpec): string {
  const { uid, namespace, name } = about.metadata;
  return subjectKey({ uid, kind: about.kind, namespace, name });
}

/** Member by member: most of what a cluster writes are events, and conditional spreads are slow. */
function involvedIn({ about, fieldPath }: EventSpec): Readonly<Record<string, string>> {
  const { name, namespace, uid, resourceVersion } = about.metadata;
  const involved: Record<string, string> = { kind: about.kind };
  if (namespace !== undefined) involved['namespace'] = namespace;
  involved['name'] = name;
  if (uid !== undefined) involved['uid'] = uid;
  if (about.apiVersion !== '') involved['apiVersion'] = about.apiVersion;
  if (resourceVersion !== undefined) involved['resourceVersion'] = resourceVersion;
  if (fieldPath !== undefined) involved['fieldPath'] = fieldPath;
  return involved;
}
