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
  const client = world.cluster.client();
  const kindOf: KindOf = (word) => client.resolve(word)?.kind;
  const found = commands.filter((each) => isLike(each.command, pattern, kindOf) && (!wanted || each.exit === 0));
  if (found.length > 0 === wanted) return;
  throw new ExpectationError({
    atMs: world.cluster.elapsedMs,
    what: 'the commands of the submission',
    expected: wanted ? `one like "${pattern}" that succeeds` : `none like "${pattern}"`,
    actual: describe(wanted ? commands : found),
  });
}

/** The kind of a word that names a resource: `deploy`, `deployments`, `deployment.apps`. */
type KindOf = (word: string) => string | undefined;

/**
 * Whether the pattern's words stand among the command's, in their order. Quotes and spaces between words do not count, nor does how a resource
 * is called (`deploy/web` is `deployment web`), nor the sign between a flag and its value.
 */
export function isLike(command: string, pattern: string, kindOf: KindOf): boolean {
  const words = resourcesApart(wordsOf(command), kindOf);
  let from = 0;
  return resourcesApart(wordsOf(pattern), kindOf).every((wanted) => {
    if (wanted === '*') return true;
    const kind = kindOf(wanted);
    const at = words.findIndex((word, index) => {
      if (index < from) return false;
      const isFlagBefore = /^--[^=]+$/.test(word) && wanted.includes('=');
      return (
        matchesWildcard(word, wanted) ||
        (isFlagBefore && matchesWildcard(`${word}=${words[index + 1] ?? ''}`, wanted)) ||
        (kind !== undefined && kindOf(word) === kind)
      );
    });
    from = at + 1;
    return at >= 0;
  });
}

/** `deployment/web` is two words. */
function resourcesApart(words: readonly string[], kindOf: KindOf): readonly string[] {
  return words.flatMap((word) => {
    const [, resource, name] = /^([a-z.]+)\/(.+)$/i.exec(word) ?? [];
    return resource !== undefined && name !== undefined && kindOf(resource) !== undefined ? [resource, name] : [word];
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
