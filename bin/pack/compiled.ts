import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';

/** What V8 made of a pack's code in an earlier run: the functions that ran then are there without being parsed and compiled again. */
export interface Compiled {
  readonly data: Buffer;
  /** How long the run computed that left it: a longer one has compiled more. */
  readonly cpuMs: number;
}

const HEADER_BYTES = 8;

/** Reads what `writeCompiled` wrote. V8 itself looks at versions and flags, but not at every byte: the checksum does. */
export function readCompiled(file: string): Compiled | undefined {
  if (statSync(file, { throwIfNoEntry: false }) === undefined) return undefined;
  const bytes = readFileSync(file);
  if (bytes.length <= HEADER_BYTES) return undefined;
  const data = bytes.subarray(HEADER_BYTES);
  return crc32(data) === bytes.readUInt32LE(0) ? { data, cpuMs: bytes.readUInt32LE(4) } : undefined;
}

/** Whole or not at all. */
export function writeCompiled(file: string, { data, cpuMs }: Compiled): void {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32LE(crc32(data), 0);
  header.writeUInt32LE(Math.round(cpuMs), 4);
  const whole = `${file}.${process.pid}`;
  try {
    writeFileSync(whole, Buffer.concat([header, data]));
    renameSync(whole, file);
  } catch (error) {
    rmSync(whole, { force: true });
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined || !CANNOT_KEEP.has(code)) throw error;
  }
}

/** A full disk, a read-only installation or a pack renewed meanwhile: the next run only starts slower. */
const CANNOT_KEEP: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'ENOENT']);
