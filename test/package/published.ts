import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, relative } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
/** What a fresh checkout does not have. */
const NOT_SOURCE: ReadonlySet<string> = new Set(['node_modules', '.git', 'dist', 'out', 'coverage']);

export interface Answer {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The environment of a user of the package: this Node first, nothing of npm's or of a CI's around the tests. */
export function userEnvironment(own: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^(?:npm_(?!config_(?:registry|cache|userconfig)$)|GITHUB_|CI$|CI_|NODE_(?!EXTRA_CA_CERTS$)|FORCE_COLOR$)/i.test(
        name,
      ),
  );
  const path = [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter);
  return { ...(Object.fromEntries(kept) as Record<string, string>), PATH: path, NO_COLOR: '1', ...own };
}

/** The package as npm publishes it, installed into an empty folder. Packing leaves the checkout alone: it works on a copy. */
export class Published {
  readonly #scratch: string = mkdtempSync(join(tmpdir(), 'seatrial-package-'));
  /** Where the user works. */
  readonly project: string = join(this.#scratch, 'project');
  readonly tarball: string = this.#pack();

  remove(): void {
    rmSync(this.#scratch, { recursive: true });
  }

  /** A file or folder beside the project. */
  path(name: string): string {
    return join(this.#scratch, name);
  }

  /** `npm install TARBALL`, from npm's cache as far as it goes. */
  install(folder: string = this.project): void {
    mkdirSync(folder, { recursive: true });
    const { status, stdout, stderr } = this.run(['npm', 'install', ...QUIET, this.tarball], folder);
    assert.equal(status, 0, `${stdout}${stderr}`);
  }

  /** `npx seatrial ...` in the project. */
  seatrial(...args: readonly string[]): Answer {
    return this.run(['npx', '--no-install', 'seatrial', ...args]);
  }

  run([file = '', ...args]: readonly string[], cwd: string = this.project): Answer {
    return spawnSync(file, args, { cwd, encoding: 'utf8', env: userEnvironment(), maxBuffer: 64 * 1024 * 1024 });
  }

  #pack(): string {
    const copy = join(this.#scratch, 'checkout');
    cpSync(ROOT, copy, { recursive: true, filter: (path) => !NOT_SOURCE.has(relative(ROOT, path)) });
    borrowModules(join(copy, 'node_modules'));
    const { status, stdout, stderr } = this.run(['npm', 'pack', '--pack-destination', this.#scratch], copy);
    assert.equal(status, 0, `${stdout}${stderr}`);
    rmSync(copy, { recursive: true });
    const [name = ''] = readdirSync(this.#scratch).filter((file) => file.endsWith('.tgz'));
    return join(this.#scratch, name);
  }
}

/** The checkout's packages, but not its cache: the copy keeps what it makes to itself. */
function borrowModules(folder: string): void {
  mkdirSync(folder);
  for (const name of readdirSync(join(ROOT, 'node_modules')))
    if (name !== '.cache') symlinkSync(join(ROOT, 'node_modules', name), join(folder, name));
}

const QUIET: readonly string[] = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
