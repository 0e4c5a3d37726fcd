import { KubectlError } from './errors.ts';

/** The number of a `--port` flag; anything else is refused in Go's words (strconv.Atoi). */
export function portNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new KubectlError(`strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
  return Number(text);
}
