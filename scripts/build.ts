// `npm run build`: JavaScript and types to dist/, and the data files that the rooms read at run time.
import { execFileSync } from 'node:child_process';
import { copyFileSync, globSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Rooms whose files are read as files: manifests, topologies, schemas, templates, message catalogues. */
const ROOMS_WITH_DATA = ['engine', 'kubectl', 'scenarios', 'runner', 'grading', 'reports', 'bin'];

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');

rmSync(dist, { recursive: true, force: true });
execFileSync('tsc', ['-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
for (const path of globSync(`{${ROOMS_WITH_DATA.join(',')}}/**/*.*`, { cwd: root })) {
  const compiled = path.endsWith('.ts') && !path.endsWith('.d.ts');
  if (compiled || path.endsWith('tsconfig.json') || path === 'bin/seatrial.js') continue;
  mkdirSync(dirname(join(dist, path)), { recursive: true });
  copyFileSync(join(root, path), join(dist, path));
}
