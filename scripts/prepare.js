// npm runs this after `npm ci`. Plain JavaScript, readable by any Node: whatever is missing here, the installation is usable without.
import { join } from 'node:path';

try {
  const { makePack } = await import('./pack.ts');
  await makePack(join(import.meta.dirname, '..'));
} catch (error) {
  console.error(`prepare: made no pack, so seatrial only starts slower: ${error.message}`);
}
