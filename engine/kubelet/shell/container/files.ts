import type { FileSystem, ProcessInput, ProcessWorld, WriteOutcome } from '../../../component/workload.ts';
import { FileTree } from '../../files/file-tree.ts';
import { MountedView } from '../../files/mounted-view.ts';
import type { Traits } from './traits.ts';

const DIRECTORIES: ReadonlySet<string> = new Set([
  '/',
  '/bin',
  '/dev',
  '/etc',
  '/home',
  '/mnt',
  '/opt',
  '/proc',
  '/root',
  '/sbin',
  '/srv',
  '/sys',
  '/tmp',
  '/usr',
  '/usr/bin',
  '/usr/share',
  '/var',
  '/var/log',
  '/var/run',
  '/run',
]);
const DEVICES = ['/dev/null', '/dev/stdout', '/dev/stderr', '/dev/stdin', '/dev/tty', '/dev/zero', '/dev/urandom'];

/** Writes an image's files into a container's fresh root, where no volume lies over them. */
export function unpack(files: FileSystem, traits: Traits): void {
  const { tree, folders } = imageOf(traits);
  if (files instanceof MountedView && files.graft(tree, folders)) return;
  const covered = new Set<string>();
  for (const folder of folders) if (files.kind(folder) === 'directory' && !DIRECTORIES.has(folder)) covered.add(folder);
  for (const [path, content] of Object.entries(traits.files)) {
    if (covered.has(folderOf(path)) || files.kind(path) !== undefined) continue;
    files.mkdir(folderOf(path), true);
    files.write(path, content, false);
  }
}

interface ImageFiles {
  /** What an unpacked image is, for the containers that have nothing mounted into its folders: they share it. */
  readonly tree: FileTree;
  readonly folders: readonly string[];
}

const images = new WeakMap<Traits['files'], ImageFiles>();

function imageOf({ files }: Traits): ImageFiles {
  const known = images.get(files);
  if (known !== undefined) return known;
  const tree = new FileTree();
  for (const [path, content] of Object.entries(files)) tree.put(path, content);
  const made = { tree, folders: [...new Set(Object.keys(files).map(folderOf))] };
  images.set(files, made);
  return made;
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

/** A container's files with what the runtime and the kubelet put there: names, resolver, users, the usual empty directories. */
export class ContainerFiles implements FileSystem {
  readonly #world: ProcessWorld;
  readonly #input: ProcessInput;
  readonly #traits: Traits;
  readonly #files: FileSystem;

  constructor(world: ProcessWorld, input: ProcessInput, traits: Traits) {
    this.#world = world;
    this.#input = input;
    this.#traits = traits;
    this.#files = world.files;
  }

  read(path: string): string | undefined {
    return this.#files.read(path) ?? this.#given(path);
  }

  kind(path: string): 'file' | 'directory' | undefined {
    const own = this.#files.kind(path);
    if (own !== undefined) return own;
    if (DIRECTORIES.has(path)) return 'directory';
    return this.#given(path) === undefined ? undefined : 'file';
  }

  list(path: string): readonly string[] | undefined {
    const own = this.#files.list(path);
    if (!DIRECTORIES.has(path)) return own;
    const prefix = path === '/' ? '/' : `${path}/`;
    const inside = [...DIRECTORIES, ...GENERATED]
      .filter((one) => one.startsWith(prefix) && one !== path)
      .map((one) => one.slice(prefix.length).split('/')[0] ?? '');
    return [...new Set([...(own ?? []), ...inside])].sort();
  }

  write(path: string, content: string, append: boolean): WriteOutcome {
    if (DEVICES.includes(path)) return { ok: true };
    const base = append && this.#files.read(path) === undefined ? (this.#given(path) ?? '') : '';
    this.#makeFolder(path);
    return this.#files.write(path, base + content, append);
  }

  mkdir(path: string, parents: boolean): WriteOutcome {
    if (DIRECTORIES.has(path)) return parents ? { ok: true } : { ok: false, why: 'File exists' };
    this.#makeFolder(path);
    return this.#files.mkdir(path, parents);
  }

  remove(path: string, recursive: boolean): WriteOutcome {
    return this.#files.remove(path, recursive);
  }

  /** The usual directories are made when something is first put into them. */
  #makeFolder(path: string): void {
    const folder = folderOf(path);
    if (DIRECTORIES.has(folder) && this.#files.kind(folder) === undefined) this.#files.mkdir(folder, true);
  }

  #given(path: string): string | undefined {
    return generated(path, this.#world, this.#input, this.#traits);
  }
}

const GENERATED = ['/etc/hostname', '/etc/hosts', '/etc/resolv.conf', '/etc/os-release', '/etc/passwd'];

const RELEASES = {
  busybox: 'NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.16.2\nPRETTY_NAME="Alpine Linux v3.16"\n',
  debian:
    'PRETTY_NAME="Debian GNU/Linux 11 (bullseye)"\nNAME="Debian GNU/Linux"\nVERSION_ID="11"\nVERSION="11 (bullseye)"\nID=debian\n',
  centos: 'NAME="CentOS Linux"\nVERSION="7 (Core)"\nID="centos"\nVERSION_ID="7"\nPRETTY_NAME="CentOS Linux 7 (Core)"\n',
  none: '',
};

function generated(
  path: string,
  { reach, source }: ProcessWorld,
  { hostname, podIP, pod }: ProcessInput,
  traits: Traits,
): string | undefined {
  switch (path) {
    case '/etc/hostname':
      return `${hostname}\n`;
    case '/etc/hosts':
      return (
        reach.resolverFiles?.(source, podIP)?.hosts ??
        `# Kubernetes-managed hosts file.\n127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\nfe00::0\tip6-localnet\nfe00::0\tip6-mcastprefix\nfe00::1\tip6-allnodes\nfe00::2\tip6-allrouters\n${podIP}\t${hostname}\n`
      );
    case '/etc/resolv.conf': {
      const written = reach.resolverFiles?.(source, podIP)?.resolvConf;
      if (written !== undefined) return written;
      const { server } = reach.resolve(source, 'kubernetes.default');
      const search = `${pod.namespace}.svc.cluster.local svc.cluster.local cluster.local`;
      return `search ${search}\nnameserver ${server}\noptions ndots:5\n`;
    }
    case '/etc/os-release':
      return RELEASES[traits.userland];
    case '/etc/passwd':
      return `root:x:0:0:root:/root:/bin/${traits.userland === 'busybox' ? 'sh' : 'bash'}\nnobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin\n`;
    default:
      return DEVICES.includes(path) ? '' : undefined;
  }
}
