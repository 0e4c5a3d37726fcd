import type { HttpRequest, HttpResponse } from '../../component/workload.ts';
import type { Call } from '../shell/commands/command.ts';
import { clockText } from '../shell/commands/date.ts';
import type { Container } from '../shell/container/container.ts';
import type { Ended } from '../shell/container/traits.ts';
import type { Server } from '../shell/server.ts';
import { type Family, library, traitsOf, versions } from './family.ts';
import { type NginxConfig, readConfig } from './nginx-config.ts';
import { errorPage, fileAt, HTML, logAccess, page, withoutBody } from './web.ts';

const INDEX = `<!DOCTYPE html>
<html>
<head>
<title>Welcome to nginx!</title>
<style>
html { color-scheme: light dark; }
body { width: 35em; margin: 0 auto;
font-family: Tahoma, Verdana, Arial, sans-serif; }
</style>
</head>
<body>
<h1>Welcome to nginx!</h1>
<p>If you see this page, the nginx web server is successfully installed and
working. Further configuration is required.</p>

<p>For online documentation and support please refer to
<a href="http://nginx.org/">nginx.org</a>.<br/>
Commercial support is available at
<a href="http://nginx.com/">nginx.com</a>.</p>

<p><em>Thank you for using nginx.</em></p>
</body>
</html>
`;

const CONFIG = `server {
    listen       80;
    server_name  localhost;

    location / {
        root   /usr/share/nginx/html;
        index  index.html index.htm;
    }

    error_page   500 502 503 504  /50x.html;
}
`;

const LATEST = '1.23.1';
const TITLE = 'nginx: master process nginx -g daemon off;';

export const NGINX_FILES: Readonly<Record<string, string>> = {
  '/usr/share/nginx/html/index.html': INDEX,
  '/etc/nginx/conf.d/default.conf': CONFIG,
};

/** nginx serves the files below its root and logs each request; QUIT and TERM end it with 0. */
export const nginx: Family = {
  repositories: [...library('nginx'), 'docker.io/nginxinc/nginx-unprivileged', 'docker.io/bitnami/nginx'],
  tags: versions(
    '1|1\\.(?:7|8|9|1\\d|2\\d)',
    'stable|mainline|alpine|perl|slim|bullseye|buster|stretch|bookworm|otel|alpine3\\.\\d+',
  ),
  sizeBytes: 56_700_000,
  entrypoint: ['/docker-entrypoint.sh'],
  command: ['nginx', '-g', 'daemon off;'],
  traits: ({ tag }) => {
    const version = versionOf(tag);
    return traitsOf({
      userland: tag.includes('alpine') ? 'busybox' : 'debian',
      extra: ['curl'],
      files: NGINX_FILES,
      env: { NGINX_VERSION: version },
      programs: {
        nginx: (call) => run(call, version),
        '/docker-entrypoint.sh': (call) => run({ ...call, args: call.args.slice(1) }, version),
      },
    });
  },
};

/** The nginx of Kubernetes' own pages; its tags are not those of nginx. */
export const nginxSlim: Family = {
  repositories: ['registry.k8s.io/nginx-slim', 'k8s.gcr.io/nginx-slim', 'gcr.io/google_containers/nginx-slim'],
  sizeBytes: 36_000_000,
  entrypoint: [],
  command: nginx.command,
  traits: (reference) => nginx.traits({ ...reference, tag: '1.11.1' }),
};

function versionOf(tag: string): string {
  const [version = LATEST] = /^\d+(?:\.\d+)+/.exec(tag) ?? [];
  return version.split('.').length === 2 ? `${version}.0` : version;
}

/** nginx [-g 'daemon off;'] | -t | -v | -s reload|quit|stop */
function run(call: Call, version: string): Server | Ended {
  const [first, second] = call.args;
  switch (first) {
    case '-v':
      return { exitCode: 0, stderr: `nginx version: nginx/${version}\n` };
    case '-t':
      return {
        exitCode: 0,
        stderr:
          'nginx: the configuration file /etc/nginx/nginx.conf syntax is ok\nnginx: configuration file /etc/nginx/nginx.conf test is successful\n',
      };
    case '-s':
      return signal(call, second ?? '', version);
    case undefined:
      return { exitCode: 2, stderr: "seatrial: nginx as a daemon is not simulated: use nginx -g 'daemon off;'\n" };
    case '-g':
      return server(readConfig(call.container.files), version);
    default:
      return { exitCode: 2, stderr: `seatrial: nginx ${first} is not simulated\n` };
  }
}

