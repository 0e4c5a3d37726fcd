/** The code point at `index`; half of a surrogate pair counts as U+FFFD, as Go's JSON decoder has it. */
function codePointAt(text: string, index: number): number {
  const point = text.codePointAt(index) ?? 0xfffd;
  return point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
}

function widthOf(point: number): number {
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x10000 ? 3 : 4;
}

/** How many bytes `text` takes in UTF-8: the length that Kubernetes' limits speak of. */
export function utf8Length(text: string): number {
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) < 0x80) {
      length += 1;
      continue;
    }
    const width = widthOf(codePointAt(text, i));
    length += width;
    if (width === 4) i++;
  }
  return length;
}

/** The UTF-8 bytes of `text` (the engine has no TextEncoder: it takes nothing from its host). */
export function utf8Bytes(text: string): Uint8Array {
  const bytes = new Uint8Array(utf8Length(text));
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const point = codePointAt(text, i);
    const width = widthOf(point);
    if (width === 1) {
      bytes[at++] = point;
      continue;
    }
    bytes[at++] = ((0xf00 >> width) & 0xff) | (point >> (6 * (width - 1)));
    for (let rest = width - 2; rest >= 0; rest--) bytes[at++] = 0x80 | ((point >> (6 * rest)) & 0x3f);
    if (width === 4) i++;
  }
  return bytes;
}

const SMALLEST = [0, 0, 0x80, 0x800, 0x10000];

/** The sequence that starts at `at`: its code point and width; every byte that fits nowhere is one U+FFFD, as in Go. */
function decodeAt(bytes: Uint8Array, at: number): { readonly point: number; readonly width: number } {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return { point: first, width: 1 };
  const width =
    first >= 0xf0 && first < 0xf8 ? 4 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xc0 && first < 0xe0 ? 2 : 0;
  const broken = { point: 0xfffd, width: 1 };
  if (width === 0) return broken;
  let point = first & (0xff >> (width + 1));
  for (let i = 1; i < width; i++) {
    const next = bytes[at + i];
    if (next === undefined || (next & 0xc0) !== 0x80) return broken;
    point = (point << 6) | (next & 0x3f);
  }
  const valid = point >= (SMALLEST[width] ?? 0) && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
  return valid ? { point, width } : broken;
}

/** The text that UTF-8 `bytes` spell. */
export function utf8Text(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const { point, width } = decodeAt(bytes, at);
    parts.push(String.fromCodePoint(point));
    at += width;
  }
  return parts.join('');
}
