import type { HttpRequest } from '../../component/workload.ts';
import { clockText } from '../shell/commands/date.ts';
import type { Container } from '../shell/container/container.ts';
import { type Family, traitsOf } from './family.ts';
import { simpleServer } from './simple-server.ts';

const hostName = (container: Container): string => `${container.input.hostname}\n`;

/** sysnet4admin/chk-hn answers every request with its host name, so that the spread over pods can be seen. */
const checkHostName: Family = {
  repositories: ['docker.io/sysnet4admin/chk-hn'],
  sizeBytes: 56_000_000,
  entrypoint: [],
  command: ['chk-hn'],
  traits: () =>
    traitsOf({
      userland: 'debian',
      extra: ['curl', 'ps'],
      programs: {
        'chk-hn': () =>
          simpleServer({
            title: 'nginx: chk-hn',
            ports: [80],
            isLogged: true,
            answer: (container) => ({ body: hostName(container) }),
          }),
      },
    }),
};

/** sysnet4admin/chk-log answers likewise, and appends each access to /audit/audit_HOSTNAME.log. */
const checkLog: Family = {
  repositories: ['docker.io/sysnet4admin/chk-log'],
  sizeBytes: 58_000_000,
  entrypoint: [],
  command: ['chk-log'],
  traits: () =>
    traitsOf({
      userland: 'debian',
      extra: ['curl', 'ps'],
      programs: {
        'chk-log': () =>
          simpleServer({
            title: 'nginx: chk-log',
            ports: [80],
            answer: (container, request) => {
              audit(container, request);
              return { body: hostName(container) };
            },
          }),
      },
    }),
};

function audit(container: Container, { clientIP, method, path }: HttpRequest): void {
  const { files } = container;
  if (files.kind('/audit') === undefined) files.mkdir('/audit', true);
  const at = clockText(container.nowMs, '%d/%b/%Y:%H:%M:%S +0000');
  const written = files.write(
    `/audit/audit_${container.input.hostname}.log`,
    `${at}  ${clientIP}  ${method} ${path}\n`,
    true,
  );
  if (!written.ok) container.log(`/audit/audit_${container.input.hostname}.log: ${written.why}`, 'stderr');
}

/** sysnet4admin/net-tools and its like: a shell with network tools that waits. */
const netTools: Family = {
  repositories: ['docker.io/sysnet4admin/net-tools', 'docker.io/sysnet4admin/net-tools-ifn'],
  sizeBytes: 90_000_000,
  entrypoint: [],
  command: ['sleep', 'infinity'],
  traits: () => traitsOf({ userland: 'debian', extra: ['curl', 'wget', 'nslookup', 'dig', 'ping', 'nc', 'ps'] }),
};

export const courseImages: readonly Family[] = [checkHostName, checkLog, netTools];
