// Before packing (`publish`) the manifest loses what only a checkout needs; after it (`restore`) it is as it was.
// The Node binary among the optional dependencies is 120 MB: users of the package have their own Node.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const manifest = join(root, 'package.json');
const folder = join(root, 'node_modules', '.cache', 'seatrial');
const kept = join(folder, 'package.json');
const ONLY_IN_A_CHECKOUT = ['optionalDependencies', 'devDependencies', 'scripts'];

switch (process.argv[2]) {
  case 'publish': {
    mkdirSync(folder, { recursive: true });
    copyFileSync(manifest, kept);
    const members = Object.entries(JSON.parse(readFileSync(manifest, 'utf8')) as Record<string, unknown>);
    const published = Object.fromEntries(members.filter(([name]) => !ONLY_IN_A_CHECKOUT.includes(name)));
    writeFileSync(manifest, `${JSON.stringify(published, null, 2)}\n`);
    break;
  }
  case 'restore':
    copyFileSync(kept, manifest);
    rmSync(kept);
    break;
  default:
    console.error('usage: node scripts/manifest.ts publish|restore');
    process.exitCode = 2;
}