function signal(call: Call, name: string, version: string): Ended {
  const task = call.container.tasks.find((one) => one.server !== undefined && one.title === TITLE);
  if (task === undefined)
    return { exitCode: 1, stderr: 'nginx: [error] invalid PID number "" in "/var/run/nginx.pid"\n' };
  if (name === 'reload') task.server = server(readConfig(call.container.files), version);
  else if (name === 'quit' || name === 'stop') task.signal(name === 'quit' ? 'QUIT' : 'TERM');
  else return { exitCode: 1, stderr: `nginx: invalid option: "-s ${name}"\n` };
  return {
    exitCode: 0,
    stderr: `${clockText(call.container.nowMs, '%Y/%m/%d %H:%M:%S')} [notice] ${call.task.pid}#${call.task.pid}: signal process started\n`,
  };
}

/** The servers of a configuration by version: they keep nothing of their own, so that all containers that read the same share one. */
const servers = new WeakMap<NginxConfig, Map<string, Server>>();

function server(config: NginxConfig, version: string): Server {
  let known = servers.get(config);
  if (known === undefined) {
    known = new Map();
    servers.set(config, known);
  }
  const made = known.get(version) ?? newServer(config, version);
  known.set(version, made);
  return made;
}

function newServer(config: NginxConfig, version: string): Server {
  return {
    title: TITLE,
    ports: config.ports,
    begin: (container) => begin(container, config, version),
    serve: (_port, request, container) => {
      const path = config.answer === undefined ? fileAt(container, config.root, request.path, config.index) : undefined;
      const response = withoutBody(request, answer(container, config, request, path, `nginx/${version}`));
      // A missing file prints a line of its own.
      const reads = response.status === 404 ? undefined : readsOf(config, path);
      logAccess(container, request, response, { tail: ` "${forwardedFor(request)}"`, reads });
      return response;
    },
  };
}

function forwardedFor({ headers }: HttpRequest): string {
  for (const name in headers) if (name.toLowerCase() === 'x-forwarded-for') return headers[name] ?? '-';
  return '-';
}

function begin(container: Container, { ignored }: NginxConfig, version: string): void {
  container.log('/docker-entrypoint.sh: Configuration complete; ready for start up');
  const notice = `${clockText(container.nowMs, '%Y/%m/%d %H:%M:%S')} [notice] 1#1:`;
  container.log(`${notice} nginx/${version}`, 'stderr');
  container.log(`${notice} start worker processes`, 'stderr');
  for (const directive of ignored)
    container.log(`seatrial: nginx: the directive ${directive} is not simulated`, 'stderr');
}

/** What an answer depends on besides the configuration, which is read once. */
function readsOf(config: NginxConfig, path: string | undefined): readonly string[] {
  if (config.answer !== undefined) return [];
  return path === undefined || path === '' ? [config.root] : [config.root, path];
}

/** `path`: the file that is asked for, see fileAt. */
function answer(
  container: Container,
  config: NginxConfig,
  request: HttpRequest,
  path: string | undefined,
  software: string,
): HttpResponse {
  if (config.answer !== undefined)
    return page(container, software, config.answer.status, config.answer.body, 'application/octet-stream');
  if (request.method !== 'GET' && request.method !== 'HEAD') return errorPage(container, software, 405);
  if (path === '') return errorPage(container, software, 403);
  const body = path === undefined ? undefined : container.files.read(path);
  if (body === undefined) {
    const at = clockText(container.nowMs, '%Y/%m/%d %H:%M:%S');
    container.log(
      `${at} [error] open() "${config.root}${request.path}" failed (2: No such file or directory), client: ${request.clientIP}`,
      'stderr',
    );
    return errorPage(container, software, 404);
  }
  return page(container, software, 200, body, path?.endsWith('.html') === true ? HTML : 'text/plain');
}
