import type { Server } from '../shell/server.ts';
import { pathOf, simpleServer } from './simple-server.ts';

/** How long it is well. */
const WELL_SECONDS = 10;

/** The server of the page on probes: /healthz is ok for ten seconds, from then on an error. */
export function livenessServer(): Server {
  return simpleServer({
    title: '/server',
    ports: [8080],
    answer: (container, request) => {
      const seconds = (container.nowMs - container.input.nowMs) / 1000;
      if (pathOf(request) === '/started') return { body: `${seconds.toFixed(9)}s` };
      if (pathOf(request) !== '/healthz') return undefined;
      return seconds > WELL_SECONDS ? { status: 500, body: `error: ${seconds}` } : { body: 'ok' };
    },
    isChanging: true,
  });
}
