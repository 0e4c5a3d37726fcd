import type { Call } from '../shell/commands/command.ts';
import type { Ended } from '../shell/container/traits.ts';
import type { Server } from '../shell/server.ts';
import { type Family, library, traitsOf, versions } from './family.ts';
import { simpleServer } from './simple-server.ts';

const VARIANTS = 'alpine|bullseye|buster|bookworm|trixie|debian|oracle|lts|noble|alpine3\\.\\d+|focal|jammy';

interface Database {
  readonly names: readonly string[];
  readonly majors: string;
  readonly sizeBytes: number;
  readonly program: string;
  readonly port: number;
  /** Its clients and admin tools, as far as they are simulated. */
  readonly clients: readonly string[];
  readonly ready: string;
  /** Exit code 1 and these words unless one of the variables is set. */
  readonly needs?: { readonly oneOf: readonly string[]; readonly message: string };
}

const MYSQL_NEEDS = (prefix: string, variables: readonly string[]): string =>
  `${prefix}Database is uninitialized and password option is not specified\n    You need to specify one of the following as an environment variable:\n${variables.map((name) => `    - ${name}\n`).join('')}`;
const MYSQL = ['MYSQL_ROOT_PASSWORD', 'MYSQL_ALLOW_EMPTY_PASSWORD', 'MYSQL_RANDOM_ROOT_PASSWORD'];
const MARIADB = ['MARIADB_ROOT_PASSWORD', 'MARIADB_ALLOW_EMPTY_ROOT_PASSWORD', 'MARIADB_RANDOM_ROOT_PASSWORD'];

const DATABASES: readonly Database[] = [
  {
    names: ['redis'],
    majors: '[2-8]',
    sizeBytes: 40_000_000,
    program: 'redis-server',
    port: 6379,
    clients: ['redis-cli'],
    ready: '1:M * Ready to accept connections',
  },
  {
    names: ['mysql'],
    majors: '5|8|9',
    sizeBytes: 150_000_000,
    program: 'mysqld',
    port: 3306,
    clients: ['mysql', 'mysqladmin'],
    ready: '[System] [MY-010931] [Server] /usr/sbin/mysqld: ready for connections.',
    needs: { oneOf: MYSQL, message: MYSQL_NEEDS('[ERROR] [Entrypoint]: ', MYSQL) },
  },
  {
    names: ['mariadb'],
    majors: '5|10|11|12',
    sizeBytes: 120_000_000,
    program: 'mariadbd',
    port: 3306,
    clients: ['mariadb', 'mariadb-admin', 'mysql', 'mysqladmin', 'healthcheck.sh'],
    ready: '[Note] mariadbd: ready for connections.',
    needs: { oneOf: [...MARIADB, ...MYSQL], message: MYSQL_NEEDS('[ERROR] [Entrypoint]: ', MARIADB) },
  },
  {
    names: ['postgres'],
    majors: '9|1[0-8]',
    sizeBytes: 138_000_000,
    program: 'postgres',
    port: 5432,
    clients: ['psql', 'pg_isready'],
    ready: 'LOG:  database system is ready to accept connections',
    needs: {
      oneOf: ['POSTGRES_PASSWORD', 'POSTGRES_HOST_AUTH_METHOD'],
      message:
        'Error: Database is uninitialized and superuser password is not specified.\n       You must specify POSTGRES_PASSWORD to a non-empty value for the\n       superuser. For example, "-e POSTGRES_PASSWORD=password" on "docker run".\n',
    },
  },
  {
    names: ['mongo'],
    majors: '[3-8]',
    sizeBytes: 240_000_000,
    program: 'mongod',
    port: 27017,
    clients: ['mongosh', 'mongo'],
    ready: 'Waiting for connections',
  },
  {
    names: ['memcached'],
    majors: '1',
    sizeBytes: 30_000_000,
    program: 'memcached',
    port: 11211,
    clients: [],
    ready: 'listening',
  },
];

/** Databases: their port is open, their environment is checked and their clients tell whether they are there; what else is asked is not simulated. */
export const databases: readonly Family[] = DATABASES.map((database) => {
  const { names, majors, sizeBytes, program, clients } = database;
  const serve = (call: Call): Server | Ended => start(database, call);
  return {
    repositories: library(...names),
    tags: versions(majors, VARIANTS),
    sizeBytes,
    entrypoint: ['docker-entrypoint.sh'],
    command: [program],
    traits: ({ tag }) =>
      traitsOf({
        userland: tag.includes('alpine') ? 'busybox' : 'debian',
        extra: clients,
        programs: { [program]: serve, 'docker-entrypoint.sh': serve },
      }),
  };
});

function start({ needs, program, port, ready }: Database, { env }: Call): Server | Ended {
  if (needs?.oneOf.every((name) => (env.get(name) ?? '') === '') === true)
    return { exitCode: 1, stderr: needs.message };
  return simpleServer({ title: program, ports: [port], begin: (container) => container.log(ready) });
}
