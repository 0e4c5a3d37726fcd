import { duration, instant } from '../virtual-time.ts';
import { slowerBy, type TimeChange } from './times.ts';

/** A length of virtual time to the millisecond: `350 ms`, `41.200 s`, `3:05.000`. */
export function exact(ms: number): string {
  if (ms < 1000) return duration(ms);
  return ms < 60_000 ? `${(ms / 1000).toFixed(3)} s` : instant(ms);
}

/** `+1.200 s`, `−350 ms` */
export function deltaText(time: TimeChange): string {
  const by = slowerBy(time);
  return `${by > 0 ? '+' : '−'}${exact(Math.abs(by))}`;
}
