import type { EventRow } from '../events.ts';
import { instant } from '../virtual-time.ts';
import { clip, escape } from './escape.ts';

/** Kubernetes' own account of the scenario; of many events the first and the last. */
export function eventTable(events: readonly EventRow[], most: number, traceFile: string): string {
  if (events.length === 0) return '';
  const left = events.length - most;
  const head = left <= 0 ? events : events.slice(0, Math.ceil(most / 2));
  const tail = left <= 0 ? [] : events.slice(events.length - Math.floor(most / 2));
  const gap = left <= 0 ? '' : `<tr><td colspan="4" class="soft">${left} more in ${escape(traceFile)}</td></tr>`;
  const rows = [...head.map(eventRow), gap, ...tail.map(eventRow)].join('');
  const table = `<table class="ev"><thead><tr><th>Time</th><th>Reason</th><th>Object</th><th>Message</th></tr></thead><tbody>${rows}</tbody></table>`;
  return `<details class="more"><summary>Kubernetes events (${events.length})</summary><input type="search" placeholder="Filter events" aria-label="Filter events" hidden><div class="scroll">${table}</div></details>`;
}

function eventRow({ atMs, type, reason, about, message, count }: EventRow): string {
  const times = count > 1 ? ` ×${count}` : '';
  const cells = [escape(clip(reason, 60)) + times, escape(clip(about, 80)), escape(clip(message, 220))];
  return `<tr${type === 'Normal' ? '' : ' class="warn"'}><td class="t">${instant(atMs)}</td>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}
