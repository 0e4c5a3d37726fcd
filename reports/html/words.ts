import type { PodState } from '../timeline/pods.ts';

/** The fixed words of the pieces that every page is made of. */
export interface PieceWords {
  readonly notRun: string;
  readonly virtualTime: string;
  readonly desiredAndActual: string;
  readonly podsOnNodes: string;
  readonly timelineOf: (name: string, duration: string) => string;
  readonly states: Readonly<Record<PodState, string>>;
  readonly nodeNotReady: string;
  readonly nodeCordoned: string;
  readonly firstDivergence: string;
  readonly morePods: (count: number) => string;
  readonly quietPods: (count: number) => string;
  readonly noNode: string;
  readonly stopped: (process: string) => string;
  readonly stoppedToTheEnd: (process: string) => string;
}

export const ENGLISH: PieceWords = {
  notRun: 'not run',
  virtualTime: 'virtual time',
  desiredAndActual: 'Desired (−) and actual (+)',
  podsOnNodes: 'Pods on nodes, in virtual time',
  timelineOf: (name, duration) => `Timeline of ${name}: pods on nodes over ${duration} of virtual time`,
  states: {
    pending: 'Pending, no node',
    starting: 'Starting',
    running: 'Running, not ready',
    ready: 'Ready',
    failing: 'Failing',
    stopping: 'Terminating',
    done: 'Completed',
    lost: 'Unknown',
  },
  nodeNotReady: 'Node not ready',
  nodeCordoned: 'Node cordoned',
  firstDivergence: 'First divergence',
  morePods: (count) => `${count} more pods in the trace`,
  quietPods: (count) => `${count} pods of the system unchanged, not drawn`,
  noNode: 'no node',
  stopped: (process) => `${process} stopped`,
  stoppedToTheEnd: (process) => `${process} stopped to the end`,
};
