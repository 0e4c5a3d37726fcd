import type { Work } from '../work.ts';
import { type Call, fail, inputs, linesOf, parse } from './command.ts';

/** cat [-n] [FILE...]: standard input goes through as it comes. */
export function* cat(call: Call): Work<number> {
  const { rest, flags } = parse(call, 'nu', { number: 'n' });
  if (rest.length === 0 && !flags.has('n')) {
    for (;;) {
      const piece = yield* call.stdin.piece();
      if (piece === undefined) return 0;
      call.stdout.write(piece);
    }
  }
  let status = 0;
  let number = 1;
  for (const path of rest.length === 0 ? ['-'] : rest) {
    const { texts, failed } = yield* inputs(call, [path]);
    if (failed) status = 1;
    for (const { text } of texts) {
      call.stdout.write(
        flags.has('n')
          ? linesOf(text)
              .map((line) => `${String(number++).padStart(6)}\t${line}\n`)
              .join('')
          : text,
      );
    }
  }
  return status;
}

/** tee: standard input to standard output and into files. */
export function* tee(call: Call): Work<number> {
  const { rest, flags } = parse(call, 'a', { append: 'a' });
  const { files } = call.container;
  const paths = rest.map((path) => (path.startsWith('/') ? path : `${call.cwd}/${path}`));
  let status = 0;
  for (const [index, path] of paths.entries()) {
    const opened = files.write(path, '', flags.has('a'));
    if (!opened.ok) status = fail(call, `${rest[index] ?? ''}: ${opened.why}`);
  }
  for (;;) {
    const piece = yield* call.stdin.piece();
    if (piece === undefined) return status;
    call.stdout.write(piece);
    for (const path of paths) files.write(path, piece, true);
  }
}
