import { Cluster } from '../../engine/index.ts';
import { splitWords } from '../../kubectl/command-line/words.ts';
import type { KubectlResult } from '../../kubectl/environment.ts';
import { MemoryFiles } from '../../scenarios/files.ts';
import { Session } from '../../scenarios/session.ts';
import { topology } from '../../scenarios/topologies.ts';

/** A terminal beside a cluster, that of the recordings by default, for tests of whole commands. */
export class Terminal {
  readonly cluster: Cluster;
  readonly files: MemoryFiles = new MemoryFiles();
  readonly #session: Session;

  constructor(name = 'oracle-puppet') {
    this.cluster = Cluster.start(topology(name), { seed: '1' });
    this.#session = new Session(this.cluster, this.files);
  }

  /** Runs `kubectl LINE` and lets the control plane come to rest at that instant. */
  kubectl(line: string, stdin?: string): KubectlResult {
    const split = splitWords(line);
    if ('refused' in split) throw new Error(split.refused);
    const result = this.#session.kubectl(split.words, stdin === undefined ? {} : { stdin });
    this.cluster.settleNow();
    return result;
  }

  /** What a command prints that must succeed. */
  out(line: string): string {
    const { exit, stdout, stderr } = this.kubectl(line);
    if (exit !== 0) throw new Error(`kubectl ${line}: ${exit} ${stderr}`);
    return stdout;
  }

  file(name: string, text: string): void {
    this.files.write(name, text);
  }
}

/** What is random or a matter of time, by a name of its own. */
export function normalized(text: string): string {
  return text
    .replace(/-[bcdfghjklmnpqrstvwxz2456789]{8,10}(?=[-\s/",}:\]]|$)/gm, '-<hash>')
    .replace(/-[bcdfghjklmnpqrstvwxz2456789]{5}(?=[\s/",}:\])]|$)/gm, '-<rand>')
    .replace(/pod-template-hash=\w+/g, 'pod-template-hash=<hash>')
    .replace(/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, '<ip>')
    .replace(/[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+0000/g, '<time>')
    .replace(/\bw[123]-k8s\b/g, '<worker>')
    .replace(/<unset> {2}3[0-2]\d{3}\/TCP/g, '<unset>  <nodeport>/TCP')
    .replace(/ {2,}/g, '  ')
    .replace(/ +$/gm, '');
}
