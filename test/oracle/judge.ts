import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Cluster } from '../../engine/index.ts';
import { splitWords } from '../../kubectl/command-line/words.ts';
import type { OracleCase } from '../../runner/play/oracle-case.ts';
import { CasePlayer, type Replay } from '../../runner/play/oracle-replay.ts';
import { descriptionOf } from '../../kubectl/explain/descriptions.ts';
import { parseBody } from '../../kubectl/manifest/parse-body.ts';
import { printYaml } from '../../kubectl/output/yaml.ts';
import { topology } from '../../scenarios/topologies.ts';
import { type Served, serve } from '../../server/serve.ts';

/** What one command printed, and how it ended. */
export interface Answer {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Looks on before and after each command; `before` may ask the cluster itself. */
export interface Onlooker {
  before?(words: readonly string[], stdin: string | undefined): void;
  after?(line: string, answer: Answer): void;
  file?(name: string, text: string): void;
}

const HOUR_MS = 3_600_000;
/** kubectl's `describe` measures ages by its own clock, which is years ahead of the cluster's. */
const YEARS = /\b\d+y(?:\d+d)?\b/g;
/** What such an age is written as, so that it reads as an age of the recordings. */
const AN_AGE = '1h';
/** A command that is not done after this real time is stopped and counts as not answered. */
const LONGEST_MS = 90_000;

export function judgeCluster(oracle: OracleCase): Cluster {
  return Cluster.start(topology(`oracle-${oracle.nodes}`), { seed: `1 ${oracle.name}` });
}

/** Plays a case through a real kubectl against the served API. The clock is controlled: a step ends where the embedded one would. */
export async function judgeCase(
  oracle: OracleCase,
  kubectl: string,
  cluster: Cluster,
  look: Onlooker = {},
): Promise<Replay> {
  const folder = mkdtempSync(join(tmpdir(), 'seatrial-judge-'));
  const served = await serve({
    cluster,
    port: 0,
    mode: { kind: 'controlled' },
    isPlain: false,
    parse: parseBody,
    print: printYaml,
    describe: descriptionOf,
  });
  const judge = new Judge(kubectl, folder, served, look);
  const player = new CasePlayer(cluster);
  const steps: object[] = [];
  try {
    for (const step of oracle.steps) {
      if ('run' in step) steps.push(await judge.run(step.run, player.filled(step.run), step.stdin));
      else steps.push(player.play(step));
      if ('file' in step) judge.write(step.file);
      cluster.settleNow();
    }
  } finally {
    await served.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return { case: oracle.name, steps, trace: player.trace };
}

class Judge {
  readonly #kubectl: string;
  readonly #folder: string;
  readonly #served: Served;
  readonly #look: Onlooker;

  constructor(kubectl: string, folder: string, served: Served, look: Onlooker) {
    this.#kubectl = kubectl;
    this.#folder = folder;
    this.#served = served;
    this.#look = look;
    for (const name of ['home', 'work']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'config'), served.kubeconfig);
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      const path = join(this.#folder, 'work', name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
      this.#look.file?.(name, text);
    }
  }

  async run(line: string, filled: string, stdin: string | undefined): Promise<object> {
    const split = splitWords(filled, { isPlain: true });
    if ('refused' in split) return { run: line, exit: 2, stdout: '', stderr: `seatrial: ${split.refused}\n` };
    const { words } = split;
    this.#look.before?.(words, stdin);
    this.#served.clock.clientBegins(limitOf(words));
    const answer = await this.#spawned(words, stdin);
    this.#served.clock.clientEnds();
    this.#look.after?.(line, answer);
    return { run: line, ...answer };
  }

  #spawned(words: readonly string[], stdin: string | undefined): Promise<Answer> {
    const env = {
      HOME: join(this.#folder, 'home'),
      KUBECONFIG: join(this.#folder, 'config'),
      PATH: process.env['PATH'],
      KUBE_EDITOR: 'true',
      TZ: 'UTC',
    };
    const child = spawn(this.#kubectl, words, { cwd: join(this.#folder, 'work'), env, timeout: LONGEST_MS });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (bytes: Buffer) => out.push(bytes));
    child.stderr.on('data', (bytes: Buffer) => err.push(bytes));
    child.stdin.on('error', () => undefined); // A command that reads no input may be gone before it is written.
    child.stdin.end(stdin ?? '');
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => {
        const text = (chunks: readonly Buffer[]): string =>
          Buffer.concat(chunks).toString('utf8').replace(YEARS, AN_AGE);
        resolve({ exit: code ?? 137, stdout: text(out), stderr: text(err) });
      });
    });
  }
}

/** What the command's own --timeout leaves to virtual time, in milliseconds. */
function limitOf(words: readonly string[]): number | undefined {
  const at = words.findIndex((word) => /^--timeout(?:=|$)/.test(word));
  if (at < 0) return undefined;
  const text = words[at]?.split('=')[1] ?? words[at + 1] ?? '';
  const parts = [...text.matchAll(/(\d+)(ms|[smh])/g)];
  const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: HOUR_MS };
  const ms = parts.reduce((sum, [, number, unit]) => sum + Number(number) * (units[unit ?? ''] ?? 0), 0);
  return ms > 0 ? ms : undefined;
}
