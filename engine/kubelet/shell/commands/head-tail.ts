import { absolute } from '../interpreter/glob.ts';
import type { Work } from '../work.ts';
import { type Call, inputs, linesOf, parse } from './command.ts';

/** head [-n N] [-c N] [FILE...]: reads no more than it needs. */
export function* head(call: Call): Work<number> {
  const { rest, value } = parse(withNumber(call), 'n:c:q');
  const count = Number(value('n') ?? 10);
  if (rest.length === 0 && value('c') === undefined && count >= 0) {
    for (let i = 0; i < count; i++) {
      const line = yield* call.stdin.line();
      if (line === undefined) break;
      call.stdout.write(`${line}\n`);
    }
    return 0;
  }
  const { texts, failed } = yield* inputs(call, rest);
  for (const { name, text } of texts) {
    if (texts.length > 1) call.stdout.write(`==> ${name} <==\n`);
    const bytes = value('c');
    call.stdout.write(bytes === undefined ? joined(linesOf(text).slice(0, count)) : text.slice(0, Number(bytes)));
  }
  return failed ? 1 : 0;
}

const FOLLOW_MS = 1000;

/** tail [-n N] [-f] [FILE...]: with -f it goes on for ever, looking once a second. */
export function* tail(call: Call): Work<number> {
  const { rest, value, flags } = parse(withNumber(call), 'n:c:fFq', { follow: 'f' });
  const given = value('n') ?? '10';
  const { texts, failed } = yield* inputs(call, rest);
  for (const { name, text } of texts) {
    if (texts.length > 1) call.stdout.write(`==> ${name} <==\n`);
    const bytes = value('c');
    if (bytes !== undefined) call.stdout.write(text.slice(-Number(bytes)));
    else
      call.stdout.write(
        joined(
          given.startsWith('+') ? linesOf(text).slice(Number(given) - 1) : last(linesOf(text), Math.abs(Number(given))),
        ),
      );
  }
  if ((!flags.has('f') && !flags.has('F')) || (failed && !flags.has('F'))) return failed ? 1 : 0;
  return yield* follow(
    call,
    texts.map(({ name, text }) => ({ name, length: text.length })),
  );
}

const last = (lines: readonly string[], count: number): readonly string[] => (count === 0 ? [] : lines.slice(-count));

/** Devices such as /dev/null never grow. */
function* follow(call: Call, files: readonly { readonly name: string; readonly length: number }[]): Work<number> {
  const lengths = new Map(files.map(({ name, length }) => [name, length]));
  const growing = [...lengths.keys()].filter((name) => !name.startsWith('/dev/') && name !== '-');
  if (growing.length === 0) for (;;) yield {};
  for (;;) {
    yield { wakeAtMs: call.container.nowMs + FOLLOW_MS };
    for (const name of growing) {
      const text = call.container.files.read(absolute(call.cwd, name)) ?? '';
      const length = lengths.get(name) ?? 0;
      if (text.length > length) call.stdout.write(text.slice(length));
      lengths.set(name, text.length);
    }
  }
}

const joined = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

/** `head -5` is `head -n 5`. */
function withNumber(call: Call): Call {
  return { ...call, args: call.args.flatMap((arg) => (/^-\d+$/.test(arg) ? ['-n', arg.slice(1)] : [arg])) };
}
