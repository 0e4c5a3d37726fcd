import { type Member, readArchive, writeArchive } from '../tar-archive.ts';
import { NotSimulated, type Work } from '../work.ts';
import { type Call, fail, parse, pathOf } from './command.ts';

interface Words {
  readonly leadingSlash: string;
  readonly missing: (path: string) => string;
  readonly noFolder: (path: string) => readonly string[];
  /** What is said last when something was not there. */
  readonly previous: string;
  readonly exitCode: number;
}

const GNU: Words = {
  leadingSlash: "Removing leading `/' from member names",
  missing: (path) => `${path}: Cannot stat: No such file or directory`,
  noFolder: (path) => [`${path}: Cannot open: No such file or directory`, 'Error is not recoverable: exiting now'],
  previous: 'Exiting with failure status due to previous errors',
  exitCode: 2,
};

const BUSYBOX: Words = {
  leadingSlash: "removing leading '/' from member names",
  missing: (path) => `${path}: No such file or directory`,
  noFolder: (path) => [`can't change directory to '${path}': No such file or directory`],
  previous: 'error exit delayed from previous errors',
  exitCode: 1,
};

const wordsOf = ({ container }: Call): Words => (container.traits.userland === 'busybox' ? BUSYBOX : GNU);

/** tar c|x|t f FILE [-C FOLDER] [PATH...], plain text files and folders: what `kubectl cp` asks of a container. */
export function* tar(call: Call): Work<number> {
  const [first = '', ...others] = call.args;
  const args = first === '' || first.startsWith('-') ? call.args : [`-${first}`, ...others];
  const { flags, rest, value } = parse({ ...call, args }, 'cxtmvpf:C:', {
    'no-same-permissions': 'p',
    'no-same-owner': 'p',
    directory: 'C',
    file: 'f',
  });
  const folder = pathOf(call, value('C') ?? '.');
  if (call.container.files.kind(folder) !== 'directory') {
    const { noFolder, exitCode } = wordsOf(call);
    for (const text of noFolder(value('C') ?? '.')) fail(call, text);
    return exitCode;
  }
  const file = value('f') ?? '-';
  if (flags.has('c')) return create(call, folder, file, rest);
  if (!flags.has('x') && !flags.has('t'))
    return fail(call, "You must specify one of the '-Acdtrux', '--delete' or '--test-label' options", 2);
  const text = file === '-' ? yield* call.stdin.rest() : call.container.files.read(pathOf(call, file));
  if (text === undefined) return fail(call, `${file}: Cannot open: No such file or directory`, 2);
  const members = readArchive(text);
  if (members === undefined) return fail(call, 'This does not look like a tar archive', 2);
  return flags.has('t') ? list(call, members) : extract(call, folder, members);
}

function list(call: Call, members: readonly Member[]): number {
  for (const { name } of members) call.stdout.write(`${name}\n`);
  return 0;
}

function extract(call: Call, folder: string, members: readonly Member[]): number {
  const { files } = call.container;
  let status = 0;
  for (const { name, content } of members) {
    const plain = name.replace(/^\/+/, '').replace(/\/+$/, '');
    if (plain.split('/').includes('..')) {
      status = fail(call, `${name}: Member name contains '..'`, 2);
      continue;
    }
    const path = below(folder, plain);
    const above = files.mkdir(content === undefined ? path : path.slice(0, path.lastIndexOf('/')) || '/', true);
    const outcome = above.ok && content !== undefined ? files.write(path, content, false) : above;
    if (!outcome.ok) status = fail(call, `${plain}: Cannot open: ${outcome.why}`, 2);
  }
  return status === 0 ? 0 : fail(call, wordsOf(call).previous, status);
}

function create(call: Call, folder: string, file: string, paths: readonly string[]): number {
  const { files, input } = call.container;
  if (paths.length === 0) return fail(call, 'Cowardly refusing to create an empty archive', 2);
  const found = paths.flatMap((path) => membersAt(call, folder, path));
  const missing = paths.filter((path) => files.kind(from(folder, path)) === undefined);
  const words = wordsOf(call);
  if (paths.some((path) => path.startsWith('/'))) fail(call, words.leadingSlash);
  for (const path of missing) fail(call, words.missing(path));
  const archive = writeArchive(found, input.nowMs);
  if (archive === undefined) throw new NotSimulated('tar of a name that is long or not ASCII');
  if (file === '-') call.stdout.write(archive);
  else {
    const outcome = files.write(pathOf(call, file), archive, false);
    if (!outcome.ok) return fail(call, `${file}: Cannot open: ${outcome.why}`, 2);
  }
  return missing.length === 0 ? 0 : fail(call, words.previous, words.exitCode);
}

/** What is at a path, under its name in the archive: a folder with all that is below it. */
function membersAt(call: Call, folder: string, path: string): readonly Member[] {
  const { files } = call.container;
  const full = from(folder, path);
  const name = path.replace(/^\/+/, '').replace(/\/+$/, '');
  call.container.count('tar');
  switch (files.kind(full)) {
    case undefined:
      return [];
    case 'file':
      return [{ name, content: files.read(full) ?? '' }];
    case 'directory':
      return [
        { name, content: undefined },
        ...(files.list(full) ?? []).flatMap((each) => membersAt(call, folder, below(path, each))),
      ];
  }
}

const from = (folder: string, path: string): string => (path.startsWith('/') ? path : below(folder, path));
const below = (folder: string, name: string): string =>
  folder.endsWith('/') ? `${folder}${name}` : `${folder}/${name}`;
