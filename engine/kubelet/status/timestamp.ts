import { toTimestamp } from '../../api/time.ts';

/** The texts of seconds. Statuses speak of few seconds at once: now, and when containers started. A full memo begins anew. */
const texts = new Map<number, string>();
const MAX_TEXTS = 256;

/** `toTimestamp`, remembered: containers that started in the same second share one text. */
export function timestampOf(ms: number): string {
  const second = Math.floor(ms / 1000);
  let text = texts.get(second);
  if (text === undefined) {
    if (texts.size >= MAX_TEXTS) texts.clear();
    text = toTimestamp(ms);
    texts.set(second, text);
  }
  return text;
}
