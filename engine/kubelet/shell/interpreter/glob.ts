import type { FileSystem } from '../../../component/workload.ts';
import { hasMagic, nameFilter, type Piece } from './pattern.ts';

/** Paths that a pattern names, sorted; empty when there are none. */
export function glob(files: FileSystem, cwd: string, pieces: readonly Piece[]): readonly string[] {
  const parts = splitPieces(pieces);
  const isAbsolute = parts[0]?.length === 0 || (parts[0]?.length === 1 && parts[0][0]?.text === '');
  let found: readonly string[] = [isAbsolute ? '/' : ''];
  for (const part of isAbsolute ? parts.slice(1) : parts) {
    const text = part.map((piece) => piece.text).join('');
    if (text === '') continue;
    found = found.flatMap((base) => (hasMagic(part) ? inside(files, cwd, base, part) : fixed(files, cwd, base, text)));
  }
  return [...found].sort();
}

function inside(files: FileSystem, cwd: string, base: string, part: readonly Piece[]): readonly string[] {
  const isTaken = nameFilter(part);
  const startsWithDot = part[0]?.text.startsWith('.') === true;
  const names = files.list(absolute(cwd, base === '' ? '.' : base)) ?? [];
  return names
    .filter((name) => (startsWithDot || !name.startsWith('.')) && isTaken(name))
    .map((name) => join(base, name));
}

function fixed(files: FileSystem, cwd: string, base: string, name: string): readonly string[] {
  const path = join(base, name);
  return files.kind(absolute(cwd, path)) === undefined ? [] : [path];
}

const join = (base: string, name: string): string =>
  base === '' ? name : base === '/' ? `/${name}` : `${base}/${name}`;

/** The same pattern, split at its slashes. */
function splitPieces(pieces: readonly Piece[]): Piece[][] {
  const parts: Piece[][] = [[]];
  for (const { text, isLiteral } of pieces) {
    const [first = '', ...others] = text.split('/');
    parts.at(-1)?.push({ text: first, isLiteral });
    for (const other of others) parts.push([{ text: other, isLiteral }]);
  }
  return parts;
}

/** A path as the file system wants it. */
export function absolute(cwd: string, path: string): string {
  const names: string[] = [];
  for (const name of (path.startsWith('/') ? path : `${cwd}/${path}`).split('/')) {
    if (name === '' || name === '.') continue;
    if (name === '..') names.pop();
    else names.push(name);
  }
  return `/${names.join('/')}`;
}
