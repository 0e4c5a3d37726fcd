import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TestContainer } from '../testing.ts';

const PASSWORDS = new Map([
  ['MYSQL_ROOT_PASSWORD', 'x'],
  ['POSTGRES_PASSWORD', 'x'],
]);

/** image, command, standard output, exit code (0), standard error ('') */
const ASKED: readonly (readonly [
  image: string,
  command: string,
  stdout: string,
  exitCode?: number,
  stderr?: string,
])[] = [
  ['redis:7', 'redis-cli ping', 'PONG\n'],
  ['redis:8-alpine', 'redis-cli -h localhost -a secret --no-auth-warning PING hello', 'hello\n'],
  ['redis:7', 'redis-cli -h web ping', 'PONG\n'],
  [
    'redis:7',
    'redis-cli -p 6380 ping',
    '',
    1,
    'Could not connect to Redis at 127.0.0.1:6380: Name or service not known\n',
  ],
  ['redis:7', 'redis-cli -h closed ping', '', 1, 'Could not connect to Redis at closed:6379: Connection refused\n'],
  ['redis:7', 'redis-cli get a', '', 2, 'seatrial: redis-cli get is not simulated\n'],
  ['postgres:15', 'pg_isready -U postgres', '/var/run/postgresql:5432 - accepting connections\n'],
  ['postgres:15', 'pg_isready -h closed', 'closed:5432 - no response\n', 2],
  ['postgres:15', 'pg_isready -q -d app --host=closed', '', 2],
  ['postgres:15', 'psql -U app -tAc "select 1;"', '1\n'],
  ['postgres:15', 'psql -c "SELECT 1"', ' ?column? \n----------\n        1\n(1 row)\n\n'],
  ['mysql:8', 'mysqladmin ping -h 127.0.0.1 -uroot -psecret', 'mysqld is alive\n'],
  ['mysql:5.7', 'mysql -h 127.0.0.1 -e "SELECT 1"', '1\n1\n'],
  [
    'mysql:8',
    'mysql -h closed -uroot -psecret -e "SELECT 1"',
    '',
    1,
    "ERROR 2003 (HY000): Can't connect to MySQL server on 'closed:3306' (111)\n",
  ],
  ['mysql:8', 'mysql -e "SHOW TABLES"', '', 2, 'seatrial: mysql, but for -e "SELECT 1" is not simulated\n'],
  ['mariadb:11', 'healthcheck.sh --connect --innodb_initialized', ''],
  ['mongo:6', `mongosh --quiet --eval "db.adminCommand('ping')"`, '{ ok: 1 }\n'],
  ['mongo:6', `mongosh --eval "db.runCommand({ ping: 1 }).ok"`, '1\n'],
];

for (const [image, command, stdout, exitCode = 0, stderr = ''] of ASKED)
  test(`${image}: ${command}`, () => {
    const container = new TestContainer(image, { env: PASSWORDS });
    const { tookMs: _, ...answer } = container.exec(['sh', '-c', command]);
    assert.deepEqual(answer, { exitCode, stdout, stderr });
  });
