import type { Client, Event, KubeObject } from '../../engine/index.ts';

/** What a describer may ask for besides its object. */
export interface DescribeContext {
  readonly client: Client;
  readonly nowMs: number;
  /** The events about the object, oldest first; undefined with --show-events=false. */
  readonly events: readonly Event[] | undefined;
}

/** Text with tabs, for tabWrite. */
export type Describer<T extends KubeObject = KubeObject> = (object: T, context: DescribeContext) => string;
