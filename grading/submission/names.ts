/** What a file is taken for, by its name alone. */
export type Role = 'manifest' | 'script' | 'text' | 'markdown' | 'kustomization' | 'archive' | 'binary' | 'data';

const BY_EXTENSION: Readonly<Record<string, Role>> = {
  yaml: 'manifest',
  yml: 'manifest',
  json: 'manifest',
  sh: 'script',
  txt: 'text',
  md: 'markdown',
  ...rows('archive', 'zip tar tgz gz bz2 xz zst 7z rar alz egg jar'),
  ...rows('binary', 'png jpg jpeg gif webp bmp ico tif tiff heic pdf doc docx xls xlsx ppt pptx hwp hwpx'),
  ...rows('binary', 'mp3 wav mp4 mov avi mkv webm exe dll so dylib class pyc ttf woff woff2'),
};

/** Data of tools: a grader's results and a project's settings are no manifests, whatever they hold. */
const TOOL_FILES: ReadonlySet<string> = new Set([
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'result.json',
  'results.json',
  'grade.json',
  'messages.ndjson',
]);

function rows(role: Role, extensions: string): Record<string, Role> {
  return Object.fromEntries(extensions.split(' ').map((extension) => [extension, role]));
}

export function roleOf(path: string): Role {
  const name = baseName(path).toLowerCase();
  if (name.startsWith('.') || TOOL_FILES.has(name) || name.startsWith('cucumber.')) return 'data';
  if (/^kustomization(?:\.ya?ml)?$/.test(name)) return 'kustomization';
  const extension = /[^.]\.([a-z0-9]+)$/.exec(name)?.[1] ?? '';
  return Object.hasOwn(BY_EXTENSION, extension) ? (BY_EXTENSION[extension] ?? 'data') : 'data';
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Folders that tools leave behind; nobody looks into them. */
export function isIgnoredFolder(name: string): boolean {
  return name.startsWith('.') || name === '__MACOSX' || name === 'node_modules';
}

/** A path up to its first ignored folder; undefined where it has none. */
export function ignoredFolderOf(path: string): string | undefined {
  const segments = path.split('/');
  const at = segments.slice(0, -1).findIndex(isIgnoredFolder);
  return at < 0 ? undefined : segments.slice(0, at + 1).join('/');
}

/** Control characters, and those that turn the direction of what stands beside them. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\ufffd]/gu;

/** Why nobody can be sure what a name means; undefined for an honest one. */
export function nameProblem(name: string): string | undefined {
  if (name.search(UNPRINTABLE) < 0) return undefined;
  return 'its name has control characters or is no UTF-8; give it a plain name';
}

/** A name in which everything can be seen. */
export function shownName(name: string): string {
  return name.replaceAll(UNPRINTABLE, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
