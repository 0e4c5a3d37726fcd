/** Something in a feature, a manifest or the step definitions that keeps a run from beginning. */
export interface Problem {
  /** The file as it was named on the command line or found below it. */
  readonly uri: string;
  /** From 1; 0 where the whole file is meant. */
  readonly line: number;
  /** One line: what is wrong, and what to write instead. */
  readonly message: string;
  /** Worth saying, but a run may go on. */
  readonly isWarning?: boolean;
}

/** `features/x.feature:12: undefined step ...` */
export function problemLine({ uri, line, message, isWarning }: Problem): string {
  const place = line > 0 ? `${uri}:${line}` : uri;
  const said = isWarning === true ? `warning: ${message}` : message;
  return place === '' ? said : `${place}: ${said}`;
}

export function isError({ isWarning }: Problem): boolean {
  return isWarning !== true;
}

/** By file, then line, each once. */
export function sortProblems(problems: readonly Problem[]): readonly Problem[] {
  const byLine = new Map(problems.map((problem) => [problemLine(problem), problem]));
  return [...byLine.values()].sort((a, b) => (a.uri === b.uri ? a.line - b.line : a.uri < b.uri ? -1 : 1));
}
