import { quoteWord } from '../kubectl/command-line/words.ts';
import type { Execution } from './execute.ts';

/** The one command that runs a scenario again as it ran: same seed, same order, same topology. */
export function replayCommand(id: string, { seed, order, topology }: Omit<Execution, 'paths'>): string {
  const where = topology === undefined ? '' : ` --topology ${quoteWord(topology)}`;
  const command = order === 'explore' ? 'explore' : 'run';
  const how = order === 'explore' ? '--seeds 1 --seed' : '--seed';
  return `npx seatrial ${command} ${quoteWord(id)} ${how} ${quoteWord(seed)}${where}`;
}
