/** An end mark for a here-document that has these rows. */
export function freeMark(document: readonly string[]): string {
  const rows = new Set(document.map((row) => row.trim()));
  let mark = 'EOF';
  while (rows.has(mark)) mark += '_';
  return mark;
}
