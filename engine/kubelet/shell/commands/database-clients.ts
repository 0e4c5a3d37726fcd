import type { ConnectOutcome } from '../../../component/workload.ts';
import { NotSimulated, type Work } from '../work.ts';
import { type Call, parse, type Run } from './command.ts';
import { pass } from './sleep.ts';

const CONNECT_MS = 127_000;
const LOCAL = '127.0.0.1';

/** Whether somebody listens: in this container, its pod, or wherever the network leads. */
function* connect(
  call: Call,
  host: string,
  port: number,
  timeoutMs: number = CONNECT_MS,
): Work<ConnectOutcome['outcome']> {
  const { container } = call;
  const { reach, source } = container.world;
  const isLocal = host === LOCAL || host === 'localhost';
  if (isLocal && container.listens(port)) return 'connected';
  const { outcome } = reach.tcp(source, host, port);
  if (outcome === 'timeout') yield* pass(call, timeoutMs);
  return outcome;
}

const WHY = {
  refused: 'Connection refused',
  timeout: 'Connection timed out',
  unreachable: 'No route to host',
  unresolved: 'Name or service not known',
};

/** redis-cli [-h HOST] [-p PORT] [-a PASSWORD] ping [MESSAGE] */
export function* redisCli(call: Call): Work<number> {
  const { rest, value } = parse(call, 'h:p:a:n:t:w', { 'no-auth-warning': 'w', user: 'n', pass: 'a' });
  const [asked = '', message] = rest;
  if (asked.toLowerCase() !== 'ping') throw new NotSimulated(`redis-cli ${asked}`.trimEnd());
  const [host, port] = [value('h') ?? LOCAL, Number(value('p') ?? 6379)];
  const outcome = yield* connect(call, host, port);
  if (outcome === 'connected') {
    call.stdout.write(`${message ?? 'PONG'}\n`);
    return 0;
  }
  call.stderr.write(`Could not connect to Redis at ${host}:${port}: ${WHY[outcome]}\n`);
  return 1;
}

/** pg_isready [-h HOST] [-p PORT] [-U USER] [-d DATABASE] [-t SECONDS] [-q]: exit code 2 where nobody answers. */
export function* pgIsready(call: Call): Work<number> {
  const long = { host: 'h', port: 'p', username: 'U', dbname: 'd', timeout: 't', quiet: 'q' };
  const { flags, value } = parse(call, 'h:p:U:d:t:q', long);
  const [host = '/var/run/postgresql', port = '5432'] = [value('h'), value('p')];
  const timeoutMs = Number(value('t') ?? 3) * 1000;
  const outcome = yield* connect(call, host.startsWith('/') ? LOCAL : host, Number(port), timeoutMs);
  const isReady = outcome === 'connected';
  if (!flags.has('q')) call.stdout.write(`${host}:${port} - ${isReady ? 'accepting connections' : 'no response'}\n`);
  return isReady ? 0 : 2;
}

const MYSQL_LONG = { host: 'h', port: 'P', user: 'u', execute: 'e', silent: 's', protocol: 'O', database: 'D' };

/** The options of MySQL's clients; a password is what stands behind `-p` in the same word. */
function mysqlOptions(call: Call): ReturnType<typeof parse> & { readonly host: string; readonly port: number } {
  const args = call.args.filter((arg) => !/^(?:-p|--password(?:=|$))/.test(arg));
  const options = parse({ ...call, args }, 'h:P:u:e:sNBO:D:', MYSQL_LONG);
  return { ...options, host: options.value('h') ?? LOCAL, port: Number(options.value('P') ?? 3306) };
}

/** mysqladmin [-h HOST] [-P PORT] [-u USER] [-pPASSWORD] ping (status): it succeeds as soon as the server is there, whoever asks. */
export function* mysqlAdmin(call: Call): Work<number> {
  const { rest, host, port } = mysqlOptions(call);
  if (rest[0] !== 'ping') throw new NotSimulated(`mysqladmin ${rest[0] ?? ''}`.trimEnd());
  const outcome = yield* connect(call, host, port);
  if (outcome === 'connected') {
    call.stdout.write('mysqld is alive\n');
    return 0;
  }
  call.stderr.write(
    `mysqladmin: connect to server at '${host}' failed\nerror: 'Can't connect to MySQL server on '${host}:${port}' (111)'\n`,
  );
  return 1;
}

