import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entersContainer } from './container-session.ts';
import { terminalRows } from './terminal-rows.ts';

/** Commands, and whether one stands at a shell in a container behind them. */
const COMMANDS: readonly (readonly [command: string, enters: boolean])[] = [
  ['kubectl exec -it web -- bash', true],
  ['kubectl exec web -n a -ti -c b -- /bin/sh', true],
  ['kubectl exec -i -t web -- /usr/bin/bash -l', true],
  ['kubectl run -it --rm tmp --image=busybox -- sh', true],
  ['kubectl exec -it web sh', true],
  ['kubectl exec web -- sh', false],
  ['kubectl exec -it web -- sh -c ls', false],
  ['kubectl exec -it web -- bash | cat', false],
  ['kubectl exec -it bash -- ls', false],
];

for (const [command, enters] of COMMANDS)
  test(`at a shell in a container behind: ${command}`, () => assert.equal(entersContainer(command), enters));

/** What was copied of a session, and what is run of it. */
const SESSIONS: readonly (readonly [name: string, rows: readonly string[], taken: readonly string[]])[] = [
  [
    'ended by exit',
    ['$ kubectl exec -it web -- bash', 'root@web:/# cat a', 'text', 'root@web:/a# exit', 'exit', '$ ls'],
    ["kubectl exec -it web -- bash <<'EOF'", 'cat a', '', 'EOF', '', 'ls'],
  ],
  [
    'ended by Ctrl-D',
    ['root@m:~# kubectl exec -it web -- bash', 'root@web:/# cat a', 'text', 'root@m:~# ls'],
    ["kubectl exec -it web -- bash <<'EOF'", 'cat a', 'EOF', 'ls'],
  ],
  [
    'a root shell',
    ['$ kubectl exec -it web -- sh', '# cat a', 'text', '# exit', '$ ls'],
    ["kubectl exec -it web -- sh <<'EOF'", 'cat a', '', 'EOF', 'ls'],
  ],
  [
    'busybox',
    ['$ kubectl exec -it web -- sh', '/ # cd a', '/a # ls', '/a # exit', '$ ls'],
    ["kubectl exec -it web -- sh <<'EOF'", 'cd a', 'ls', 'EOF', 'ls'],
  ],
  [
    'a comment behind it',
    ['$ kubectl exec -it web -- sh', '# a comment', '$ ls'],
    ['kubectl exec -it web -- sh', '', 'ls'],
  ],
  [
    'the mark is typed',
    ['$ kubectl exec -it web -- sh', '/ # cat > a <<EOF', '/ # EOF', '/ # exit'],
    ["kubectl exec -it web -- sh <<'EOF_'", 'cat > a <<EOF', 'EOF', 'EOF_'],
  ],
];

for (const [name, rows, taken] of SESSIONS)
  test(`typed in a container: ${name}`, () => {
    const found = terminalRows(rows, 'text');
    assert.deepEqual([found.rows, found.refused], [taken, []]);
  });
