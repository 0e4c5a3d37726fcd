import { posix } from 'node:path';
import type { FileAccess } from '../environment.ts';
import { KubectlError } from '../errors.ts';
import type { BuildBudget } from './budget.ts';
import { PlainRefusal } from './errors.ts';

/** What kustomize would clone or download (git.NewRepoSpecFromURL). */
const remote =
  /^(?:https?:|ssh:|git:|git::|file:|gh:|git@|github\.com[/:]|bitbucket\.org[/:]|gitlab\.com[/:])|\.git(?:$|[/?])/i;

/**
 * A kustomization's folder (api/loader.fileLoader): paths in the kustomization count from it, files must lie in or below it, other
 * folders may lie anywhere in the working folder but not around one that is being built.
 */
export class Folder {
  /** From the working folder, clean; `.` is the working folder. */
  readonly path: string;
  readonly budget: BuildBudget;
  readonly #files: FileAccess;
  readonly #referrer: Folder | undefined;
  readonly #depth: number;
  readonly #isUnrestricted: boolean;

  private constructor(
    path: string,
    files: FileAccess,
    budget: BuildBudget,
    isUnrestricted: boolean,
    referrer?: Folder,
  ) {
    this.#isUnrestricted = isUnrestricted;
    this.path = path;
    this.budget = budget;
    this.#files = files;
    this.#referrer = referrer;
    this.#depth = referrer === undefined ? 1 : referrer.#depth + 1;
    budget.checkDepth(this.#depth, path);
  }

  /**
   * The folder a command names.
   * @param isUnrestricted files may lie anywhere in the working folder, too
   */
  static at(path: string, files: FileAccess, budget: BuildBudget, isUnrestricted = false): Folder {
    refuseRemote(path);
    const clean = confirmed(posix.normalize(path), path, files);
    return new Folder(clean, files, budget, isUnrestricted);
  }

  /** A folder that this one's kustomization names. */
  enter(path: string): Folder {
    if (path === '') throw new KubectlError('new root cannot be empty');
    refuseRemote(path);
    if (path.startsWith('/')) throw new KubectlError(`new root '${path}' cannot be absolute`);
    const clean = confirmed(posix.join(this.path, path), path, this.#files);
    this.#refuseCycle(clean);
    return new Folder(clean, this.#files, this.budget, this.#isUnrestricted, this);
  }

  /** The text of a file in or below this folder. */
  read(path: string): string {
    if (/^https?:/i.test(path)) refuseRemote(path);
    const clean = path.startsWith('/') ? path : posix.join(this.path, path);
    if (isOutside(clean)) throw new KubectlError(`security; file '${clean}' is not in or below '${this.path}'`);
    const kind = this.#files.kind(clean);
    if (kind === undefined) throw new KubectlError(missing(clean));
    if (kind === 'directory') throw new KubectlError(`'${clean}' must resolve to a file`);
    if (!this.#isUnrestricted && !contains(this.path, clean))
      throw new KubectlError(`security; file '${clean}' is not in or below '${this.path}'`);
    const text = this.#files.read(clean);
    if (text === undefined) throw new PlainRefusal(`the file '${clean}' is too large to be read`);
    this.budget.spend('files', 1);
    this.budget.spend('characters', text.length);
    return text;
  }

  has(name: string): boolean {
    return this.#files.kind(posix.join(this.path, name)) === 'file';
  }

  #refuseCycle(candidate: string): void {
    if (contains(candidate, this.path))
      throw new KubectlError(`cycle detected: candidate root '${candidate}' contains visited root '${this.path}'`);
    if (this.#referrer !== undefined) this.#referrer.#refuseCycle(candidate);
  }
}

function refuseRemote(path: string): void {
  if (remote.test(path)) throw new PlainRefusal(`the remote kustomization or resource '${path}' is not simulated`);
}

/** The clean path of a directory that is there. */
function confirmed(joined: string, path: string, files: FileAccess): string {
  const clean = joined.replace(/(?<=.)\/+$/, '');
  if (isOutside(clean)) throw new KubectlError(`must build at directory: '${path}' is outside the working folder`);
  const kind = files.kind(clean);
  if (kind === undefined) throw new KubectlError(`must build at directory: not a valid directory: ${missing(clean)}`);
  if (kind === 'file') throw new KubectlError(`must build at directory: '${clean}': file is not directory`);
  return clean;
}

function missing(path: string): string {
  return `evalsymlink failure on '${path}' : lstat ${path}: no such file or directory`;
}

function isOutside(path: string): boolean {
  return path.startsWith('/') || path === '..' || path.startsWith('../');
}

function contains(folder: string, path: string): boolean {
  return folder === '.' || path === folder || path.startsWith(`${folder}/`);
}
