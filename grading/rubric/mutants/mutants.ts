import type { Submission, SubmittedLine } from '../../submission.ts';
import { lineMutants } from './line-mutants.ts';
import { manifestMutants } from './manifest-mutants.ts';
import type { Renamed } from './object-mutants.ts';

/** The solution with one mistake in it. */
export interface Mutant {
  /** The kind of mistake: `replicas`, `image`, `missing`. */
  readonly operator: string;
  readonly file: string;
  /** 1-based line of the file that the mistake is about. */
  readonly line: number;
  /** In plain words, with the place: `web.yaml:6: Deployment web: spec.replicas 3 -> 2`. */
  readonly text: string;
  readonly submission: Submission;
  /** A value that only has another name: where nobody asks for the old one it is no mistake. */
  readonly renamed?: Renamed;
}

/** More would cost seconds and show nothing new. */
const MAX_MUTANTS = 150;

/**
 * Wrong versions of a solution, each with one mistake: manifests in name order, then the transcripts' lines. The same solution gives the
 * same mutants in the same order; none is there twice, and none is empty.
 */
export function mutantsOf(solution: Submission, most: number = MAX_MUTANTS): readonly Mutant[] {
  const all = [
    ...solution.manifests.flatMap((path) => mutantsOfManifest(solution, path)),
    ...solution.lines.flatMap((line, index) => mutantsOfLine(solution, line, index)),
  ].filter(({ submission }) => submission.manifests.length + submission.lines.length > 0);
  return bounded(distinct(all, solution), most);
}

function mutantsOfManifest(solution: Submission, path: string): readonly Mutant[] {
  const text = solution.files.find((file) => file.path === path)?.text ?? '';
  return manifestMutants(text, path).map(({ manifest, manifestLine: line, ...mutant }): Mutant => {
    const files = solution.files.map((file) => (file.path === path ? { path, text: manifest } : file));
    const manifests = manifest === '' ? solution.manifests.filter((other) => other !== path) : solution.manifests;
    const what = `${path}:${line}: ${mutant.text}`;
    return { ...mutant, file: path, line, text: what, submission: { ...solution, files, manifests } };
  });
}

function mutantsOfLine(solution: Submission, { file, line, text }: SubmittedLine, index: number): readonly Mutant[] {
  return lineMutants(text).map(({ line: wrong, ...mutant }): Mutant => {
    const instead = wrong === undefined ? [] : [{ file, line, text: wrong }];
    const lines = solution.lines.toSpliced(index, 1, ...instead);
    return { ...mutant, file, line, text: `${file}:${line}: ${mutant.text}`, submission: { ...solution, lines } };
  });
}

/** Two operators may come to the same: the first one counts. One that changes nothing is none. */
function distinct(mutants: readonly Mutant[], solution: Submission): readonly Mutant[] {
  const seen = new Set([contentOf(solution)]);
  return mutants.filter(({ submission }) => {
    const content = contentOf(submission);
    const isNew = !seen.has(content);
    seen.add(content);
    return isNew;
  });
}

function contentOf({ files, manifests, lines }: Submission): string {
  return JSON.stringify([files, manifests, lines.map(({ text }) => text)]);
}

/** Where there are too many, every kind of mistake keeps its share: one of each in turn, until it is enough. */
function bounded(mutants: readonly Mutant[], most: number): readonly Mutant[] {
  if (mutants.length <= most) return mutants;
  const groups = [...Map.groupBy(mutants, ({ operator }) => operator).values()];
  const longest = Math.max(...groups.map(({ length }) => length));
  const inTurn = Array.from({ length: longest }, (_, round) => groups.flatMap((group) => group[round] ?? [])).flat();
  const kept = new Set(inTurn.slice(0, most));
  return mutants.filter((mutant) => kept.has(mutant));
}
