// `npm run pack:make`, and a part of `npm ci`: makes the pack that bin/pack uses, one file of everything that a run of features loads.
import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { build as buildType, BuildOptions, Loader, Plugin } from 'esbuild';
import { codeFile, FORMAT, type Manifest, manifestFile, type Stamp, stampOf } from '../bin/pack/manifest.ts';

/** Modules that are imported under a name that only the running program knows. */
const BY_NAME: readonly string[] = [
  'bin/commands/run.ts',
  'bin/commands/explore.ts',
  'runner/gate.ts',
  'runner/silent-formatter.ts',
  'engine/index.ts',
  'scenarios/session.ts',
  'scenarios/topologies.ts',
  // What the step definitions of a project import, in either way: there is one cucumber for all of them.
  'node_modules/@cucumber/cucumber/lib/wrapper.mjs',
  'node_modules/@cucumber/cucumber/lib/index.js',
  'node_modules/@cucumber/cucumber/lib/api/wrapper.mjs',
  'node_modules/@cucumber/cucumber/lib/api/index.js',
];

/** npm writes it at the end of every installation. */
const INSTALLED = 'node_modules/.package-lock.json';

/** Makes the project's pack anew. */
export async function makePack(root: string): Promise<void> {
  // Loaded only here: an installation without development tools has none, and needs none.
  const { build } = await import('esbuild');
  const stamps = new Map<string, Stamp>();
  const steps = await importedBySteps(root, build, witness(stamps));
  const entries = [...new Set([...BY_NAME.map((path) => join(root, path)), ...steps])];
  stamp(stamps, join(root, INSTALLED));
  const { outputFiles } = await build({
    ...COMMON,
    absWorkingDir: root,
    stdin: { contents: entries.map(exportOf).join('\n'), resolveDir: root, sourcefile: 'pack.mjs' },
    plugins: [nativeIndices(root), witness(stamps)],
  });
  const modules = Object.fromEntries(entries.map((path, index) => [pathToFileURL(path).href, nameOf(index)]));
  const manifest = { format: FORMAT, root, modules, inputs: [...stamps.values()] };
  write(outputFiles.map(({ text }) => text).join(''), manifest);
}

/** The text is plain ASCII, one byte a character, as esbuild's default is: it is read in no time. */
const COMMON = {
  bundle: true,
  write: false,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  legalComments: 'none',
  logLevel: 'silent',
} as const satisfies BuildOptions;

const nameOf = (index: number): string => `m${index}`;
const exportOf = (path: string, index: number): string => `export * as ${nameOf(index)} from ${JSON.stringify(path)};`;

/** Modules outside steps/ that the step definitions import: cucumber loads those as files, with the lines that reports name. */
async function importedBySteps(root: string, build: typeof buildType, watch: Plugin): Promise<readonly string[]> {
  const steps = join(root, 'steps/');
  const found = new Set<string>();
  const border: Plugin = {
    name: 'border',
    setup(builder) {
      builder.onResolve({ filter: /^[^/]/ }, async ({ path, importer, resolveDir, kind, pluginData }) => {
        if (pluginData === RESOLVING || importer === '' || path.startsWith('node:')) return undefined;
        const resolved = await builder.resolve(path, { importer, resolveDir, kind, pluginData: RESOLVING });
        if (resolved.errors.length > 0 || resolved.path.startsWith(steps)) return undefined;
        found.add(resolved.path);
        return { path: resolved.path, external: true };
      });
    },
  };
  const entryPoints = globSync('steps/*.ts', { cwd: root, exclude: (path) => path.endsWith('.test.ts') });
  await build({ ...COMMON, absWorkingDir: root, entryPoints, outdir: 'nowhere', plugins: [border, watch] });
  return [...found].sort();
}

function nativeIndices(root: string): Plugin {
  return {
    name: 'native-indices',
    setup(builder) {
      builder.onResolve({ filter: /^regexp-match-indices$/ }, () => ({
        path: join(root, 'bin/pack/match-indices.ts'),
      }));
    },
  };
}

const RESOLVING = Symbol('resolving');

/**
 * Reads every file, and notes before what it is like: one that changes meanwhile makes the pack stale, not wrong. Modules keep the
 * places that they have as files.
 */
function witness(stamps: Map<string, Stamp>): Plugin {
  return {
    name: 'witness',
    setup(builder) {
      builder.onLoad({ filter: /^\// }, ({ path }) => {
        stamp(stamps, path);
        const loader = LOADERS[extname(path)];
        return loader === undefined ? undefined : { contents: placed(readFileSync(path, 'utf8'), path), loader };
      });
    },
  };
}

const LOADERS: Readonly<Record<string, Loader>> = {
  '.ts': 'ts',
  '.js': 'js',
  '.cjs': 'js',
  '.mjs': 'js',
  '.json': 'json',
};

function placed(code: string, path: string): string {
  const places = { dirname: dirname(path), filename: path, url: pathToFileURL(path).href } as const;
  if (path.endsWith('.ts'))
    return code.replace(/\bimport\.meta\.(dirname|filename|url)\b/g, (_all, name: keyof typeof places) =>
      JSON.stringify(places[name]),
    );
  if (path.endsWith('.json')) return code;
  const own = code.replace(/(?<![.\w])import\((?!['"])/g, 'importModule(');
  // Cucumber tells its own stack frames by where this file is: in the pack they name the pack's place.
  if (!/\b__(?:dirname|filename)\b/.test(own) || path.endsWith('/filter_stack_trace.js')) return own;
  return `var __dirname = ${JSON.stringify(places.dirname)}, __filename = ${JSON.stringify(path)};\n${own}`;
}

/** File systems count time in ticks: a second change within the tick of the first would leave the stamp as it is. */
const TICK_MS = 20;

function stamp(stamps: Map<string, Stamp>, path: string): void {
  const now = stampOf(path);
  if (now === undefined) return;
  if (Date.now() - now[4] < TICK_MS) throw new Error(`pack: ${path} is being changed; make the pack when it is done`);
  stamps.set(path, now);
}

/** The manifest comes last and at once: a run finds the old pack or the new one. */
function write(code: string, manifest: Omit<Manifest, 'id'>): void {
  const body = `(function (module, require, importModule, __dirname, __filename) {'use strict';${code}\n})`;
  const id = createHash('sha256').update(body).digest('hex').slice(0, 16);
  const file = codeFile(manifest.root, id);
  mkdirSync(dirname(file), { recursive: true });
  writeWhole(file, body);
  writeWhole(manifestFile(manifest.root), JSON.stringify({ ...manifest, id } satisfies Manifest));
  for (const name of readdirSync(dirname(file))) if (!name.startsWith(id)) rmSync(join(dirname(file), name));
}

function writeWhole(file: string, text: string): void {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

if (import.meta.main) await makePack(join(import.meta.dirname, '..'));
