import type { Event } from '../../engine/index.ts';
import type { SeatrialWorld } from '../world.ts';
import type { Expectation } from './expect.ts';

/** That an event of this reason was recorded about `name`, or about what is named after it. Nodes' events are in namespace default. */
export function eventRecorded(world: SeatrialWorld, reason: string, name: string, text: string): Expectation {
  const { view } = world.cluster;
  const { namespace } = world;
  return {
    what: `events about "${name}"`,
    expected: text === '' ? reason : `${reason} saying "${text}"`,
    unlike: () => {
      const events = view
        .list<Event>('Event', namespace)
        .filter(({ involvedObject }) => isAbout(involvedObject.name ?? '', name));
      const found = events.some((event) => event.reason === reason && (event.message ?? '').includes(text));
      if (found) return undefined;
      return events.length === 0
        ? 'no events'
        : events.map((event) => `${event.reason ?? ''}: ${event.message ?? ''}`).join('; ');
    },
    about: { namespace, name },
  };
}

function isAbout(involved: string, name: string): boolean {
  return involved === name || involved.startsWith(`${name}-`);
}
