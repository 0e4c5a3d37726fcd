import { type Call, fail, parse, pathOf, plain, type Run } from './command.ts';
import { clockText } from './date.ts';

/** ls [-1aAlR...] [PATH...]: names in columns of one, as when its output is not a terminal. */
export const ls: Run = plain((call) => {
  const { flags, rest } = parse(call, '1aAlhdtrFR', { all: 'a', color: 'F', recursive: 'R' });
  let status = 0;
  const paths = rest.length === 0 ? ['.'] : rest;
  const found: { readonly path: string; readonly kind: 'file' | 'directory' }[] = [];
  for (const path of [...paths].sort()) {
    const kind = call.container.files.kind(pathOf(call, path));
    if (kind === undefined) status = missing(call, path);
    else found.push({ path, kind });
  }
  const isFlat = flags.has('d');
  const plainFiles = found.filter(({ kind }) => isFlat || kind === 'file').map(({ path }) => path);
  print(call, plainFiles, '', flags);
  const named = found.filter(({ kind }) => !isFlat && kind === 'directory').map(({ path }) => path);
  const folders = flags.has('R') ? named.flatMap((path) => withFoldersBelow(call, path, flags)) : named;
  for (const [index, path] of folders.entries()) {
    if (paths.length > 1 || flags.has('R'))
      call.stdout.write(`${index > 0 || plainFiles.length > 0 ? '\n' : ''}${path}:\n`);
    const names = namesIn(call, path, flags);
    if (flags.has('l')) call.stdout.write(`total ${names.length * 4}\n`);
    const all = flags.has('a') ? ['.', '..', ...names] : names;
    print(call, flags.has('r') ? all.toReversed() : all, path, flags);
  }
  return status;
});

function namesIn(call: Call, path: string, flags: ReadonlySet<string>): readonly string[] {
  const names = call.container.files.list(pathOf(call, path)) ?? [];
  return names.filter((name) => flags.has('a') || flags.has('A') || !name.startsWith('.'));
}

/** A folder, and after it each folder in it with what is below that. */
function withFoldersBelow(call: Call, path: string, flags: ReadonlySet<string>): readonly string[] {
  call.container.count('ls -R');
  const below = namesIn(call, path, flags).map((name) => (path.endsWith('/') ? `${path}${name}` : `${path}/${name}`));
  const folders = below.filter((each) => call.container.files.kind(pathOf(call, each)) === 'directory');
  return [path, ...folders.flatMap((folder) => withFoldersBelow(call, folder, flags))];
}

function missing(call: Call, path: string): number {
  const isBusybox = call.container.traits.userland === 'busybox';
  fail(call, isBusybox ? `${path}: No such file or directory` : `cannot access '${path}': No such file or directory`);
  return isBusybox ? 1 : 2;
}

function print(call: Call, names: readonly string[], folder: string, flags: ReadonlySet<string>): void {
  for (const name of names)
    call.stdout.write(`${flags.has('l') ? long(call, folder === '' ? name : `${folder}/${name}`, name) : name}\n`);
}

/** Owners and modes are not kept: everything is root's, and files are as old as their container. */
function long(call: Call, path: string, name: string): string {
  const { files, input } = call.container;
  const full = pathOf(call, path);
  const isDirectory = files.kind(full) === 'directory';
  const size = isDirectory ? 4096 : (files.read(full) ?? '').length;
  const mode = isDirectory ? 'drwxr-xr-x    2' : '-rw-r--r--    1';
  return `${mode} root     root     ${String(size).padStart(9)} ${clockText(input.nowMs, '%b %e %H:%M')} ${name}`;
}
