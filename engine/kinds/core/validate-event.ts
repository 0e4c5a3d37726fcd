/** ValidateEventCreate (pkg/apis/core/validation/events.go, v1.25). */
import { type FieldError, invalid, required } from '../../api/validation/field-error.ts';
import { qualifiedName } from '../../api/validation/names.ts';
import { utf8Length } from '../../api/utf8.ts';
import { type Errors, named, present } from '../field-checks.ts';
import type { Event } from '../types.ts';

const MAX_WORD = 128;
const MAX_MESSAGE = 1024;

const isTimed = ({ eventTime }: Event): boolean => (eventTime ?? null) !== null;

/** legacyValidateEvent: an event of the new form has a time. `controller`: what the version calls the field that says who reports. */
export function eventErrors(event: Event, controller: string): Errors {
  const { reportingComponent = '', reportingInstance = '', action = '', reason = '', message = '' } = event;
  if (!isTimed(event)) return namespaceErrors(event);
  return [
    ...homeErrors(event),
    ...present(controller, reportingComponent),
    ...named(controller, reportingComponent, qualifiedName),
    ...present('reportingInstance', reportingInstance),
    ...tooLong('reportingInstance', reportingInstance, MAX_WORD),
    ...present('action', action),
    ...tooLong('action', action, MAX_WORD),
    ...present('reason', reason),
    ...tooLong('reason', reason, MAX_WORD),
    ...tooLong('message', message, MAX_MESSAGE),
  ];
}

const OTHER_NAMESPACE = 'does not match event.namespace';

/** An event of the old form stands in the namespace of what it is about. */
function namespaceErrors({ metadata, involvedObject }: Event): FieldError[] {
  const { namespace = '' } = involvedObject;
  const agrees = namespace === '' ? metadata.namespace === 'default' : metadata.namespace === namespace;
  return agrees ? [] : [invalid('involvedObject.namespace', namespace, OTHER_NAMESPACE)];
}

/** One of the new form stands where it likes, unless what it is about has no namespace. */
function homeErrors({ metadata, involvedObject }: Event): FieldError[] {
  const { namespace = '' } = involvedObject;
  const isHome = ['default', 'kube-system'].includes(metadata.namespace ?? '');
  return namespace !== '' || isHome ? [] : [invalid('involvedObject.namespace', '', OTHER_NAMESPACE)];
}

/** These messages show no value. */
const tooLong = (path: string, text: string, max: number): FieldError[] =>
  utf8Length(text) > max ? [invalid(path, '', `can have at most ${max} characters`)] : [];

/** What is asked of events that are created as events.k8s.io/v1 besides. */
export function newEventErrors(event: Event): Errors {
  const { series, type = '', count = 0, source = {} } = event;
  const unset = (path: string, isSet: boolean): FieldError[] => (isSet ? [invalid(path, '', 'needs to be unset')] : []);
  return [
    ...(series === undefined ? [] : seriesErrors(series)),
    ...(isTimed(event) ? [] : [required('eventTime')]),
    ...(type === 'Normal' || type === 'Warning' ? [] : [invalid('type', '', `has invalid value: ${type}`)]),
    ...unset('firstTimestamp', (event.firstTimestamp ?? null) !== null),
    ...unset('lastTimestamp', (event.lastTimestamp ?? null) !== null),
    ...unset('count', count !== 0),
    ...unset('source', (source.component ?? '') !== '' || (source.host ?? '') !== ''),
  ];
}

function seriesErrors({ count = 0, lastObservedTime }: NonNullable<Event['series']>): Errors {
  return [
    ...(count < 2 ? [invalid('series.count', '', 'should be at least 2')] : []),
    ...((lastObservedTime ?? null) === null ? [required('series.lastObservedTime')] : []),
  ];
}
