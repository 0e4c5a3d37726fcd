import type {
  ExecResult,
  FileSystem,
  HttpOutcome,
  Process,
  ProcessInput,
  ProcessState,
  ProcessWorld,
  Reach,
} from '../../component/workload.ts';
import { FileTree } from '../files/file-tree.ts';
import { createCatalogue } from '../images/catalogue.ts';

export const START_MS = 1664755200000;

const ok = (body: string): HttpOutcome => ({
  outcome: 'answered',
  response: { status: 200, headers: { Server: 'test', 'Content-Type': 'text/plain' }, body },
  by: 'default/web-1',
  address: '10.96.0.20',
});

const RECORDS: Readonly<Record<string, readonly string[]>> = {
  'SRV _http._tcp.web.default.svc.cluster.local': ['0 50 80 a.web', '0 50 80 b.web'],
  'SRV empty.default.svc.cluster.local': [],
  'PTR 20.0.96.10.in-addr.arpa': ['web.default.svc.cluster.local'],
};

/** A small world: `web` answers, `missing` answers 404, `closed` refuses, `slow` times out, anything else is no name. */
export const testReach: Reach = {
  http: (_source, { host, path, method }) => {
    if (host === 'web') return ok(`${method} ${path}\n`);
    if (host === 'missing') {
      return {
        outcome: 'answered',
        response: { status: 404, headers: {}, body: 'no\n' },
        by: 'default/web-1',
        address: '10.96.0.21',
      };
    }
    return connect(host);
  },
  tcp: (_source, host) =>
    host === 'web' ? { outcome: 'connected', by: 'default/web-1', address: '10.96.0.20' } : connect(host),
  health: () => undefined,
  resolve: (_source, name) =>
    name === 'web' || name === 'kubernetes.default'
      ? {
          outcome: 'answer',
          name: `${name}.default.svc.cluster.local`,
          addresses: ['10.96.0.20'],
          server: '10.96.0.10',
        }
      : { outcome: 'nxdomain', name, server: '10.96.0.10' },
  records: (_source, type, asked) => {
    const name = asked.replace(/\.$/, '');
    const found = RECORDS[`${type} ${name}`];
    const server = '10.96.0.10';
    if (found === undefined) return { outcome: 'nxdomain', name, server };
    return { outcome: 'answer', name, records: found, server };
  },
  ping: (_source, host) =>
    host === 'web' ? { outcome: 'connected', by: 'default/web-1', address: '10.96.0.20' } : connect(host),
};

function connect(host: string): Exclude<HttpOutcome, { outcome: 'answered' }> {
  if (host === 'closed') return { outcome: 'refused', why: 'closed', address: '10.96.0.22' };
  if (host === 'slow') return { outcome: 'timeout', why: 'slow', address: '10.96.0.23' };
  return { outcome: 'unresolved', why: `no ${host}` };
}

/** One container of an image in virtual time, as the kubelet would drive it. */
export class TestContainer {
  readonly files: FileSystem;
  readonly logs: string[] = [];
  readonly process: Process;
  nowMs: number = START_MS;
  state: ProcessState;

  constructor(image: string, given: Partial<ProcessInput> = {}) {
    const found = createCatalogue().find(image);
    if (found === undefined) throw new Error(`no image ${image}`);
    this.files = given.files ?? new FileTree();
    let drawn = 0;
    this.process = found.start({
      pod: { namespace: 'default', name: 'p', uid: 'u' },
      containerName: 'c',
      command: [],
      args: [],
      env: new Map(),
      hostname: 'p',
      podIP: '172.16.1.2',
      nodeName: 'w1-k8s',
      workingDir: undefined,
      files: this.files,
      nowMs: START_MS,
      ports: [],
      isToEnd: false,
      tty: false,
      stdin: false,
      random: (bound) => drawn++ % bound,
      ...given,
    });
    this.state = this.process.step(this.world());
  }

  world(): ProcessWorld {
    return {
      nowMs: this.nowMs,
      files: this.files,
      reach: testReach,
      source: { from: 'pod', namespace: 'default', name: 'p' },
      log: (line, stream = 'stdout') => this.logs.push(stream === 'stdout' ? line : `! ${line}`),
    };
  }

  /** Passes time, stepping the process whenever it asks for it. */
  pass(ms: number): this {
    const endMs = this.nowMs + ms;
    while (this.state.running && this.state.wakeAtMs !== undefined && this.state.wakeAtMs <= endMs) {
      this.nowMs = this.state.wakeAtMs;
      this.state = this.process.step(this.world());
    }
    this.nowMs = endMs;
    return this;
  }

  signal(name: string): this {
    this.state = this.process.signal(name, this.world());
    return this;
  }

  /** What somebody attached types; undefined: the end. */
  type(text: string | undefined): this {
    this.state = this.process.type?.(text, this.world()) ?? this.state;
    return this;
  }

  exec(command: readonly string[], stdin?: string): ExecResult {
    return this.process.exec(command, stdin, this.world());
  }

  get(port: number, path = '/'): string | undefined {
    const request = { method: 'GET', path, host: 'p', headers: { 'User-Agent': 'test' }, clientIP: '192.168.1.1' };
    return this.process.serve(port, request, this.world())?.body;
  }
}
