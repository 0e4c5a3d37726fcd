import { subjectKey } from '../../api/event-subject.ts';
import type { Column, Kind, ServedVersion } from '../../api/kind.ts';
import type { KubeObject } from '../../api/object.ts';
import { dns1123Subdomain, pathSegmentName } from '../../api/validation/names.ts';
import { validateObjectMeta } from '../../api/validation/object-meta.ts';
import { ageOf } from '../columns.ts';
import { omitZero } from '../omit.ts';
import type { Event } from '../types.ts';
import { eventErrors, newEventErrors } from './validate-event.ts';

/** What controllers fall back on where an event has neither series nor count. */
const ONCE = 1;

const given = (timestamp: string | null | undefined): string | undefined => timestamp ?? undefined;

const firstSeen = ({ firstTimestamp, eventTime }: Event): string | undefined =>
  given(firstTimestamp) ?? given(eventTime);

const lastSeen = (event: Event): string | undefined =>
  given(event.series?.lastObservedTime) ?? given(event.lastTimestamp) ?? firstSeen(event);

/** How often it happened: the beginning of a series is not counted in the series. */
export function eventCount({ series, count = 0 }: Event): number {
  if (series !== undefined) return (series.count ?? 0) + 1;
  return count === 0 ? ONCE : count;
}

function objectText({ involvedObject: { kind = '', name = '' } }: Event): string {
  return name === '' ? kind.toLowerCase() : `${kind.toLowerCase()}/${name}`;
}

/** `kubelet, w1-k8s`: component and host, or what took their place in events.k8s.io. */
export function eventSourceText({ source, reportingComponent = '', reportingInstance = '' }: Event): string {
  const component = source?.component ?? reportingComponent;
  const host = source?.host ?? reportingInstance;
  return host === '' ? component : `${component}, ${host}`;
}

const columns: readonly Column<Event>[] = [
  {
    name: 'Last Seen',
    description: 'Time since it happened last.',
    cell: (event, nowMs) => ageOf(lastSeen(event), nowMs),
  },
  { name: 'Type', description: 'Normal or Warning.', cell: ({ type }) => type ?? '' },
  { name: 'Reason', description: 'Why, in one word.', cell: ({ reason }) => reason ?? '' },
  { name: 'Object', description: 'What it is about.', cell: objectText },
  {
    name: 'Subobject',
    priority: 1,
    description: 'The part of the object it is about.',
    cell: ({ involvedObject }) => involvedObject.fieldPath ?? '',
  },
  { name: 'Source', priority: 1, description: 'Who says so.', cell: eventSourceText },
  { name: 'Message', description: 'What happened.', cell: ({ message }) => (message ?? '').trim() },
  {
    name: 'First Seen',
    priority: 1,
    description: 'Time since it happened first.',
    cell: (event, nowMs) => ageOf(firstSeen(event), nowMs),
  },
  { name: 'Count', priority: 1, description: 'How often it happened.', cell: (event) => String(eventCount(event)) },
  {
    name: 'Name',
    format: 'name',
    priority: 1,
    description: 'Name of the event.',
    cell: ({ metadata }) => metadata.name,
  },
];

/** Members of core/v1 events and what events.k8s.io/v1 calls them; the others are named alike. */
const RENAMED: readonly (readonly [string, string])[] = [
  ['involvedObject', 'regarding'],
  ['message', 'note'],
  ['source', 'deprecatedSource'],
  ['firstTimestamp', 'deprecatedFirstTimestamp'],
  ['lastTimestamp', 'deprecatedLastTimestamp'],
  ['count', 'deprecatedCount'],
  ['reportingComponent', 'reportingController'],
];
const TO_EVENTS: ReadonlyMap<string, string> = new Map(RENAMED);
const TO_CORE: ReadonlyMap<string, string> = new Map(RENAMED.map(([core, events]) => [events, core]));

