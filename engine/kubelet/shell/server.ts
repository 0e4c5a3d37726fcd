import type { GrpcHealth, HttpRequest, HttpResponse } from '../../component/workload.ts';
import type { Container } from './container/container.ts';

/**
 * A program that waits for requests. It is plain data and pure functions, so that its container can be copied: what it keeps lies in the
 * container's files.
 */
export interface Server {
  /** As `ps` shows it. */
  readonly title: string;
  readonly ports: readonly number[];
  /** It answers alike for as long as it runs, and leaves no trace of requests. */
  readonly isSteady?: boolean;
  /** First words, when it starts. */
  begin?(container: Container): void;
  /** Answers a request; undefined: it listens, but does not speak HTTP. */
  serve(port: number, request: HttpRequest, container: Container): HttpResponse | undefined;
  /** Answers a health check over gRPC; undefined or absent: the port does not speak it. */
  check?(port: number, service: string, container: Container): GrpcHealth | undefined;
  /** Exit code at a signal; undefined: it goes on. Default: TERM, QUIT and INT end it with 0. */
  onSignal?(signal: string): number | undefined;
}

/** What a well-behaved server does at a signal. */
export function exitAt(server: Server, signal: string): number | undefined {
  if (server.onSignal !== undefined) return server.onSignal(signal);
  return signal === 'TERM' || signal === 'QUIT' || signal === 'INT' ? 0 : undefined;
}
