import type { Work } from '../work.ts';
import { type Call, fail } from './command.ts';

const VARIABLE = /\$(?:(\w+)|\{(\w+)\})/g;

/** envsubst ['$A $B']: standard input with `$A` and `${A}` replaced by the environment; with an argument only those that it names. */
export function* envsubst(call: Call): Work<number> {
  const [only, more] = call.args;
  if (more !== undefined) return fail(call, 'too many arguments');
  if (only?.startsWith('-') === true) return fail(call, `unrecognized option '${only}'`);
  const wanted = only === undefined ? undefined : new Set([...only.matchAll(VARIABLE)].map(nameOf));
  const text = yield* call.stdin.rest();
  call.stdout.write(
    text.replaceAll(VARIABLE, (written, plain: string | undefined, braced: string | undefined) => {
      const name = plain ?? braced ?? '';
      return /^\d/.test(name) || wanted?.has(name) === false ? written : (call.env.get(name) ?? '');
    }),
  );
  return 0;
}

function nameOf([, plain, braced]: RegExpMatchArray): string {
  return plain ?? braced ?? '';
}
