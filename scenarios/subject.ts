import type { Cluster } from '../engine/index.ts';

/** A line that the subject ran, for steps that ask how something was done. */
export interface SubjectCommand {
  readonly command: string;
  readonly exit: number;
}

/** What a rubric is about: the cluster as a submission left it. */
export interface Subject {
  /** Makes the cluster anew, the same every time: no check sees what another one did to it. */
  prepare(): Cluster;
  readonly commands: readonly SubjectCommand[];
  /** Turns of the engine that each step of a check may cost. */
  readonly budgetSteps: number;
}

let present: Subject | undefined;

/** From now on scenarios of this process begin on the subject's cluster instead of an empty one; undefined ends that. */
export function setSubject(subject: Subject | undefined): void {
  present = subject;
}

/** The subject that scenarios of this process are about, if any. */
export function subject(): Subject | undefined {
  return present;
}
