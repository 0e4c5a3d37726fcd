import { Cluster } from '../../engine/index.ts';
import { descriptionOf } from '../../kubectl/explain/descriptions.ts';
import { parseBody } from '../../kubectl/manifest/parse-body.ts';
import { printYaml } from '../../kubectl/output/yaml.ts';
import { topology } from '../../scenarios/topologies.ts';
import { type Served, serve } from '../../server/serve.ts';

/** What a request was answered with. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly warning: string | null;
  readonly text: string;
  readonly json: Fields;
}

export type Fields = Readonly<Record<string, never>>;

export interface TestServer {
  readonly served: Served;
  readonly cluster: Cluster;
  /** One request; a body that is no text is sent as JSON. */
  readonly ask: (
    method: string,
    path: string,
    options?: { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> },
  ) => Promise<Answer>;
  readonly control: (asked: object) => Promise<Answer>;
}

/** Serves a fresh cluster over plain HTTP with a controlled clock, for the time of `use`. */
export async function withServer(use: (server: TestServer) => Promise<void>, isPlain = true): Promise<void> {
  const cluster = Cluster.start(topology('bare'), { seed: 'server' });
  const served = await serve({
    cluster,
    port: 0,
    mode: { kind: 'controlled' },
    isPlain,
    parse: parseBody,
    print: printYaml,
    describe: descriptionOf,
  });
  const ask: TestServer['ask'] = async (method, path, { body, headers = {} } = {}) => {
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const type: Readonly<Record<string, string>> = text === undefined ? {} : { 'content-type': 'application/json' };
    const response = await fetch(`${served.url}${path}`, {
      method,
      headers: { 'user-agent': 'tester/1.0', accept: 'application/json', ...type, ...headers },
      ...(text === undefined ? {} : { body: text }),
    });
    const answered = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').startsWith('application/json');
    return {
      status: response.status,
      type: response.headers.get('content-type') ?? '',
      warning: response.headers.get('warning'),
      text: answered,
      json: (isJson ? JSON.parse(answered) : {}) as Fields,
    };
  };
  try {
    await use({ served, cluster, ask, control: (asked) => ask('POST', '/seatrial/control', { body: asked }) });
  } finally {
    await served.close();
  }
}
