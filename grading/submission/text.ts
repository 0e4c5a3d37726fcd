/** A file as text. */
export interface Decoded {
  readonly text: string;
  /** Whether every byte had a meaning; where not, U+FFFD stands in the text. */
  readonly exact: boolean;
}

/**
 * Decodes UTF-8, and UTF-16 where a byte order mark says so. Bytes that are no UTF-8 become U+FFFD, as kubectl has them. A byte
 * order mark of UTF-8 stays, for `--from-file` keeps it.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return {
      text: new TextDecoder(encoding, { fatal: true, ignoreBOM: encoding === 'utf-8' }).decode(bytes),
      exact: true,
    };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { text: new TextDecoder(encoding, { ignoreBOM: encoding === 'utf-8' }).decode(bytes), exact: false };
  }
}

/** Whether it is no text at all: what a picture or a program looks like. */
export function isBinary({ text, exact }: Decoded): boolean {
  return !exact || text.includes('\0');
}
