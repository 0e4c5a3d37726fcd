import { readFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { type Compiled, readCompiled, writeCompiled } from './compiled.ts';
import { codeFile, freshManifest, type Manifest } from './manifest.ts';

/** A pack in use. */
export interface Pack {
  /** To call when the work is done: keeps what V8 has compiled, where that is more than what was kept before. */
  keepCompiled(): void;
}

/** What a pack's code is: the body of a CommonJS module with its own `import()`, which V8 gives to no plain script. */
type Body = (
  module: { exports: Readonly<Record<string, object>> },
  require: NodeJS.Require,
  importModule: (specifier: string) => Promise<unknown>,
  dirname: string,
  filename: string,
) => void;

/**
 * Lets imports of modules that the project's pack holds have them from there: one file, already compiled, for several hundred that
 * Node would look up, strip of types and link one by one. Only a pack made of exactly the files that are there now is used; without
 * one everything is imported as it is, and only the start takes longer.
 */
export function usePack(root: string): Pack | undefined {
  const manifest = freshManifest(root);
  if (manifest === undefined) return undefined;
  const file = codeFile(root, manifest.id);
  const code = readCode(file);
  if (code === undefined) return undefined;
  const compiled = readCompiled(`${file}.v8`);
  const script = new Script(code, {
    filename: file,
    ...(compiled === undefined ? {} : { cachedData: compiled.data }),
  });
  serve(manifest, run(script, file, root));
  const kept = script.cachedDataRejected === true ? undefined : compiled;
  return { keepCompiled: () => keep(script, file, kept) };
}

/** Undefined when the pack was made anew a moment ago. */
function readCode(file: string): string | undefined {
  try {
    return readFileSync(file, 'latin1');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function run(script: Script, file: string, root: string): Readonly<Record<string, object>> {
  const module = { exports: {} };
  const body = script.runInThisContext() as Body;
  body(
    module,
    createRequire(join(root, 'package.json')),
    (specifier) => import(specifier) as Promise<unknown>,
    dirname(file),
    file,
  );
  return module.exports;
}

/** Where the modules of `serve` find their values. */
const SHELF = Symbol.for('seatrial.pack');

function serve({ modules }: Manifest, exports: Readonly<Record<string, object>>): void {
  Object.defineProperty(globalThis, SHELF, { value: exports });
  registerHooks({
    load(url, context, nextLoad) {
      const name = modules[url];
      if (name === undefined) return nextLoad(url, context);
      return { shortCircuit: true, ...moduleOf(name, exports[name] ?? {}, url) };
    },
  });
}

/** A module that passes on what the pack has under `name`. */
function moduleOf(name: string, values: object, url: string): { format: 'commonjs' | 'module'; source: string } {
  const from = `globalThis[Symbol.for('seatrial.pack')].${name}`;
  if (url.endsWith('.js')) return { format: 'commonjs', source: `module.exports = ${from}.default;\n` };
  const lines = Object.keys(values).map((key) =>
    key === 'default' ? 'export default pack.default;' : `export const ${key} = pack.${key};`,
  );
  return { format: 'module', source: `const pack = ${from};\n${lines.join('\n')}\n` };
}

/** V8 has compiled what ran: worth keeping after the first run, and after one that did much more than the one before. */
function keep(script: Script, file: string, kept: Compiled | undefined): void {
  const { user, system } = process.cpuUsage();
  const cpuMs = (user + system) / 1000;
  if (kept !== undefined && cpuMs < 2 * kept.cpuMs) return;
  writeCompiled(`${file}.v8`, { data: script.createCachedData(), cpuMs });
}
