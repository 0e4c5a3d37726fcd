import type { Execution } from './execute.ts';

/** The one command that runs a scenario again as it ran: same seed, same order, same topology. */
export function replayCommand(id: string, { seed, order, topology }: Omit<Execution, 'paths'>): string {
  const where = topology === undefined ? '' : ` --topology ${shellWord(topology)}`;
  const command = order === 'explore' ? 'explore' : 'run';
  const how = order === 'explore' ? '--seeds 1 --seed' : '--seed';
  return `npx seatrial ${command} ${shellWord(id)} ${how} ${shellWord(seed)}${where}`;
}

/** Quoted only where a shell needs it. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./\-\u0080-\uffff]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
