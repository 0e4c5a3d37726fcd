import type { Component } from '../../../engine/index.ts';
import { ignoredTaint } from './ignored-taint.ts';
import { lostWatchEvent } from './lost-watch-event.ts';
import { missingRequeue } from './missing-requeue.ts';
import { staleEndpoint } from './stale-endpoint.ts';
import { surgeOffByOne } from './surge-off-by-one.ts';

/**
 * Deliberate bugs, by the name that `--bug` takes. Each is put around one component from outside (ClusterOptions.around): the engine
 * itself knows nothing of them.
 */
export const BUGS: Readonly<Record<string, Bug>> = {
  'missing-requeue': missingRequeue,
  'surge-off-by-one': surgeOffByOne,
  'stale-endpoint': staleEndpoint,
  'ignored-taint': ignoredTaint,
  'lost-watch-event': lostWatchEvent,
};

export interface Bug {
  /** What is wrong, in one sentence. */
  readonly says: string;
  /** The component that has it. */
  readonly component: string;
  /** The component as the bug makes it. */
  spoil(component: Component): Component;
}

/** What stands around the components of a cluster that has the bug. */
export function withBug(bug: Bug): (component: Component) => Component {
  return (component) => (component.name === bug.component ? bug.spoil(component) : component);
}
