import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { getCompileCacheDir } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import type { Answer, Job, WorkerSettings } from './protocol.ts';

export interface PoolOptions {
  readonly settings: WorkerSettings;
  /** How many at a time. */
  readonly processes: number;
  readonly wallSeconds: number;
  readonly heapMiB: number;
  /** Told of each answer as it comes, in no particular order. */
  answered(job: Job, answer: Answer): void;
}

const WORKER = join(import.meta.dirname, `worker${extname(import.meta.filename)}`);
/** What a process may say on its error output before the rest is dropped: enough for V8's last words. */
const MAX_COMPLAINT = 4000;

/**
 * Grades jobs in processes of their own, several at a time: what hangs, bombs or crashes one of them changes nobody else's grade. A process
 * whose submission hit a limit is thrown away, a clean one takes the next job.
 */
export async function gradeInProcesses(jobs: readonly Job[], options: PoolOptions): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'seatrial-grade-'));
  const waiting = [...jobs];
  const lane = async (): Promise<void> => {
    let worker: Worker | undefined;
    try {
      for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
        worker ??= new Worker(options, folder);
        const answer = await worker.grade(job);
        if (!isClean(answer)) {
          worker.end();
          worker = undefined;
        }
        options.answered(job, answer);
      }
    } finally {
      worker?.end();
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(options.processes, jobs.length) }, lane));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function isClean(answer: Answer): boolean {
  return answer.kind === 'graded' && answer.grade.limits.length === 0;
}

/** The only variable that a process gets: where this one keeps compiled code, a third of its start-up. */
function compileCache(): Readonly<Record<string, string>> {
  const folder = getCompileCacheDir(); // Of this version of Node, below the folder that is asked for.
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: dirname(folder) };
}

class Worker {
  readonly #process: ChildProcess;
  readonly #wallSeconds: number;
  readonly #heapMiB: number;
  #complaint = '';

  constructor({ settings, wallSeconds, heapMiB }: PoolOptions, folder: string) {
    this.#wallSeconds = wallSeconds;
    this.#heapMiB = heapMiB;
    this.#process = fork(WORKER, [], {
      cwd: folder,
      env: compileCache(),
      execArgv: [`--max-old-space-size=${heapMiB}`, '--disable-warning=ExperimentalWarning'],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#process.stderr?.setEncoding('utf8').on('data', (text: string) => {
      if (this.#complaint.length < MAX_COMPLAINT) this.#complaint += text;
    });
    this.#process.send(settings);
  }

  /** The process's answer, or why there is none. */
  grade(job: Job): Promise<Answer> {
    return new Promise((resolve) => {
      const child = this.#process;
      const settle = (answer: Answer): void => {
        clearTimeout(timer);
        child.removeAllListeners('message').removeAllListeners('exit').removeAllListeners('error');
        resolve(answer);
      };
      const timer = setTimeout(
        () => settle({ kind: 'fault', message: `it was stopped after ${this.#wallSeconds} seconds` }),
        this.#wallSeconds * 1000,
      );
      child.on('message', (answer) => settle(answer as Answer));
      child.on('exit', (code, signal) => settle({ kind: 'fault', message: this.#whyGone(code, signal) }));
      child.on('error', (error) => settle({ kind: 'fault', message: error.message }));
      child.send(job);
    });
  }

  end(): void {
    this.#process.removeAllListeners();
    this.#process.kill('SIGKILL');
  }

  #whyGone(code: number | null, signal: NodeJS.Signals | null): string {
    if (/heap out of memory|Reached heap limit/.test(this.#complaint))
      return `it needed more than ${this.#heapMiB} MiB of memory`;
    return `its process ended with ${signal ?? `exit code ${String(code)}`}`;
  }
}
