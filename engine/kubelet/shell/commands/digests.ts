import { decodeBase64Text, encodeBase64 } from '../../../api/base64.ts';
import { md5Hex, sha256Hex } from '../../../api/digest.ts';
import { ParseError } from '../../../api/parse-error.ts';
import type { Work } from '../work.ts';
import { type Call, fail, inputs, parse, type Run } from './command.ts';

/** Letters in a line of what base64 writes, unless `-w` says another number; 0: one line without an end. */
const WRAPPED = 76;

/** base64 [-d] [-w N] [FILE]: text one way and the other. */
export function* base64(call: Call): Work<number> {
  const { flags, rest, value } = parse(call, 'diw:', { decode: 'd', wrap: 'w', 'ignore-garbage': 'i' });
  const { texts, failed } = yield* inputs(call, rest.slice(0, 1));
  if (failed) return 1;
  const text = texts.map((one) => one.text).join('');
  if (flags.has('d')) return decoded(call, text, flags.has('i'));
  const width = Number(value('w') ?? WRAPPED);
  if (!Number.isInteger(width) || width < 0) return fail(call, `invalid wrap size: '${value('w') ?? ''}'`);
  const code = encodeBase64(text);
  const lines = width === 0 ? [code] : (code.match(new RegExp(`.{1,${width}}`, 'g')) ?? []);
  call.stdout.write(width === 0 ? code : lines.map((line) => `${line}\n`).join(''));
  return 0;
}

function decoded(call: Call, text: string, ignoresGarbage: boolean): number {
  const code = ignoresGarbage ? text.replace(/[^A-Za-z0-9+/=]/g, '') : text.replace(/\n/g, '');
  try {
    call.stdout.write(decodeBase64Text(code));
    return 0;
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return fail(call, 'invalid input');
  }
}

/** `HASH  FILE` of each file, or of standard input. */
function sum(hash: (text: string) => string): Run {
  return function* digests(call) {
    const { rest } = parse(call, 'b');
    const { texts, failed } = yield* inputs(call, rest);
    for (const { name, text } of texts) call.stdout.write(`${hash(text)}  ${name}\n`);
    return failed ? 1 : 0;
  };
}

export const md5sum: Run = sum(md5Hex);
export const sha256sum: Run = sum(sha256Hex);
