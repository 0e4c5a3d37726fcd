import type { Listener } from '../../component/workload.ts';

/** A connection that did not come about, and the first thing in its way. */
export interface Refusal {
  readonly outcome: 'refused' | 'timeout' | 'unreachable';
  readonly why: string;
}

/** A connection that reached a listener. */
export interface Opened {
  readonly listener: Listener;
  /** Where the connection ends. */
  readonly address: string;
  readonly port: number;
  /** The source address that the server sees. */
  readonly clientIP: string;
}

export const isRefusal = (outcome: object): outcome is Refusal => 'outcome' in outcome;
