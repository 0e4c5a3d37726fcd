import { matchesWildcard } from '../../kubectl/wildcard.ts';
import { splitWords } from '../../kubectl/command-line/words.ts';
import { subject, type SubjectCommand } from '../../scenarios/subject.ts';
import type { SeatrialWorld } from '../world.ts';
import { ExpectationError } from './failure.ts';

/** More commands than this are cut short in a message. */
const MAX_SHOWN = 10;

/** Fails unless the submission used such a command (and it succeeded), or never tried one. */
export function checkUsed(world: SeatrialWorld, pattern: string, wanted: boolean): void {
  const commands = subject()?.commands ?? [];
  const found = commands.filter((each) => isLike(each.command, pattern) && (!wanted || each.exit === 0));
  if (found.length > 0 === wanted) return;
  throw new ExpectationError({
    atMs: world.cluster.elapsedMs,
    what: 'the commands of the submission',
    expected: wanted ? `one like "${pattern}" that succeeds` : `none like "${pattern}"`,
    actual: describe(wanted ? commands : found),
  });
}

/** Whether the pattern's words stand among the command's, in their order. Quotes and spaces between words do not count. */
export function isLike(command: string, pattern: string): boolean {
  const words = wordsOf(command);
  let from = 0;
  return wordsOf(pattern).every((wanted) => {
    if (wanted === '*') return true;
    const at = words.findIndex((word, index) => index >= from && matchesWildcard(word, wanted));
    from = at + 1;
    return at >= 0;
  });
}

function wordsOf(line: string): readonly string[] {
  const split = splitWords(line);
  return 'words' in split ? split.words : line.split(/\s+/);
}

function describe(commands: readonly SubjectCommand[]): string {
  if (commands.length === 0) return 'no commands';
  const shown = commands.slice(0, MAX_SHOWN).map(({ command, exit }) => {
    const [first = ''] = command.split('\n');
    return exit === 0 ? first : `${first} (exit code ${exit})`;
  });
  return [...shown, ...(commands.length > MAX_SHOWN ? [`and ${commands.length - MAX_SHOWN} more`] : [])].join('; ');
}
