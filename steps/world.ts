import { basename, dirname } from 'node:path';
import { type IWorldOptions, World } from '@cucumber/cucumber';
import type { Cluster } from '../engine/index.ts';
import type { KubectlResult } from '../kubectl/environment.ts';
import type { Casualty } from './support/casualty.ts';
import type { Requests } from './support/requests.ts';
import { notFoundCauses } from './support/causes/not-found.ts';
import { causeOf } from './support/explain.ts';
import { ExpectationError } from './support/failure.ts';
import { lazily } from './support/lazily.ts';
import { splitWords } from '../kubectl/command-line/words.ts';
import { withoutRepeats } from './support/repeats.ts';
import { commandLine } from './support/terminal.ts';
import type { CommandInput, Session } from '../scenarios/session.ts';
import { filesBeside } from '../scenarios/files-beside.ts';
import { subject } from '../scenarios/subject.ts';

export interface WorldParameters {
  /** The run's seed; default '1'. */
  readonly seed?: string;
  /** Topology of scenarios that name none; default 'course'. */
  readonly topology?: string;
  /** 'explore': the seed also decides whose turn it is. */
  readonly order?: 'fair' | 'explore';
  /** The runner has looked for lines that the features lose; plain cucumber-js has not. */
  readonly isLinted?: boolean;
}

/** Which scenario runs: what its seed is made of. Neither order, nor line numbers, nor the folder count. */
export interface ScenarioIdentity {
  readonly uri: string;
  readonly name: string;
  readonly line: number;
  /** Tells the rows of an outline apart; '' for a plain scenario. */
  readonly row: string;
}

/** A project's own manifests seldom lie beside its features: `k8s/` is found from where seatrial runs. */
const WORKING_FOLDER = '.';

/** One scenario's cluster, its terminal, and what the last steps left. The cluster starts when the first step needs it. */
export class SeatrialWorld extends World<WorldParameters> {
  identity: ScenarioIdentity = { uri: '', name: '', line: 0, row: '' };
  topologyName: string;
  /** The namespace that steps speak of when they name none. */
  namespace = 'default';
  /** The last kubectl command, and what it printed. */
  command: readonly string[] = [];
  result: KubectlResult = { exit: 0, stdout: '', stderr: '' };
  /** The last request or series of requests. */
  requests: Requests | undefined;
  /** The pods that a step let die last. */
  casualty: Casualty | undefined;
  /** Files that a step noted for later: path -> content. */
  notedFiles: ReadonlyMap<string, string> = new Map();
  /** The text of the step that runs: it stands in the trace where it begins. */
  step = '';
  /** What the step that failed threw. */
  error: unknown;
  #cluster: Cluster | undefined;
  #session: Session | undefined;

  constructor(options: IWorldOptions<WorldParameters>) {
    super(options);
    this.topologyName = options.parameters.topology ?? 'course';
  }

  /** `RUN_SEED FILE NAME ROW`: the same scenario gets the same cluster in every run with the same seed, wherever seatrial was started. */
  get seed(): string {
    const { uri, name, row } = this.identity;
    return `${this.parameters.seed ?? '1'} ${basename(uri)} ${name}${row === '' ? '' : ` ${row}`}`;
  }

  /** `-n NAMESPACE` where steps speak of another namespace than the usual one. */
  get inNamespace(): readonly string[] {
    return this.namespace === 'default' ? [] : ['-n', this.namespace];
  }

  get hasCluster(): boolean {
    return this.#cluster !== undefined;
  }

  get cluster(): Cluster {
    this.#cluster ??= this.#start();
    return this.#cluster;
  }

  /** Where the process is about a submission, the scenario begins with what it left behind. */
  #start(): Cluster {
    const cluster = subject()?.prepare() ?? this.#startEmpty();
    cluster.grantBudget(subject()?.budgetSteps);
    if (this.step !== '') cluster.mark(this.step);
    return cluster;
  }

  #startEmpty(): Cluster {
    const { order } = this.parameters;
    const topology = lazily.topologies().topology(this.topologyName);
    return lazily.engine().Cluster.start(topology, { seed: this.seed, ...(order === undefined ? {} : { order }) });
  }

  get session(): Session {
    const beside = dirname(this.identity.uri);
    this.#session ??= new (lazily.sessions().Session)(this.cluster, filesBeside(beside, WORKING_FOLDER));
    return this.#session;
  }

  /** Runs a kubectl command and keeps what it printed; what it caused at this very instant happens before the next step. */
  kubectl(argv: readonly string[], input: CommandInput = {}): KubectlResult {
    this.command = argv;
    this.result = this.session.kubectl(argv, input);
    this.cluster.settleNow();
    return this.result;
  }

  /** The same, for steps whose business is not kubectl: a failure is the step's failure. */
  mustKubectl(argv: readonly string[], input: CommandInput = {}): string {
    this.kubectl(argv, input);
    return this.mustHaveWorked();
  }

  /** Runs a script in the shell beside the cluster and keeps what it printed; its last kubectl command is the one that is spoken of. */
  script(text: string): void {
    const { exit, stdout, stderr, ran } = this.session.shell(text);
    const words = splitWords(ran.at(-1)?.command ?? '');
    this.command = 'refused' in words ? [] : words.words.slice(1);
    this.result = { exit, stdout, stderr };
    this.cluster.settleNow();
  }

  /** What the latest command printed. Throws an ExpectationError when it failed. */
  mustHaveWorked(): string {
    const { exit, stdout, stderr } = this.result;
    const argv = this.command;
    if (exit === 0) return stdout;
    const said = withoutRepeats(stderr.trimEnd());
    const actual = `exit code ${exit}${said === '' ? '' : `\n${said}`}`;
    const cause = causeOf(notFoundCauses(this.cluster, argv, stderr));
    throw new ExpectationError({
      atMs: this.cluster.elapsedMs,
      what: commandLine(argv),
      expected: 'exit code 0',
      actual,
      ...(cause === undefined ? {} : { why: cause.why, causes: cause.causes }),
    });
  }
}
