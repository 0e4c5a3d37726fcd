import { absolute } from '../interpreter/glob.ts';
import { withoutTrailing } from '../trailing.ts';
import { NotSimulated, PASS, type Work } from '../work.ts';
import { type Call, fail, linesOf, parse, plain, type Run } from './command.ts';

/** Commands of a line or two. */
export const yes: Run = function* repeat(call): Work<number> {
  for (;;) {
    call.container.count('yes');
    call.stdout.write(`${call.args.join(' ') || 'y'}\n`);
    yield PASS;
  }
};

export const pwd: Run = plain((call) => say(call, call.cwd));
export const whoami: Run = plain((call) => say(call, call.container.traits.user));
export const hostname: Run = plain((call) => {
  const { flags, rest } = parse(call, 'isf');
  if (rest.length > 0) throw new NotSimulated('hostname NAME');
  const { container } = call;
  const { podIP, hostname: name } = container.input;
  if (flags.has('i')) return say(call, podIP);
  const domain = flags.has('f')
    ? container.world.reach.resolverFiles?.(container.world.source, podIP)?.domain
    : undefined;
  return say(call, domain === undefined ? name : `${name}.${domain}`);
});

export const id: Run = plain((call) => {
  const { flags } = parse(call, 'un');
  const { user } = call.container.traits;
  const number = user === 'root' ? 0 : 1000;
  if (flags.has('u')) return say(call, flags.has('n') ? user : String(number));
  return say(call, `uid=${number}(${user}) gid=${number}(${user}) groups=${number}(${user})`);
});

export const uname: Run = plain((call) => {
  const { flags } = parse(call, 'asnrm');
  const parts = { s: 'Linux', n: call.container.input.hostname, r: '3.10.0-1127.19.1.el7.x86_64', m: 'x86_64' };
  if (flags.has('a'))
    return say(call, `${parts.s} ${parts.n} ${parts.r} #1 SMP Tue Aug 25 17:23:54 UTC 2020 ${parts.m} GNU/Linux`);
  const wanted = Object.entries(parts).flatMap(([letter, text]) => (flags.has(letter) ? [text] : []));
  return say(call, wanted.length === 0 ? parts.s : wanted.join(' '));
});

export const env: Run = function* environment(call): Work<number> {
  const assignments = call.args.filter(
    (arg, i) => arg.includes('=') && call.args.slice(0, i).every((one) => one.includes('=')),
  );
  const [name, ...args] = call.args.slice(assignments.length);
  const all = new Map([
    ...call.env,
    ...assignments.map((text): [string, string] => [
      text.slice(0, text.indexOf('=')),
      text.slice(text.indexOf('=') + 1),
    ]),
  ]);
  if (name === undefined) {
    for (const [key, value] of all) call.stdout.write(`${key}=${value}\n`);
    return 0;
  }
  if (name.startsWith('-')) throw new NotSimulated(`env ${name}`);
  return yield* runProgram({ ...call, env: all }, name, args);
};

export const printenv: Run = plain((call) => {
  if (call.args.length === 0) for (const [key, value] of call.env) call.stdout.write(`${key}=${value}\n`);
  let status = 0;
  for (const name of call.args) {
    const value = call.env.get(name);
    if (value === undefined) status = 1;
    else call.stdout.write(`${value}\n`);
  }
  return status;
});

export const seq: Run = plain((call) => {
  const numbers = parse({ ...call, args: call.args.map((arg) => (/^-\d/.test(arg) ? ` ${arg}` : arg)) }, 's:').rest.map(
    Number,
  );
  const [first, step, last] =
    numbers.length === 1 ? [1, 1, numbers[0]] : numbers.length === 2 ? [numbers[0], 1, numbers[1]] : numbers;
  if (first === undefined || step === undefined || last === undefined || numbers.some(Number.isNaN) || step === 0)
    return fail(call, 'invalid argument');
  for (let value = first, i = 0; step > 0 ? value <= last : value >= last; value += step, i++) {
    if (i > 100_000) throw new NotSimulated('seq of more than 100000 numbers');
    call.stdout.write(`${value}\n`);
  }
  return 0;
});

export const basename: Run = plain((call) => {
  const [path = '', suffix = ''] = call.args;
  const name = withoutTrailing(path, '/').split('/').at(-1) ?? '';
  return say(
    call,
    suffix !== '' && name.endsWith(suffix) && name !== suffix ? name.slice(0, -suffix.length) : name || '/',
  );
});

