/** `1 h 02 min`, `3 min 05 s`, `41.2 s`, `350 ms`: at most two units, for people. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${decimal(ms / 1000)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
}

/** `0:00.350`, `2:05.000`, `1:02:03.000`: a point of virtual time, always to the millisecond. */
export function instant(ms: number): string {
  return `${clock(Math.floor(ms / 1000))}.${String(Math.floor(ms % 1000)).padStart(3, '0')}`;
}

/** `0:05`, `2:05`, `1:02:03`, for an axis whose ticks are `stepMs` apart. */
export function tick(ms: number, stepMs: number): string {
  const text = clock(Math.floor(ms / 1000));
  if (stepMs >= 1000) return text;
  return `${text}.${String(Math.floor((ms % 1000) / 100))}`;
}

function clock(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = two(seconds % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}

function decimal(value: number): string {
  return value.toFixed(1).replace(/\.0$/, '');
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
