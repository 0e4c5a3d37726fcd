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

/** Colours, titles and modes that a program wrote for its terminal (ECMA-48), and what is left of bracketed paste where ESC got lost. */
const SEQUENCES =
  // oxlint-disable-next-line no-control-regex
  /\u001b(?:\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\[[0-?]*[ -/]*[@-~]|[()][0-9A-Z]|[=>78DEHMc])|\[\?2004[hl]/g;

/** Rows as they looked, of a file that `script` may have recorded: without sequences for the terminal, and with what was typed wrong erased. */
export function rowsOf(text: string): readonly string[] {
  const isRecorded = text.includes('\u001b');
  const seen = text.replace(/^\uFEFF/, '').replace(SEQUENCES, '');
  const rows = (isRecorded ? seen.replaceAll('\r', '') : seen).split(/\r\n|\n|\r/);
  return rows.map((row) => (row.includes('\b') || row.includes('\u0007') ? withoutErased(row) : row));
}

function withoutErased(row: string): string {
  const kept: string[] = [];
  let at = 0;
  for (const char of row.replaceAll('\u0007', '')) {
    if (char === '\b') at = Math.max(0, at - 1);
    else kept[at++] = char;
  }
  return kept.join('').trimEnd();
}
