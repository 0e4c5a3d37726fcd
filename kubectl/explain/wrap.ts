const width = 80;

/** Text in lines of at most 80 characters, indented; words longer than that stand alone. */
export function wrapped(text: string, indent: number): string {
  const pad = ' '.repeat(indent);
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of paragraph.split(/\s+/).filter((each) => each !== '')) {
      if (line !== '' && indent + line.length + 1 + word.length > width) {
        lines.push(line);
        line = word;
      } else line = line === '' ? word : `${line} ${word}`;
    }
    if (line !== '' || paragraph === '') lines.push(line);
  }
  return lines.map((line) => `${line === '' ? '' : pad}${line}\n`).join('');
}