export const dirname: Run = plain((call) => {
  const [given = ''] = call.args;
  const path = withoutTrailing(given, '/') || given.slice(0, 1);
  const at = path.lastIndexOf('/');
  return say(call, at < 0 ? '.' : at === 0 ? '/' : path.slice(0, at));
});

export const xargs: Run = function* gather(call): Work<number> {
  const { args } = call;
  const at = args.findIndex((arg, i) => !arg.startsWith('-') && args[i - 1] !== '-n' && args[i - 1] !== '-I');
  const own = parse({ ...call, args: at < 0 ? args : args.slice(0, at) }, 'n:I:r');
  const [name = 'echo', ...fixed] = at < 0 ? [] : args.slice(at);
  const text = yield* call.stdin.rest();
  const place = own.value('I');
  const words = place === undefined ? text.split(/\s+/).filter((word) => word !== '') : linesOf(text);
  if (words.length === 0 && own.flags.has('r')) return 0;
  const size = place === undefined ? Number(own.value('n') ?? (words.length || 1)) : 1;
  let status = 0;
  for (let i = 0; i === 0 || i < words.length; i += size) {
    const some = words.slice(i, i + size);
    const line = place === undefined ? [...fixed, ...some] : fixed.map((word) => word.replaceAll(place, some[0] ?? ''));
    if ((yield* runProgram(call, name, line)) !== 0) status = 123;
  }
  return status;
};

/** sudo COMMAND...: there is only one user, who may do everything. */
export const sudo: Run = function* asRoot(call): Work<number> {
  const at = call.args.findIndex((arg, i) => !arg.startsWith('-') && call.args[i - 1] !== '-u');
  const own = parse({ ...call, args: at < 0 ? call.args : call.args.slice(0, at) }, 'EHnu:');
  const [name, ...args] = at < 0 ? own.rest : call.args.slice(at);
  if (name === undefined) return fail(call, 'a command is needed');
  const program = call.container.find(name, call.cwd);
  if ('missing' in program && program.missing !== 'not simulated') return fail(call, `${name}: command not found`);
  return yield* runProgram(call, name, args);
};

/** dd if=/dev/zero of=FILE bs=1M count=N: only its size counts, so that it is refused beyond what a file here can hold. */
export const dd: Run = plain((call) => {
  const options = new Map(
    call.args.map((arg): [string, string] => [arg.slice(0, arg.indexOf('=')), arg.slice(arg.indexOf('=') + 1)]),
  );
  const unknown = [...options.keys()].find((name) => !['if', 'of', 'bs', 'count'].includes(name));
  const size = sizeOf(options.get('bs') ?? '512') * Number(options.get('count') ?? Number.NaN);
  if (unknown !== undefined || options.get('if') !== '/dev/zero' || Number.isNaN(size))
    throw new NotSimulated(`dd ${call.args.join(' ')}`);
  if (size > 16 * 1024 * 1024) throw new NotSimulated(`dd of ${size} bytes (at most 16 MiB)`);
  const target = options.get('of');
  if (target === undefined) throw new NotSimulated('dd without of=');
  const written = call.container.files.write(absolute(call.cwd, target), '\0'.repeat(size), false);
  if (!written.ok) return fail(call, `${target}: ${written.why}`);
  const count = options.get('count') ?? '0';
  call.stderr.write(`${count}+0 records in\n${count}+0 records out\n`);
  return 0;
});

function sizeOf(text: string): number {
  const found = /^(\d+)([kKMG]?)B?$/.exec(text);
  const unit = { '': 1, k: 1024, K: 1024, M: 1024 ** 2, G: 1024 ** 3 }[found?.[2] ?? ''] ?? 1;
  return found === null ? Number.NaN : Number(found[1]) * unit;
}

function say(call: Call, text: string): number {
  call.stdout.write(`${text}\n`);
  return 0;
}

/** Runs another program in the same task. */
export function* runProgram(call: Call, name: string, args: readonly string[]): Work<number> {
  const program = call.container.find(name, call.cwd);
  if ('missing' in program) {
    if (program.missing === 'not simulated') throw new NotSimulated(name);
    return fail(call, `${name}: No such file or directory`, 127);
  }
  return yield* program.run({ ...call, name, args });
}
