import {
  certificateHolder,
  type Cluster,
  type Machine,
  type MachineProgram,
  type Reach,
  Terminal,
} from '../engine/index.ts';
import type { FileAccess, KubectlEnvironment, KubectlResult } from '../kubectl/environment.ts';
import { FIRST_KUBECONFIG } from '../kubectl/kubeconfig.ts';
import { quoteWord } from '../kubectl/command-line/words.ts';
import { runKubectl } from '../kubectl/kubectl.ts';
import { authorityFiles } from './authority-files.ts';
import { layered } from './files.ts';
import { RawApi } from './raw-api.ts';
import { Forwards } from './forwards.ts';
import { inHome, MachineFiles, seenFrom } from './machine-files.ts';
import { MadeFiles } from './made-files.ts';
import { withPages } from './pages.ts';
import { scriptedEditor } from './scripted-editor.ts';

export interface CommandInput {
  readonly stdin?: string;
  readonly editor?: (text: string) => string;
  /** Where it is typed, on the machine of the terminal; absent: in its working folder. */
  readonly cwd?: string;
  /** Its variables; absent: those that the terminal exports. */
  readonly env?: ReadonlyMap<string, string>;
}

/** What a text did in the shell of the terminal. */
export interface ShellResult {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The kubectl commands that it ran, as their words came out, and how they ended; one that ran again and ended alike stands once. */
  readonly ran: readonly { readonly command: string; readonly exit: number }[];
}

/** Somebody at a terminal beside a cluster: kubectl with a working folder, and the cluster's clock. */
export class Session {
  readonly cluster: Cluster;
  readonly files: MadeFiles;
  readonly forwards: Forwards = new Forwards();
  readonly #raw: RawApi;
  readonly #ran = new Map<string, ShellResult['ran'][number]>();
  readonly #kept = new Set<string>();
  readonly #machine: Machine;
  #terminal: Terminal | undefined;
  readonly #context = { kubeconfig: FIRST_KUBECONFIG };

  /** @param isPart the files are what somebody handed in of a machine that had more: entering a folder that is not here is no mistake */
  constructor(cluster: Cluster, files: FileAccess, { isPart = false }: { readonly isPart?: boolean } = {}) {
    this.cluster = cluster;
    this.files = new MadeFiles(layered(files, () => [authorityFiles]));
    this.#raw = new RawApi(cluster);
    cluster.apiAnswers = (target, source) => this.#raw.answerOver(target, source);
    this.forwards.addApi(API_PORT, (target) => this.#raw.answerOver(target, { from: 'outside' }));
    this.#machine = this.#openMachine(isPart);
  }

  /** The network as the terminal's machine has it. */
  get reach(): Reach {
    return withPages(this.forwards.reach(this.cluster), this.files);
  }

  /** Runs `kubectl ARGV`; what it waits for passes as virtual time. */
  kubectl(argv: readonly string[], input: CommandInput = {}): KubectlResult {
    return runKubectl(argv, this.#environment(input));
  }

  /** A file as the shell's working folder has it. */
  read(path: string): string | undefined {
    return this.#here().read(path);
  }

  /** Keeps what a line writes, see MadeFiles; undefined: kept, else why not. */
  make(path: string, content: string, append: boolean): string | undefined {
    return this.files.make(this.#terminal === undefined ? path : inHome(path, this.#terminal.cwd), content, append);
  }

  #here(cwd: string | undefined = this.#terminal?.cwd): FileAccess {
    return cwd === undefined ? this.files : seenFrom(this.files, cwd);
  }

  /** Runs a text in the shell beside the cluster; variables and the working folder last. Nothing is run on the host. */
  shell(text: string): ShellResult {
    this.#ran.clear();
    this.#kept.clear();
    this.#terminal ??= new Terminal(this.#machine);
    const { exitCode, stdout, stderr } = this.#terminal.run(text);
    const notes = [...this.#kept].map((why) => `seatrial: ${why}\n`).join('');
    return { exit: exitCode, stdout, stderr: `${stderr}${notes}`, ran: [...this.#ran.values()] };
  }

  #openMachine(isPart: boolean): Machine {
    const { cluster } = this;
    const reach = (): Reach => this.reach;
    const kubectl: MachineProgram = {
      reads: (args) => args.some((arg) => READING.test(arg)),
      run: ({ args, cwd, env, stdin }) => {
        const refused = otherCluster(env);
        if (refused !== undefined) return { exitCode: 1, stdout: '', stderr: refused };
        const { exit, stdout, stderr } = this.kubectl(args, { cwd, env, ...(stdin === undefined ? {} : { stdin }) });
        const command = ['kubectl', ...args].map(quoteWord).join(' ');
        this.#ran.set(`${exit} ${command}`, { command, exit });
        return { exitCode: exit, stdout, stderr };
      },
    };
    return {
      get nowMs() {
        return cluster.nowMs;
      },
      get budgetLeft() {
        return cluster.budgetLeft;
      },
      get reach() {
        return reach();
      },
      isPart,
      files: new MachineFiles(this.files, (why) => this.#kept.add(why)),
      program: (name) => (name === 'kubectl' || name === 'k' ? kubectl : undefined),
      advance: (ms) => cluster.advance(ms),
    };
  }

  #environment(input: CommandInput): KubectlEnvironment {
    const { cluster } = this;
    const env = input.env ?? this.#terminal?.environment;
    return {
      client: cluster.client('kubectl'),
      authenticate: (given) =>
        'token' in given ? this.#raw.holderOf(given.token) : certificateHolder(given.certificate, cluster.nowMs),
      raw: (request) => this.#raw.answer(request),
      session: this.#context,
      files: this.#terminal === undefined ? this.files : this.#here(input.cwd),
      stdin: input.stdin,
      editor: input.editor ?? (env === undefined ? undefined : scriptedEditor(env, this.#machine)),
      runtime: cluster.runtime,
      forward: (forward) => this.forwards.add(forward),
      serveApi: (port) => this.forwards.addApi(port, (target) => this.#raw.respond(target)),
      nowMs: () => cluster.nowMs,
      waitUntil: (done, timeoutMs) => cluster.waitUntil(done, timeoutMs),
    };
  }
}

/** Where the configuration of the terminal's kubectl finds the API. */
const API_PORT = 6443;

/** `-f -`, `-f-`, `--filename=-`, `-i`, `-it`, `--stdin`: such a command reads what is piped into it. */
const READING = /^(?:-|-[a-z]*f-|--filename=-|-[a-z]*i[a-z]*|--stdin(?:=true)?)$/;

/** The configuration of a terminal is the one that it has: where `kubeadm init` says it is. */
const OWN_CONFIGS: readonly string[] = ['', '/etc/kubernetes/admin.conf', '/root/.kube/config', '~/.kube/config'];

function otherCluster(env: ReadonlyMap<string, string>): string | undefined {
  const config = env.get('KUBECONFIG') ?? '';
  return OWN_CONFIGS.includes(config) ? undefined : `seatrial: KUBECONFIG=${config} is not simulated\n`;
}