function renamed(object: KubeObject, names: ReadonlyMap<string, string>, apiVersion: string): KubeObject {
  const members = Object.entries(object).map(([name, value]) => [names.get(name) ?? name, value]);
  return { ...(Object.fromEntries(members) as KubeObject), apiVersion };
}

type NewEvent = KubeObject & { readonly reportingController?: string; readonly reportingInstance?: string };

/** What events.k8s.io/v1 leaves out where it is empty, and core/v1 does not. */
const OMITTED = ['reportingController', 'reportingInstance'] as const;

/** What an event's older version selects by, under the newer version's names. */
const selectors = {
  kind: ({ involvedObject }) => involvedObject.kind ?? '',
  namespace: ({ involvedObject }) => involvedObject.namespace ?? '',
  name: ({ involvedObject }) => involvedObject.name ?? '',
  uid: ({ involvedObject }) => involvedObject.uid ?? '',
  apiVersion: ({ involvedObject }) => involvedObject.apiVersion ?? '',
  resourceVersion: ({ involvedObject }) => involvedObject.resourceVersion ?? '',
  fieldPath: ({ involvedObject }) => involvedObject.fieldPath ?? '',
} satisfies Record<string, (event: Event) => string>;

function selectorsOf(subject: string): Readonly<Record<string, (event: Event) => string>> {
  return Object.fromEntries(Object.entries(selectors).map(([name, of]) => [`${subject}.${name}`, of]));
}

const eventsV1: ServedVersion<Event> = {
  group: 'events.k8s.io',
  version: 'v1',
  schema: 'io.k8s.api.events.v1.Event',
  toStored: (object) => ({ reportingComponent: '', reportingInstance: '', ...renamed(object, TO_CORE, 'v1') }) as Event,
  fromStored: (object) => omitZero(renamed(object, TO_EVENTS, 'events.k8s.io/v1') as NewEvent, OMITTED),
  own: {
    validate: (object) => [
      ...eventErrors(object, 'reportingController'),
      ...validateObjectMeta(object.metadata, { namespaced: true, nameCheck: dns1123Subdomain }),
      ...newEventErrors(object),
    ],
    validateUpdate: (object) => eventErrors(object, 'reportingController'),
    fieldSelectors: {
      ...selectorsOf('regarding'),
      reason: ({ reason }) => reason ?? '',
      reportingController: ({ reportingComponent }) => reportingComponent ?? '',
      type: ({ type }) => type ?? '',
    },
  },
};

/** Members that Go always writes: time stamps that are not pointers, and texts without `omitempty`. */
const ALWAYS = {
  eventTime: null,
  firstTimestamp: null,
  involvedObject: {},
  lastTimestamp: null,
  reportingComponent: '',
  reportingInstance: '',
  source: {},
} as unknown as Partial<Event>;

export const event: Kind<Event> = {
  group: '',
  version: 'v1',
  kind: 'Event',
  plural: 'events',
  shortNames: ['ev'],
  scope: 'Namespaced',
  schema: 'io.k8s.api.core.v1.Event',
  alsoServed: [eventsV1],
  createOnUpdate: true,
  isNote: true,
  nameCheck: pathSegmentName,
  metadataRules: 'own',
  defaults: (object) => ({ ...ALWAYS, ...omitZero(object, ['count', 'action']) }),
  validate: (object) => eventErrors(object, 'reportingComponent'),
  columns,
  fieldSelectors: {
    ...selectorsOf('involvedObject'),
    reason: ({ reason }) => reason ?? '',
    reportingComponent: ({ reportingComponent }) => reportingComponent ?? '',
    source: ({ source, reportingComponent }) => source?.component ?? reportingComponent ?? '',
    type: ({ type }) => type ?? '',
  },
  indexes: { involved: ({ involvedObject }) => [subjectKey(involvedObject)] },
  brief: (object) => ({
    type: object.type ?? '',
    reason: object.reason ?? '',
    about: objectText(object),
    message: object.message ?? '',
    count: eventCount(object),
  }),
};
