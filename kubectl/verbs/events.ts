import type { Event } from '../../engine/index.ts';
import { eventAge } from '../describe/events.ts';
import { KubectlError, StandardError } from '../errors.ts';
import type { KubectlEnvironment } from '../environment.ts';
import type { Invocation } from '../invocation.ts';
import { formatPrinter, outputFormat, unknownFormat } from '../object-output.ts';
import { alignColumns } from '../output/table.ts';
import { parseResourceArgs } from '../resource-args.ts';
import { allNamespacesFlag, printFlags } from '../shared-flags.ts';
import type { Verb } from '../verb.ts';

export const eventsVerb: Verb = {
  name: 'events',
  summary: 'List events',
  usage: '[--for TYPE/NAME] [--types=Normal,Warning] [flags]',
  flags: [
    ...printFlags,
    allNamespacesFlag,
    { name: 'chunk-size', type: 'int' },
    { name: 'for', type: 'string' },
    { name: 'no-headers', type: 'bool' },
    { name: 'types', type: 'stringSlice' },
    { name: 'watch', shorthand: 'w', type: 'bool' },
  ],
  unsimulatedFlags: ['watch'],
  run,
};

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  const types = invocation.list('types').map((type) => type.toLowerCase());
  if (types.some((type) => type !== 'normal' && type !== 'warning'))
    throw new KubectlError('valid --types are Normal or Warning');
  const everywhere = invocation.bool('all-namespaces');
  const { items } = invocation.client.list('Event', {
    ...(everywhere ? {} : { namespace: invocation.namespace }),
    ...selectorFor(invocation),
  });
  const events = (items as readonly Event[])
    .filter(({ type }) => types.length === 0 || types.includes((type ?? '').toLowerCase()))
    .toSorted((left, right) => (lastSeen(left) < lastSeen(right) ? -1 : lastSeen(left) > lastSeen(right) ? 1 : 0));
  const { format } = outputFormat(invocation);
  if (format === '') printEvents(invocation, environment, events, everywhere);
  // The printer of names finds none on the list that it is given.
  else if (format !== 'name') {
    const print = formatPrinter(invocation, environment);
    if (print === undefined) throw unknownFormat(format, ['json', 'yaml']);
    invocation.out(print({ apiVersion: 'v1', items: events, kind: 'List', metadata: { resourceVersion: '' } }));
  }
  return 0;
}

function selectorFor(invocation: Invocation): { readonly fieldSelector?: string } {
  const about = invocation.string('for') ?? '';
  if (about === '') return {};
  const [type = ''] = about.split('/');
  if (about.includes('/') && invocation.client.resolve(type) === undefined)
    throw new StandardError(`the server doesn't have a resource type ${JSON.stringify(type)}`);
  const [target] = about.includes('/') ? parseResourceArgs(invocation.client, [about]).named : [];
  if (target === undefined) throw new KubectlError('--for must be in resource/name form');
  return { fieldSelector: `involvedObject.kind=${target.kind.kind},involvedObject.name=${target.name}` };
}

function lastSeen({ lastTimestamp, eventTime }: Event): string {
  return lastTimestamp ?? eventTime ?? '';
}

function printEvents(
  invocation: Invocation,
  environment: KubectlEnvironment,
  events: readonly Event[],
  everywhere: boolean,
): void {
  if (events.length === 0) {
    invocation.errLine(everywhere ? 'No events found.' : `No events found in ${invocation.namespace} namespace.`);
    return;
  }
  const header = [...(everywhere ? ['NAMESPACE'] : []), 'LAST SEEN', 'TYPE', 'REASON', 'OBJECT', 'MESSAGE'];
  const rows = events.map((event) => [
    ...(everywhere ? [event.metadata.namespace ?? ''] : []),
    eventAge(event, environment.nowMs()),
    event.type ?? '',
    event.reason ?? '',
    `${event.involvedObject.kind ?? ''}/${event.involvedObject.name ?? ''}`,
    (event.message ?? '').trim(),
  ]);
  invocation.out(alignColumns(invocation.bool('no-headers') ? rows : [header, ...rows]));
}
