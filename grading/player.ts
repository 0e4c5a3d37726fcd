import { type Cluster, type FullStore, limitObjects } from '../engine/index.ts';
import { type LineResult, pause, playTranscript } from '../runner/play/transcript-player.ts';
import type { Exercise } from '../scenarios/exercises.ts';
import { MemoryFiles } from '../scenarios/files.ts';
import { Session } from '../scenarios/session.ts';
import type { SubjectCommand } from '../scenarios/subject.ts';
import { copied, preparedCluster } from './setup.ts';
import type { CommandReport, LimitHit } from './grade.ts';
import { application, type PlannedLine, planOf } from './plan.ts';
import type { Submission } from './submission.ts';

/** A submission that was run on a cluster of its own. */
export interface Played {
  readonly cluster: Cluster;
  readonly commands: readonly CommandReport[];
  /** The same, with the kubectl commands that lines of a shell came to in these lines' place. */
  readonly used: readonly SubjectCommand[];
  readonly limits: readonly LimitHit[];
  /** The engine's budget ran out: nothing more can be asked of this cluster. */
  readonly isSpent: boolean;
}

/** Characters of a command's output that a grade keeps. */
const MAX_OUTPUT = 2000;
const HOUR_MS = 3_600_000;

/** Runs a submission on a fresh cluster: the same exercise, submission and seed give the same cluster. Nothing is run on the host. */
export function playSubmission(exercise: Exercise, submission: Submission, seed: string): Played {
  const cluster = preparedCluster(exercise, `${seed} ${exercise.id}`);
  return new Player(exercise, submission, cluster).play();
}

/** What a submission left, for one who may do with it what he likes; undefined where a container is in the middle of a script. */
export function copyOf({ cluster }: Played, { limits }: Exercise): Cluster | undefined {
  const copy = copied(cluster);
  if (copy !== undefined) limitObjects(copy, limits.objects);
  return copy;
}

/** Plays line after line until one limit or another says that it is enough. */
class Player {
  readonly #exercise: Exercise;
  readonly #submission: Submission;
  readonly #cluster: Cluster;
  readonly #session: Session;
  readonly #commands: CommandReport[] = [];
  readonly #used: SubjectCommand[] = [];
  readonly #limits: LimitHit[] = [];
  readonly #beganMs: number;
  readonly #store: FullStore;
  #isSpent = false;

  constructor(exercise: Exercise, submission: Submission, cluster: Cluster) {
    this.#exercise = exercise;
    this.#submission = submission;
    this.#cluster = cluster;
    this.#beganMs = cluster.nowMs;
    const files = new MemoryFiles(Object.fromEntries(submission.files.map(({ path, text }) => [path, text])));
    this.#session = new Session(cluster, files, { isPart: true });
    this.#store = limitObjects(cluster, exercise.limits.objects);
    cluster.grantBudget(exercise.limits.steps);
  }

  play(): Played {
    const plan = planOf(this.#submission);
    const refused = plan.filter((line) => this.#run(line) && this.#commands.at(-1)?.exit !== 0);
    if (this.#exercise.retryApply)
      for (const { file, line } of refused) if (line === undefined) this.#run(application(file));
    this.#pass(this.#exercise.settleSeconds * 1000, 'the cluster');
    if (this.#store.refused() > 0)
      this.#hit('objects', `the cluster was full: it may hold ${this.#exercise.limits.objects} objects`);
    return {
      cluster: this.#cluster,
      commands: this.#commands,
      used: this.#used,
      limits: this.#limits,
      isSpent: this.#isSpent,
    };
  }

  /** False when the line was not run any more. */
  #run({ file, line, run }: PlannedLine): boolean {
    if (this.#isSpent || this.#isLate(file, line)) return false;
    if (run.afterSuccess === true && this.#commands.at(-1)?.exit !== 0) return false;
    const where = line === undefined ? file : `${file}:${line}`;
    this.#cluster.mark(run.kind === 'kubectl' ? `kubectl ${run.text}` : run.kind);
    const result = playTranscript(run, this.#session);
    this.#commands.push({ file, ...(line === undefined ? {} : { line }), ...reportOf(result) });
    this.#used.push(...usedBy(result));
    this.#noteSpent(result.isUnsettled ? result.stderr : '', where);
    this.#pass(this.#exercise.paceSeconds * 1000, where);
    return true;
  }

  #pass(ms: number, where: string): void {
    if (!this.#isSpent) this.#noteSpent(pause(this.#session, ms), where);
  }

  #noteSpent(problem: string, where: string): void {
    if (problem === '') return;
    this.#isSpent = true;
    this.#hit('steps', `${where}: ${problem.trim().replace(/^seatrial: /, '')}`);
  }

  #isLate(file: string, line: number | undefined): boolean {
    const { virtualHours } = this.#exercise.limits;
    if (this.#cluster.nowMs - this.#beganMs <= virtualHours * HOUR_MS) return false;
    const where = line === undefined ? file : `${file}:${line}`;
    this.#hit('virtual time', `${where} and what follows was not run: more than ${virtualHours} hours of virtual time`);
    return true;
  }

  /** Each limit is named once, where it was hit first. */
  #hit(limit: string, message: string): void {
    if (!this.#limits.some((known) => known.limit === limit)) this.#limits.push({ limit, message });
  }
}

function reportOf({ line, exit, stdout, stderr }: LineResult): Omit<CommandReport, 'file' | 'line'> {
  return { command: line, exit, stdout: bounded(stdout), stderr: bounded(stderr) };
}

function usedBy({ line, exit, ran = [] }: LineResult): readonly SubjectCommand[] {
  return ran.length === 0 ? [{ command: line, exit }] : ran;
}

function bounded(text: string): string {
  return text.length <= MAX_OUTPUT
    ? text
    : `${text.slice(0, MAX_OUTPUT)}\n... ${text.length - MAX_OUTPUT} more characters`;
}
