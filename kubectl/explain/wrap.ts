const width = 80;

/**
 * Text in lines of at most 80 characters, indented; words longer than that stand alone. Lines of the text run on, but for empty ones, list
 * items, code (four spaces) and what follows a colon (explain formatter, v1.25).
 */
export function wrapped(text: string, indent: number): string {
  const pad = ' '.repeat(indent);
  const lines: string[] = [];
  let line = '';
  const flush = (): void => {
    if (line !== '') lines.push(line);
    line = '';
  };
  for (const part of text.split('\n')) {
    // An empty line behind a single line that was not full is lost.
    const isGap = part.trim() === '' && lines.length > 0;
    if (startsAnew(line, part)) flush();
    if (part.startsWith('    ')) lines.push(part);
    else if (isGap) lines.push('');
    else {
      for (const word of part.split(/\s+/).filter((each) => each !== '')) {
        if (line !== '' && indent + bytes(line) + 1 + bytes(word) > width) flush();
        line = line === '' ? word : `${line} ${word}`;
      }
    }
  }
  flush();
  return lines.map((each) => `${each === '' ? '' : pad}${each}\n`).join('');
}

/** Go counts bytes. */
function bytes(text: string): number {
  return Buffer.byteLength(text);
}

function startsAnew(line: string, part: string): boolean {
  return line.endsWith(':') || part.startsWith('    ') || part.trim() === '' || /^\s*(?:\d+\.?|-|\*)\s/.test(part);
}
