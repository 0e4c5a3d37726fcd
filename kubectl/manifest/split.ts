/** A part of a file between `---` lines, which kubectl hands to its YAML reader by itself. */
export interface Chunk {
  readonly text: string;
  /** Lines of the file before this part. */
  readonly linesBefore: number;
}

/** What is wrong with a separator line, and where (1-based). */
export interface BadSeparator {
  readonly message: string;
  readonly line: number;
}

export type ChunkOrError = { readonly chunk: Chunk } | { readonly error: BadSeparator };

/**
 * Cuts a YAML file at its `---` lines as kubectl's reader does (apimachinery's YAMLReader): a separator may carry a comment
 * and nothing else, and one that nothing precedes belongs to the part after it. Stops at the first bad separator.
 */
export function* splitDocuments(text: string): Generator<ChunkOrError> {
  let start = 0;
  let startLine = 0;
  let line = 0;
  for (let at = 0; at < text.length; line += 1) {
    const newline = text.indexOf('\n', at);
    const end = newline === -1 ? text.length : newline + 1;
    if (text.startsWith('---', at)) {
      const rest = text.slice(at + 3, end).trim();
      if (rest !== '' && !rest.startsWith('#')) {
        yield { error: { message: `invalid Yaml document separator: ${rest}`, line: line + 1 } };
        return;
      }
      if (at > start) {
        yield { chunk: { text: text.slice(start, at), linesBefore: startLine } };
        start = end;
        startLine = line + 1;
      }
    }
    at = end;
  }
  if (start < text.length) yield { chunk: { text: text.slice(start), linesBefore: startLine } };
}
