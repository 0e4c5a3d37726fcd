import type { Cluster } from '../engine/index.ts';
import type { FileAccess, KubectlEnvironment, KubectlResult } from '../kubectl/environment.ts';
import { FIRST_KUBECONFIG } from '../kubectl/kubeconfig.ts';
import { runKubectl } from '../kubectl/kubectl.ts';
import { RawApi } from './raw-api.ts';
import { Forwards } from './forwards.ts';
import { MadeFiles } from './made-files.ts';

export interface CommandInput {
  readonly stdin?: string;
  readonly editor?: (text: string) => string;
}

/** Somebody at a terminal beside a cluster: kubectl with a working folder, and the cluster's clock. */
export class Session {
  readonly cluster: Cluster;
  readonly files: MadeFiles;
  readonly forwards: Forwards = new Forwards();
  readonly #raw: RawApi;
  readonly #context = { kubeconfig: FIRST_KUBECONFIG };

  constructor(cluster: Cluster, files: FileAccess) {
    this.cluster = cluster;
    this.files = new MadeFiles(files);
    this.#raw = new RawApi(cluster);
  }

  /** Runs `kubectl ARGV`; what it waits for passes as virtual time. */
  kubectl(argv: readonly string[], input: CommandInput = {}): KubectlResult {
    return runKubectl(argv, this.#environment(input));
  }

  #environment(input: CommandInput): KubectlEnvironment {
    const { cluster } = this;
    return {
      client: cluster.client('kubectl'),
      raw: (request) => this.#raw.answer(request),
      session: this.#context,
      files: this.files,
      stdin: input.stdin,
      editor: input.editor,
      runtime: cluster.runtime,
      forward: (forward) => this.forwards.add(forward),
      serveApi: (port) => this.forwards.addApi(port, (target) => this.#raw.respond(target)),
      nowMs: () => cluster.nowMs,
      waitUntil: (done, timeoutMs) => cluster.waitUntil(done, timeoutMs),
    };
  }
}
