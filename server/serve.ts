import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Cluster } from '../engine/index.ts';
import type { BodyParser } from './body.ts';
import { makeCertificates } from './certificates.ts';
import { type ClockMode, ServedClock } from './clock.ts';
import { Face } from './face.ts';
import type { Describe } from './openapi/schemas.ts';
import type { YamlPrinter } from './represent.ts';
import { kubeconfigText } from './kubeconfig.ts';

export interface ServeOptions {
  readonly cluster: Cluster;
  /** 0 takes any free port. */
  readonly port: number;
  readonly mode: ClockMode;
  /** Plain HTTP instead of HTTPS with an own authority. */
  readonly isPlain: boolean;
  readonly parse: BodyParser;
  readonly print: YamlPrinter;
  /** Kubernetes' descriptions of types and fields, for OpenAPI. */
  readonly describe: Describe;
}

/** A cluster whose API listens on the loopback. */
export interface Served {
  readonly url: string;
  readonly clock: ServedClock;
  readonly kubeconfig: string;
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';

/** Serves a cluster. Rejects with node's own error (`EADDRINUSE`) where the port is not to be had. */
export async function serve({ cluster, port, mode, isPlain, parse, print, describe }: ServeOptions): Promise<Served> {
  const certificates = isPlain ? undefined : await makeCertificates(Date.now());
  const clock = new ServedClock(cluster, mode);
  const face = new Face({ cluster, clock, parse, print, describe, isControlled: mode.kind === 'controlled' });
  const listener: RequestListener = (request, response) => void face.handle(request, response);
  const server = certificates === undefined ? createServer(listener) : createSecureServer(certificates, listener);
  const upgraded = new Set<Socket>();
  server.on('upgrade', (request, stream, head) => {
    const socket = stream as Socket;
    upgraded.add(socket);
    socket.once('close', () => upgraded.delete(socket));
    void face.upgrade(request, socket, head);
  });
  server.keepAliveTimeout = 60_000;
  try {
    await listening(server, port);
  } catch (error) {
    clock.close();
    throw error;
  }
  const url = `${certificates === undefined ? 'http' : 'https'}://${LOOPBACK}:${(server.address() as AddressInfo).port}`;
  return {
    url,
    clock,
    kubeconfig: kubeconfigText({ url, ca: certificates?.ca }),
    close: () => {
      clock.close();
      return closed(server, upgraded);
    },
  };
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Open watches and upgraded connections, which HTTP servers forget about, end with the server. */
function closed(server: Server, upgraded: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
    for (const socket of upgraded) socket.destroy();
  });
}
