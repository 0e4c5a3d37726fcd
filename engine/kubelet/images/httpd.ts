import { type Family, library, traitsOf, versions } from './family.ts';
import { fileAt, HTML, logAccess, page, withoutBody } from './web.ts';
import type { Server } from '../shell/server.ts';

const ROOT = '/usr/local/apache2/htdocs';
const SOFTWARE = 'Apache/2.4.54 (Unix)';

const server: Server = {
  title: 'httpd -DFOREGROUND',
  ports: [80],
  serve: (_port, request, container) => {
    const path = fileAt(container, ROOT, request.path, 'index.html');
    const body = path === undefined || path === '' ? undefined : container.files.read(path);
    const missing = `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>404 Not Found</title>\n</head><body>\n<h1>Not Found</h1>\n<p>The requested URL was not found on this server.</p>\n</body></html>\n`;
    const response = withoutBody(
      request,
      page(container, SOFTWARE, body === undefined ? 404 : 200, body ?? missing, HTML),
    );
    logAccess(container, request, response, { reads: path === undefined ? [ROOT] : [ROOT, path] });
    return response;
  },
};

/** Apache: "It works!". */
export const httpd: Family = {
  repositories: library('httpd'),
  tags: versions('2', 'alpine|bullseye|buster|bookworm|alpine3\\.\\d+'),
  sizeBytes: 55_000_000,
  entrypoint: [],
  command: ['httpd-foreground'],
  traits: ({ tag }) =>
    traitsOf({
      userland: tag.includes('alpine') ? 'busybox' : 'debian',
      files: { [`${ROOT}/index.html`]: '<html><body><h1>It works!</h1></body></html>\n' },
      workingDir: '/usr/local/apache2',
      programs: { 'httpd-foreground': () => server, httpd: () => server, 'apache2-foreground': () => server },
    }),
};
