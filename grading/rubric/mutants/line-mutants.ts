import { TranscriptError, type TranscriptLine, readTranscript } from '../../../runner/play/transcript.ts';
import { type Command, commandOf, typed, withFlag } from './command.ts';
import { ARGUMENT_RULES, FLAG_ADDITIONS, FLAG_RULES, READING } from './command-rules.ts';
import { manifestMutants } from './manifest-mutants.ts';
import type { Renamed } from './object-mutants.ts';
import { shown } from './values.ts';

/** One wrong version of a transcript's line. */
export interface LineMutant {
  readonly operator: string;
  /** `--replicas 3 -> 2 in "kubectl scale deployment web --replicas=3"`. */
  readonly text: string;
  /** undefined: the line is missing. */
  readonly line: string | undefined;
  readonly renamed?: Renamed;
}

/** All wrong versions of one line, in a fixed order. Lines that only look have none. */
export function lineMutants(text: string): readonly LineMutant[] {
  return linesOf(text).flatMap((line) => {
    if (line.kind === 'curl') return [missing(`curl ${line.text}`)];
    return line.kind === 'kubectl' ? kubectlMutants(line) : [];
  });
}

/** What is no line of a transcript is refused when it is played, the same in every mutant. */
function linesOf(text: string): readonly TranscriptLine[] {
  try {
    return readTranscript(text, 'line');
  } catch (error) {
    if (error instanceof TranscriptError) return [];
    throw error;
  }
}

function missing(line: string): LineMutant {
  return { operator: 'missing', text: `the line "${line}" is missing`, line: undefined };
}

function kubectlMutants(line: TranscriptLine & { kind: 'kubectl' }): readonly LineMutant[] {
  const command = commandOf(line.text);
  if (command === undefined || READING.test(command.path)) return [];
  const whole = `kubectl ${line.text}`;
  const changes = [...flagChanges(command), ...argumentChanges(command), ...flagAdditions(command)].map(
    ({ operator, text, words }): LineMutant => ({
      operator,
      text: `${text} in "${whole}"`,
      line: written(words, line.hereDocument),
    }),
  );
  return [missing(whole), ...changes, ...documentMutants(command, line.hereDocument)];
}

interface Change {
  readonly operator: string;
  readonly text: string;
  readonly words: readonly string[];
}

function flagChanges(command: Command): readonly Change[] {
  return FLAG_RULES.flatMap(({ operator, flags, values }) =>
    command.flags
      .filter(({ name }) => flags.includes(name))
      .flatMap((flag) =>
        values(flag.value).map((value): Change => {
          const to = value === undefined ? undefined : String(value);
          const what = to === undefined ? 'dropped' : `${shown(flag.value)} -> ${shown(to)}`;
          return { operator, text: `--${flag.name} ${what}`, words: withFlag(command, flag, to) };
        }),
      ),
  );
}

function argumentChanges(command: Command): readonly Change[] {
  const { words, path, args } = command;
  return ARGUMENT_RULES.filter((rule) => rule.path.test(path)).flatMap(({ operator, index, values }) =>
    args
      .filter((_at, position) => index === undefined || position === index)
      .flatMap((at) =>
        values(words[at] ?? '').map((value): Change => {
          const to = String(value);
          return { operator, text: `${shown(words[at])} -> ${shown(to)}`, words: words.with(at, to) };
        }),
      ),
  );
}

function flagAdditions(command: Command): readonly Change[] {
  const { words, path, flags } = command;
  return FLAG_ADDITIONS.filter((rule) => rule.path.test(path) && !flags.some(({ name }) => name === rule.flag)).map(
    ({ operator, flag, value }): Change => {
      const word = `--${flag}=${value}`;
      return { operator, text: `${word} is added`, words: words.toSpliced(command.end, 0, word) };
    },
  );
}

/** Commands whose here-document is a manifest. */
const TAKES_MANIFEST = /^(?:apply|create|replace|edit)$/;

function documentMutants({ words, path }: Command, hereDocument: string | undefined): readonly LineMutant[] {
  if (hereDocument === undefined || !TAKES_MANIFEST.test(path)) return [];
  return manifestMutants(hereDocument, 'the here-document').map(
    ({ manifest, manifestLine: _line, ...mutant }): LineMutant => ({
      ...mutant,
      line: manifest === '' ? undefined : written(words, manifest),
    }),
  );
}

/** The end mark is no line of any manifest. */
const END = 'END_OF_DOCUMENT';

function written(words: readonly string[], hereDocument: string | undefined): string {
  const line = `kubectl ${typed(words)}`;
  return hereDocument === undefined ? line : `${line} <<'${END}'\n${hereDocument}${END}`;
}
