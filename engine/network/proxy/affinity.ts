/** Which endpoint each client of a service with session affinity has: a node's kernel remembers it, not kube-proxy. */
export class Affinities {
  #last = new Map<string, { readonly endpoint: string; readonly hitMs: number }>();

  /** The endpoint (`address:port`) that this client had within the last `seconds`. */
  find(client: string, seconds: number, nowMs: number): string | undefined {
    const held = this.#last.get(client);
    if (held === undefined) return undefined;
    if (nowMs - held.hitMs < seconds * 1000) return held.endpoint;
    this.#last.delete(client);
    return undefined;
  }

  hit(client: string, endpoint: string, nowMs: number): void {
    this.#last.set(client, { endpoint, hitMs: nowMs });
  }

  adopt(other: Affinities): void {
    this.#last = new Map(other.#last);
  }
}
