import type { Redirection } from 'unbash';
import { Input, NOWHERE, type Output } from '../io.ts';
import { NotSimulated, type Work, WriteError } from '../work.ts';
import { expandParts, expandText } from './expand.ts';
import { absolute } from './glob.ts';
import type { Shell, Streams } from './shell.ts';

/** The streams of a command with its redirections; undefined: one of them failed, and the shell has said so. */
export function* redirected(shell: Shell, redirects: readonly Redirection[], base: Streams): Work<Streams | undefined> {
  let streams = base;
  for (const redirect of redirects) {
    const next = yield* apply(shell, redirect, streams);
    if (next === undefined) {
      shell.status = 1;
      return undefined;
    }
    streams = next;
  }
  return streams;
}

function* apply(shell: Shell, redirect: Redirection, streams: Streams): Work<Streams | undefined> {
  const { descriptor } = redirect;
  if (descriptor?.type === 'FileDescriptorVariable') throw new NotSimulated('sh: {name} redirection');
  if (redirect.type === 'HereDoc') {
    const { body } = redirect;
    const text = body.parts === undefined ? body.text : yield* expandParts(shell, body.parts);
    return { ...streams, stdin: Input.of(redirect.operator === '<<-' ? text.replaceAll(/^\t+/gm, '') : text) };
  }
  if (redirect.target === undefined) throw new NotSimulated(`sh: ${redirect.operator} without a target`);
  const target = yield* expandText(shell, redirect.target);
  if (redirect.type === 'HereString') return { ...streams, stdin: Input.of(`${target}\n`) };
  return toTarget(shell, redirect.operator, descriptor?.value, target, streams);
}

function toTarget(
  shell: Shell,
  operator: string,
  descriptor: number | undefined,
  target: string,
  streams: Streams,
): Streams | undefined {
  switch (operator) {
    case '<': {
      onlyDescriptor(0, descriptor);
      const stdin = reader(shell, target);
      return stdin === undefined ? undefined : { ...streams, stdin };
    }
    case '>':
    case '>|':
    case '>>': {
      const output = writer(shell, target, operator === '>>', streams);
      return output === undefined ? undefined : put(streams, descriptor ?? 1, output);
    }
    case '&>':
    case '&>>': {
      const output = writer(shell, target, operator === '&>>', streams);
      return output === undefined ? undefined : { ...streams, stdout: output, stderr: output };
    }
    case '>&': {
      if (target === '-') return put(streams, descriptor ?? 1, NOWHERE);
      if (target === '1' || target === '2')
        return put(streams, descriptor ?? 1, target === '1' ? streams.stdout : streams.stderr);
      throw new NotSimulated(`sh: ${descriptor ?? ''}>&${target}`);
    }
    default:
      throw new NotSimulated(`sh: redirection ${operator}`);
  }
}

function onlyDescriptor(expected: number, given: number | undefined): void {
  if (given !== undefined && given !== expected) throw new NotSimulated(`sh: redirection of file descriptor ${given}`);
}

function put(streams: Streams, descriptor: number, output: Output): Streams {
  if (descriptor === 1) return { ...streams, stdout: output };
  if (descriptor === 2) return { ...streams, stderr: output };
  throw new NotSimulated(`sh: redirection of file descriptor ${descriptor}`);
}

function reader(shell: Shell, target: string): Input | undefined {
  const path = absolute(shell.cwd, target);
  const { files } = shell.container;
  const content = files.read(path);
  if (content !== undefined) return Input.of(content);
  const why = files.kind(path) === 'directory' ? 'Is a directory' : 'No such file or directory';
  complainOpen(shell, target, why, false);
  return undefined;
}

const LOGS = ['/proc/1/fd/1', '/proc/1/fd/2'];

function writer(shell: Shell, target: string, isAppending: boolean, streams: Streams): Output | undefined {
  const path = absolute(shell.cwd, target);
  if (path === '/dev/null') return NOWHERE;
  if (path === '/dev/stdout' || path === '/proc/self/fd/1') return streams.stdout;
  if (path === '/dev/stderr' || path === '/proc/self/fd/2') return streams.stderr;
  if (LOGS.includes(path)) {
    return { write: (text) => shell.container.log(text.replace(/\n$/, ''), path.endsWith('1') ? 'stdout' : 'stderr') };
  }
  const opened = shell.container.files.write(path, '', isAppending);
  if (!opened.ok) {
    complainOpen(shell, target, opened.why, true);
    return undefined;
  }
  return {
    write: (text) => {
      const written = shell.container.files.write(path, text, true);
      if (!written.ok) throw new WriteError(written.why);
    },
  };
}

function complainOpen(shell: Shell, target: string, why: string, isWriting: boolean): void {
  if (shell.dialect === 'bash') return shell.complain(`${target}: ${why}`);
  const words = why === 'No such file or directory' ? (isWriting ? 'nonexistent directory' : 'no such file') : why;
  if (shell.dialect === 'busybox') return shell.complain(`can't ${isWriting ? 'create' : 'open'} ${target}: ${words}`);
  const text =
    isWriting && words === 'nonexistent directory'
      ? 'Directory nonexistent'
      : why === 'No such file or directory'
        ? 'No such file'
        : why;
  shell.complain(`cannot ${isWriting ? 'create' : 'open'} ${target}: ${text}`);
}
