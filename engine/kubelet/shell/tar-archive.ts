import { utf8Bytes, utf8Text } from '../../api/utf8.ts';

/** A member of an archive; a folder has no content. */
export interface Member {
  readonly name: string;
  readonly content: string | undefined;
}

const BLOCK = 512;
/** Archives end with two empty blocks, and GNU's fill their last record. */
const RECORD = 20 * BLOCK;

/** Where the fields of a header stand (POSIX ustar), and what those hold that are the same in all. */
const NAME_LENGTH = 100;
const SIZE_AT = 124;
const SIZE_LENGTH = 12;
const CHECKSUM_AT = 148;
const CHECKSUM_LENGTH = 8;
const TYPE_AT = 156;
const PREFIX_AT = 345;
const PREFIX_LENGTH = 155;

/**
 * The archive of some members, as text: contents are text here, and every byte of a header is ASCII.
 * @returns undefined for a name that no header can hold
 */
export function writeArchive(members: readonly Member[], modifiedMs: number): string | undefined {
  const parts: string[] = [];
  let length = 0;
  for (const { name, content } of members) {
    const bytes = content === undefined ? 0 : utf8Bytes(content).length;
    const header = headerOf(content === undefined ? `${name}/` : name, bytes, content === undefined, modifiedMs);
    if (header === undefined) return undefined;
    parts.push(header, content ?? '', '\0'.repeat(padding(bytes)));
    length += BLOCK + bytes + padding(bytes);
  }
  const end = 2 * BLOCK;
  return `${parts.join('')}${'\0'.repeat(end + ((RECORD - ((length + end) % RECORD)) % RECORD))}`;
}

const padding = (bytes: number): number => (BLOCK - (bytes % BLOCK)) % BLOCK;

function headerOf(path: string, bytes: number, isFolder: boolean, modifiedMs: number): string | undefined {
  const split = splitName(path);
  if (split === undefined) return undefined;
  const octal = (value: number, length: number): string => `${value.toString(8).padStart(length - 1, '0')}\0`;
  const before = [
    split.name.padEnd(NAME_LENGTH, '\0'),
    octal(isFolder ? 0o755 : 0o644, 8),
    octal(0, 8),
    octal(0, 8),
    octal(bytes, SIZE_LENGTH),
    octal(Math.trunc(modifiedMs / 1000), 12),
  ].join('');
  const type = isFolder ? '5' : '0';
  const owner = 'root'.padEnd(32, '\0');
  const after = `${type}${'\0'.repeat(100)}ustar\0${'00'}${owner}${owner}${octal(0, 8)}${octal(0, 8)}${split.prefix}`;
  const rest = after.padEnd(BLOCK - CHECKSUM_AT - CHECKSUM_LENGTH, '\0');
  const sum = utf8Bytes(before + rest).reduce((total, byte) => total + byte, CHECKSUM_LENGTH * 0x20);
  return `${before}${sum.toString(8).padStart(6, '0')}\0 ${rest}`;
}

/** A long name is divided at a slash. Names are ASCII: others would take another kind of header. */
function splitName(path: string): { readonly name: string; readonly prefix: string } | undefined {
  if (/[^\x20-\x7e]/.test(path)) return undefined;
  if (path.length <= NAME_LENGTH) return { name: path, prefix: '' };
  const at = path.indexOf('/', path.length - NAME_LENGTH - 1);
  if (at < 0 || at > PREFIX_LENGTH || at === path.length - 1) return undefined;
  return { name: path.slice(at + 1), prefix: path.slice(0, at) };
}

/** The members of an archive; undefined: it is none, or holds what this does not know (links, devices, other headers). */
export function readArchive(text: string): readonly Member[] | undefined {
  const bytes = utf8Bytes(text);
  if (bytes.length < BLOCK) return undefined;
  const members: Member[] = [];
  for (let at = 0; at + BLOCK <= bytes.length;) {
    const header = bytes.subarray(at, at + BLOCK);
    if (header.every((byte) => byte === 0)) return members;
    const size = Number.parseInt(fieldOf(header, SIZE_AT, SIZE_LENGTH), 8);
    const type = String.fromCharCode(header[TYPE_AT] ?? 0);
    if (!isWhole(header) || !Number.isSafeInteger(size) || size < 0 || !['0', '\0', '5'].includes(type))
      return undefined;
    const content = bytes.subarray(at + BLOCK, at + BLOCK + size);
    if (content.length < size) return undefined;
    const prefix = fieldOf(header, PREFIX_AT, PREFIX_LENGTH);
    const name = `${prefix === '' ? '' : `${prefix}/`}${fieldOf(header, 0, NAME_LENGTH)}`;
    members.push({ name, content: type === '5' ? undefined : utf8Text(content) });
    at += BLOCK + size + padding(size);
  }
  return members;
}

function isWhole(header: Uint8Array): boolean {
  const isSum = (at: number): boolean => at >= CHECKSUM_AT && at < CHECKSUM_AT + CHECKSUM_LENGTH;
  const sum = header.reduce((total, byte, at) => total + (isSum(at) ? 0x20 : byte), 0);
  return Number.parseInt(fieldOf(header, CHECKSUM_AT, CHECKSUM_LENGTH), 8) === sum;
}

function fieldOf(header: Uint8Array, at: number, length: number): string {
  const field = header.subarray(at, at + length);
  const end = field.indexOf(0);
  return utf8Text(end < 0 ? field : field.subarray(0, end)).trim();
}
