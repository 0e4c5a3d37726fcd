import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';
import type { FileAccess } from '../kubectl/environment.ts';

/** Larger files are not read: no manifest is that long. */
const MAX_FILE_BYTES = 3 * 1024 * 1024;

/** The files under one folder of the host, and nothing else: no path, and no link, leaves it. */
export function folderFiles(folder: string): FileAccess {
  const root = realpathSync(folder);
  const inside = (path: string): string | undefined => {
    const full = join(root, normalize(path));
    if (path.startsWith('/') || (full !== root && !full.startsWith(root + sep)) || !existsSync(full)) return undefined;
    const real = realpathSync(full);
    return real === root || real.startsWith(root + sep) ? real : undefined;
  };
  return {
    read: (path) => {
      const full = inside(path);
      if (full === undefined || !lstatSync(full).isFile() || lstatSync(full).size > MAX_FILE_BYTES) return undefined;
      return readFileSync(full, 'utf8');
    },
    list: (path) => {
      const full = inside(path);
      return full === undefined || !lstatSync(full).isDirectory() ? undefined : readdirSync(full).sort();
    },
    kind: (path) => {
      const full = inside(path);
      if (full === undefined) return undefined;
      return lstatSync(full).isDirectory() ? 'directory' : lstatSync(full).isFile() ? 'file' : undefined;
    },
    write: (path, content) => {
      const full = join(root, normalize(path));
      if (path.startsWith('/') || !full.startsWith(root + sep)) return `${path} is outside the working folder`;
      const above = nearest(root, full);
      if (inside(relative(root, above)) === undefined) return `${path} is a link out of the working folder`;
      if (above !== full && !statSync(above).isDirectory()) return `${path}: Not a directory`;
      if (above === full && !statSync(above).isFile()) return `${path}: Is a directory`;
      mkdirSync(dirname(full), { recursive: true });
      writeFileSync(full, content);
      return undefined;
    },
  };
}

/** What is there of a path below the root: itself, or what above it is; a link counts, wherever it leads. */
function nearest(root: string, path: string): string {
  let at = root;
  for (const name of relative(root, path).split(sep)) {
    const next = join(at, name);
    if (lstatSync(next, { throwIfNoEntry: false }) === undefined) return at;
    at = next;
    if (!existsSync(at) || !statSync(at).isDirectory()) return at;
  }
  return at;
}

/** Reads from the first that has what is asked for, and writes to the top one alone. */
export function layered(top: FileAccess, below: () => readonly FileAccess[]): FileAccess {
  const first = <T>(ask: (files: FileAccess) => T | undefined): T | undefined => {
    for (const layer of [top, ...below()]) {
      const found = ask(layer);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return {
    read: (path) => first((files) => files.read(path)),
    list: (path) => first((files) => files.list(path)),
    kind: (path) => first((files) => files.kind(path)),
    write: (path, content) => top.write(path, content),
  };
}

/** Files that exist only in memory: those an oracle case or a scenario brings. */
export class MemoryFiles implements FileAccess {
  readonly #files = new Map<string, string>();

  constructor(files: Readonly<Record<string, string>> = {}) {
    for (const [path, content] of Object.entries(files)) this.#files.set(clean(path), content);
  }

  read(path: string): string | undefined {
    return this.#files.get(clean(path));
  }

  list(path: string): readonly string[] | undefined {
    const prefix = clean(path) === '' ? '' : `${clean(path)}/`;
    const names = [...this.#files.keys()]
      .filter((file) => file.startsWith(prefix))
      .map((file) => file.slice(prefix.length).split('/')[0] ?? '');
    return names.length === 0 && prefix !== '' ? undefined : [...new Set(names)].sort();
  }

  kind(path: string): 'file' | 'directory' | undefined {
    if (this.#files.has(clean(path))) return 'file';
    return this.list(path) === undefined ? undefined : 'directory';
  }

  write(path: string, content: string): string | undefined {
    if (path.startsWith('/') || clean(path).startsWith('..')) return `${path} is outside the working folder`;
    this.put(path, content);
    return undefined;
  }

  /** Keeps a file under any path: nothing of it is ever on a disk. */
  put(path: string, content: string): void {
    this.#files.set(clean(path), content);
  }

  /** Forgets a file, or all below a folder. */
  drop(path: string): void {
    const gone = clean(path);
    for (const file of this.#files.keys()) if (file === gone || file.startsWith(`${gone}/`)) this.#files.delete(file);
  }
}

function clean(path: string): string {
  const plain = normalize(path).replace(/\/+$/, '');
  return plain === '.' ? '' : plain;
}
