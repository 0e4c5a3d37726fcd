/** One thing that was found in a submission, before any of its content is looked at. */
export type Found =
  | {
      readonly kind: 'file';
      readonly path: string;
      /** As the folder or the archive says; what is read is counted again. */
      readonly bytes: number;
      read(maxBytes: number): Promise<Content>;
    }
  /** A folder or file that nobody looks into. */
  | { readonly kind: 'ignored'; readonly path: string }
  | { readonly kind: 'refused'; readonly path: string; readonly why: Refusal };

/** A file's bytes, or why they were not read. */
export type Content = { readonly bytes: Uint8Array } | Refusal;

/** Why something is not read; `limit` is the name of the limit that it hit. */
export interface Refusal {
  readonly problem: string;
  readonly limit?: string;
}

/** All that a submission holds, in no order that matters; or why nothing of it can be read. */
export type Listing = { readonly found: readonly Found[] } | Refusal;

/** Files, folders and links of one submission; beyond it nothing of it is read, for nobody can say which of them were meant. */
export const MAX_ENTRIES = 10_000;

export const tooManyEntries: Refusal = {
  problem: `it holds more than ${MAX_ENTRIES} files and folders; nothing of it is read: hand in only what belongs to the exercise`,
  limit: 'files',
};

export function tooDeep(maxDepth: number): Refusal {
  return { problem: `folders lie more than ${maxDepth} deep; nothing below is read`, limit: 'folder depth' };
}

export function tooLarge(maxBytes: number): Refusal {
  return { problem: `the file has more than ${maxBytes} bytes and is not read`, limit: 'file bytes' };
}