/** mysql -e "SELECT 1": the only question that is answered. */
export function* mysql(call: Call): Work<number> {
  const { host, port, value, flags } = mysqlOptions(call);
  const [, asked] = /^\s*select\s+(\d+)\s*;?\s*$/i.exec(value('e') ?? '') ?? [];
  if (asked === undefined) throw new NotSimulated('mysql, but for -e "SELECT 1"');
  const outcome = yield* connect(call, host, port);
  if (outcome === 'connected') {
    call.stdout.write(flags.has('N') ? `${asked}\n` : `${asked}\n${asked}\n`);
    return 0;
  }
  call.stderr.write(`ERROR 2003 (HY000): Can't connect to MySQL server on '${host}:${port}' (111)\n`);
  return 1;
}

/** psql -c "SELECT 1": the only question that is answered. */
export function* psql(call: Call): Work<number> {
  const long = {
    host: 'h',
    port: 'p',
    username: 'U',
    dbname: 'd',
    command: 'c',
    'tuples-only': 't',
    'no-password': 'w',
  };
  const { flags, value } = parse(call, 'h:p:U:d:c:tAqwv:', long);
  const [, asked] = /^\s*select\s+(\d+)\s*;?\s*$/i.exec(value('c') ?? '') ?? [];
  if (asked === undefined) throw new NotSimulated('psql, but for -c "SELECT 1"');
  const [host, port] = [value('h') ?? LOCAL, Number(value('p') ?? 5432)];
  const outcome = yield* connect(call, host, port);
  if (outcome === 'connected') {
    const cell = asked.padStart(9);
    if (flags.has('t')) call.stdout.write(flags.has('A') ? `${asked}\n` : `${cell}\n\n`);
    else call.stdout.write(` ?column? \n----------\n${cell}\n(1 row)\n\n`);
    return 0;
  }
  call.stderr.write(
    `psql: error: connection to server at "${host}", port ${port} failed: ${WHY[outcome]}\n\tIs the server running on that host and accepting TCP/IP connections?\n`,
  );
  return 2;
}

/** mongosh (or mongo) [--host HOST] [--port PORT] --eval "db.adminCommand('ping')": the only question that is answered. */
export function* mongosh(call: Call): Work<number> {
  const long = { host: 'h', port: 'P', eval: 'e', quiet: 'q', norc: 'n', username: 'u', password: 'p' };
  const { value } = parse(call, 'h:P:e:qnu:p:', long);
  const asked = value('e') ?? '';
  if (!/\bping\b/.test(asked)) throw new NotSimulated('mongosh, but for --eval "db.adminCommand(\'ping\')"');
  const [host, port] = [value('h') ?? LOCAL, Number(value('P') ?? 27017)];
  const outcome = yield* connect(call, host, port, 30_000);
  if (outcome === 'connected') {
    call.stdout.write(/\.ok\b/.test(asked) ? '1\n' : '{ ok: 1 }\n');
    return 0;
  }
  call.stderr.write(`MongoNetworkError: connect ECONNREFUSED ${host}:${port}\n`);
  return 1;
}

/** MariaDB's healthcheck.sh: it asks the server beside it. */
export function* mariadbHealthcheck(call: Call): Work<number> {
  return (yield* connect(call, LOCAL, 3306)) === 'connected' ? 0 : 1;
}

/** The clients of databases, as far as probes and waiting scripts ask them whether the server is there. */
export const DATABASE_CLIENTS: Readonly<Record<string, Run>> = {
  'healthcheck.sh': mariadbHealthcheck,
  mariadb: mysql,
  'mariadb-admin': mysqlAdmin,
  mongo: mongosh,
  mongosh,
  mysql,
  mysqladmin: mysqlAdmin,
  pg_isready: pgIsready,
  psql,
  'redis-cli': redisCli,
};
