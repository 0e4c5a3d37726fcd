import { type Call, fail, parse, pathOf, plain, type Run } from './command.ts';

export const mkdir: Run = plain((call) => {
  const { flags, rest } = parse(call, 'pvm:', { parents: 'p' });
  return each(rest, (path) => {
    const made = call.container.files.mkdir(pathOf(call, path), flags.has('p'));
    if (made.ok) return 0;
    return fail(
      call,
      isBusybox(call)
        ? `can't create directory '${path}': ${made.why}`
        : `cannot create directory '${path}': ${made.why}`,
    );
  });
});

export const rm: Run = plain((call) => {
  const { flags, rest } = parse(call, 'rRfv', { recursive: 'r', force: 'f' });
  const isRecursive = flags.has('r') || flags.has('R');
  return each(rest, (path) => {
    const { files } = call.container;
    const full = pathOf(call, path);
    if (files.kind(full) === undefined)
      return flags.has('f') ? 0 : cannotRemove(call, path, 'No such file or directory');
    const removed = files.remove(full, isRecursive);
    return removed.ok
      ? 0
      : cannotRemove(call, path, removed.why === 'Is a directory' && isBusybox(call) ? 'is a directory' : removed.why);
  });
});

export const rmdir: Run = plain((call) => {
  const { rest } = parse(call, '');
  return each(rest, (path) => {
    const { files } = call.container;
    const names = files.list(pathOf(call, path));
    const why =
      names === undefined ? 'No such file or directory' : names.length > 0 ? 'Directory not empty' : undefined;
    if (why !== undefined)
      return fail(call, isBusybox(call) ? `'${path}': ${why}` : `failed to remove '${path}': ${why}`);
    const removed = files.remove(pathOf(call, path), true);
    return removed.ok ? 0 : fail(call, `'${path}': ${removed.why}`);
  });
});

export const touch: Run = plain((call) => {
  const { rest, flags } = parse(call, 'c');
  return each(rest, (path) => {
    const { files } = call.container;
    const full = pathOf(call, path);
    if (files.kind(full) !== undefined || flags.has('c')) return 0;
    const made = files.write(full, '', true);
    return made.ok ? 0 : fail(call, isBusybox(call) ? `${path}: ${made.why}` : `cannot touch '${path}': ${made.why}`);
  });
});

export const cp: Run = plain((call) => {
  const { flags, rest } = parse(call, 'rRafpv', { recursive: 'r' });
  return transfer(
    call,
    rest,
    ['r', 'R', 'a'].some((flag) => flags.has(flag)),
    false,
  );
});

export const mv: Run = plain((call) => transfer(call, parse(call, 'fv').rest, true, true));

function transfer(call: Call, paths: readonly string[], isRecursive: boolean, isMoving: boolean): number {
  const { files } = call.container;
  const target = paths.at(-1);
  const sources = paths.slice(0, -1);
  if (target === undefined || sources.length === 0) return fail(call, 'missing file operand');
  const to = pathOf(call, target);
  const isFolder = files.kind(to) === 'directory';
  if (sources.length > 1 && !isFolder) return fail(call, `target '${target}' is not a directory`);
  return each(sources, (source) => {
    const from = pathOf(call, source);
    const kind = files.kind(from);
    if (kind === undefined)
      return fail(
        call,
        isBusybox(call)
          ? `can't stat '${source}': No such file or directory`
          : `cannot stat '${source}': No such file or directory`,
      );
    if (kind === 'directory' && !isRecursive)
      return fail(
        call,
        isBusybox(call) ? `omitting directory '${source}'` : `-r not specified; omitting directory '${source}'`,
      );
    const copied = copy(call, from, isFolder ? `${to}/${from.slice(from.lastIndexOf('/') + 1)}` : to);
    if (copied !== undefined)
      return fail(
        call,
        isBusybox(call) ? `can't create '${target}': ${copied}` : `cannot create regular file '${target}': ${copied}`,
      );
    if (!isMoving) return 0;
    const removed = files.remove(from, true);
    return removed.ok ? 0 : cannotRemove(call, source, removed.why);
  });
}

/** Gives why not. */
function copy(call: Call, from: string, to: string): string | undefined {
  const { files } = call.container;
  const content = files.read(from);
  if (content !== undefined) {
    const written = files.write(to, content, false);
    return written.ok ? undefined : written.why;
  }
  const made = files.mkdir(to, true);
  if (!made.ok) return made.why;
  for (const name of files.list(from) ?? []) {
    const why = copy(call, `${from}/${name}`, `${to}/${name}`);
    if (why !== undefined) return why;
  }
  return undefined;
}

const isBusybox = ({ container }: Call): boolean => container.traits.userland === 'busybox';

function cannotRemove(call: Call, path: string, why: string): number {
  return fail(call, isBusybox(call) ? `can't remove '${path}': ${why}` : `cannot remove '${path}': ${why}`);
}

function each(paths: readonly string[], act: (path: string) => number): number {
  return paths.reduce((status, path) => act(path) || status, 0);
}
