import { inKorean } from '../korean/korean.ts';
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

/** The words around what parted first in a failed scenario, and how what it says is said. */
export interface FailureWords {
  readonly firstDivergence: string;
  readonly expected: string;
  readonly actual: string;
  readonly at: string;
  readonly atInstant: (instant: string) => string;
  readonly why: string;
  readonly because: string;
  readonly desiredAndActual: string;
  readonly said: (text: string) => string;
}

const ENGLISH_FAILURE: FailureWords = {
  firstDivergence: 'First divergence',
  expected: 'Expected',
  actual: 'Actual',
  at: 'At',
  atInstant: (instant) => `${instant} of virtual time`,
  why: 'Why',
  because: 'Because',
  desiredAndActual: 'Desired (−) and actual (+)',
  said: (text) => text,
};

const KOREAN_FAILURE: FailureWords = {
  firstDivergence: '처음 어긋난 것',
  expected: '기대한 것',
  actual: '실제 결과',
  at: '때',
  atInstant: (instant) => `가상 시간 ${instant}`,
  why: '이유',
  because: '그 까닭',
  desiredAndActual: '원하는 상태(−)와 실제 상태(+)',
  said: inKorean,
};

/** In the language of a feature's keywords; English for all but Korean. */
export function failureWords(language: string): FailureWords {
  return language === 'ko' ? KOREAN_FAILURE : ENGLISH_FAILURE;
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
