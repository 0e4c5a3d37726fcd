import type { Cluster, HttpResponse, HttpTarget, Reach, Source } from '../engine/index.ts';
import type { PortForward } from '../kubectl/environment.ts';

const LOCAL = '127.0.0.1';
const LOOPBACK: readonly string[] = ['localhost', '127.0.0.1', '::1', '[::1]'];

type Answers = (target: HttpTarget) => HttpResponse;

/** The ports of a terminal's own machine that `kubectl port-forward` has joined to pods, and `kubectl proxy` to the API. They last as long as the terminal. */
export class Forwards {
  readonly #byPort = new Map<number, PortForward>();

  readonly #apis = new Map<number, Answers>();

  addApi(port: number, answers: Answers): void {
    this.#apis.set(port, answers);
  }

  add(forward: PortForward): void {
    this.#byPort.set(forward.local, forward);
  }

  /** The network as the terminal's machine sees it: a forwarded port of its own is a port of the pod, behind Services and policies. */
  reach(cluster: Cluster): Reach {
    const { reach } = cluster;
    const inPod = (host: string, port: number): { readonly source: Source; readonly port: number } | undefined => {
      const forward = LOOPBACK.includes(host) ? this.#byPort.get(port) : undefined;
      // With its pod the connection is lost, and kubectl ends.
      if (forward === undefined || cluster.view.get('Pod', forward.namespace, forward.pod) === undefined)
        return undefined;
      const { namespace, pod, remote } = forward;
      return { source: { from: 'pod', namespace, name: pod }, port: remote };
    };
    const apiAt = (host: string, port: number): Answers | undefined =>
      LOOPBACK.includes(host) ? this.#apis.get(port) : undefined;
    return {
      http: (source, target: HttpTarget) => {
        const answers = apiAt(target.host, target.port);
        if (answers !== undefined)
          return { outcome: 'answered', response: answers(target), by: 'kubectl proxy', address: LOCAL };
        const end = inPod(target.host, target.port);
        if (end === undefined) return reach.http(source, target);
        return reach.http(end.source, { ...target, host: '127.0.0.1', port: end.port });
      },
      tcp: (source, host, port) => {
        if (apiAt(host, port) !== undefined) return { outcome: 'connected', by: 'kubectl proxy', address: LOCAL };
        const end = inPod(host, port);
        return end === undefined ? reach.tcp(source, host, port) : reach.tcp(end.source, '127.0.0.1', end.port);
      },
      health: (source, host, port, service) => {
        const end = inPod(host, port);
        if (end === undefined) return reach.health(source, host, port, service);
        return reach.health(end.source, '127.0.0.1', end.port, service);
      },
      resolve: (source, name) => reach.resolve(source, name),
      records: (source, type, name) => reach.records(source, type, name),
      ping: (source, host) => reach.ping(source, host),
    };
  }
}
