import { matches } from '../interpreter/pattern.ts';
import { NotSimulated, type Work } from '../work.ts';
import { type Call, fail, pathOf } from './command.ts';
import { runProgram } from './small.ts';

/** A file or folder that find came by; `depth` 0 is what it was asked for. */
interface Found {
  readonly path: string;
  readonly kind: 'file' | 'directory';
  readonly depth: number;
}

/** A test or an action; what it answers decides whether the next one is asked. */
type Term = (found: Found) => Work<boolean>;

interface Query {
  readonly paths: readonly string[];
  readonly holds: Term;
  readonly minDepth: number;
  readonly maxDepth: number;
  readonly batches: readonly Batch[];
}

/** `-exec NAME ARG... {} +`: one run for all that is found. */
interface Batch {
  readonly name: string;
  readonly args: readonly string[];
  readonly found: string[];
}

/** Thrown for a line that find does not take. */
class Usage extends Error {}

/** find [PATH...] [TEST...] [ACTION]: names in their order. */
export function* find(call: Call): Work<number> {
  try {
    return yield* search(call, queryOf(call));
  } catch (error) {
    if (error instanceof Usage) return fail(call, error.message);
    throw error;
  }
}

function* search(call: Call, { paths, holds, minDepth, maxDepth, batches }: Query): Work<number> {
  let status = 0;
  for (const path of paths) {
    const kind = call.container.files.kind(pathOf(call, path));
    if (kind === undefined) status = fail(call, `${quoted(call, path)}: No such file or directory`);
    else
      for (const found of below(call, { path, kind, depth: 0 }, maxDepth))
        if (found.depth >= minDepth) yield* holds(found);
  }
  for (const { name, args, found } of batches)
    if (found.length > 0 && (yield* runProgram(call, name, [...args, ...found])) !== 0) status = 1;
  return status;
}

function quoted({ container }: Call, path: string): string {
  return container.traits.userland === 'busybox' ? path : `‘${path}’`;
}

/** A folder, then what is in it. */
function below(call: Call, found: Found, maxDepth: number): readonly Found[] {
  const { container } = call;
  container.count('find');
  if (found.kind === 'file' || found.depth >= maxDepth) return [found];
  const inside = (container.files.list(pathOf(call, found.path)) ?? []).flatMap((name) => {
    const path = found.path.endsWith('/') ? `${found.path}${name}` : `${found.path}/${name}`;
    const kind = container.files.kind(pathOf(call, path));
    return kind === undefined ? [] : below(call, { path, kind, depth: found.depth + 1 }, maxDepth);
  });
  return [found, ...inside];
}

function queryOf(call: Call): Query {
  const { args } = call;
  const begin = args.findIndex((arg) => /^[-(!]/.test(arg));
  const paths = begin === -1 ? args : args.slice(0, begin);
  const reader = new Reader(call, begin === -1 ? [] : args.slice(begin));
  const holds = reader.read();
  return {
    paths: paths.length === 0 ? ['.'] : paths,
    holds: reader.hasAction ? holds : both(holds, printing(call, '\n')),
    minDepth: reader.minDepth,
    maxDepth: reader.maxDepth,
    batches: reader.batches,
  };
}

/** Reads an expression: `-o` binds less than `-a`, which may be left out, and that less than `!`. */
class Reader {
  readonly batches: Batch[] = [];
  hasAction = false;
  minDepth = 0;
  maxDepth = 64;
  readonly #call: Call;
  readonly #words: readonly string[];
  #at = 0;

  constructor(call: Call, words: readonly string[]) {
    this.#call = call;
    this.#words = words;
  }

  read(): Term {
    if (this.#words.length === 0) return always;
    const term = this.#either();
    const rest = this.#words[this.#at];
    if (rest !== undefined) throw new Usage(`paths must precede expression: ${rest}`);
    return term;
  }

  #either(): Term {
    let left = this.#all();
    while (this.#takes('-o', '-or')) left = either(left, this.#all());
    return left;
  }

  #all(): Term {
    let left = this.#one();
    for (let next = this.#words[this.#at]; next !== undefined && !STOPS.includes(next); next = this.#words[this.#at]) {
      this.#takes('-a', '-and');
      left = both(left, this.#one());
    }
    return left;
  }

  #one(): Term {
    if (this.#takes('!', '-not')) return not(this.#one());
    if (this.#takes('(')) {
      const inner = this.#either();
      if (!this.#takes(')'))
        throw new Usage("invalid expression; I was expecting to find a ')' somewhere but did not see one.");
      return inner;
    }
    return this.#primary(this.#words[this.#at++] ?? '');
  }

  #takes(...words: readonly string[]): boolean {
    const takes = words.includes(this.#words[this.#at] ?? '');
    if (takes) this.#at += 1;
    return takes;
  }

  #value(name: string): string {
    const value = this.#words[this.#at++];
    if (value === undefined) throw new Usage(`missing argument to \`${name}'`);
    return value;
  }

  #primary(name: string): Term {
    const call = this.#call;
    switch (name) {
      case '-name':
      case '-iname':
        return matching(this.#value(name), name === '-iname', ({ path }) => baseOf(path));
      case '-path':
      case '-wholename':
        return matching(this.#value(name), false, ({ path }) => path);
      case '-type': {
        const kind = { f: 'file', d: 'directory' }[this.#value(name)];
        return plain((found) => found.kind === kind);
      }
      case '-empty':
        return plain((found) => isEmpty(call, found));
      case '-maxdepth':
        this.maxDepth = Number(this.#value(name));
        return always;
      case '-mindepth':
        this.minDepth = Number(this.#value(name));
        return always;
      case '-true':
        return always;
      case '-print':
      case '-print0':
        this.hasAction = true;
        return printing(call, name === '-print' ? '\n' : '\0');
      case '-delete':
        this.hasAction = true;
        return plain(({ path }) => call.container.files.remove(pathOf(call, path), false).ok);
      case '-exec':
        this.hasAction = true;
        return this.#running();
      default:
        if (REAL.includes(name)) throw new NotSimulated(`find ${name}`);
        throw new Usage(`unknown predicate \`${name}'`);
    }
  }

  #running(): Term {
    const end = this.#words.findIndex((word, index) => index >= this.#at && (word === ';' || word === '+'));
    if (end === -1) throw new Usage("missing argument to `-exec'");
    const [name = '', ...args] = this.#words.slice(this.#at, end);
    this.#at = end + 1;
    const call = this.#call;
    if (this.#words[end] === '+') return this.#gathering(name, args);
    return function* run({ path }) {
      return (
        (yield* runProgram(
          call,
          name,
          args.map((arg) => arg.replaceAll('{}', path)),
        )) === 0
      );
    };
  }

  #gathering(name: string, args: readonly string[]): Term {
    if (args.at(-1) !== '{}') throw new Usage("missing argument to `-exec'");
    const batch: Batch = { name, args: args.slice(0, -1), found: [] };
    this.batches.push(batch);
    return plain(({ path }) => {
      batch.found.push(path);
      return true;
    });
  }
}

const STOPS = ['-o', '-or', ')'];
const REAL = [
  '-mtime',
  '-mmin',
  '-newer',
  '-size',
  '-perm',
  '-user',
  '-group',
  '-prune',
  '-regex',
  '-ls',
  '-printf',
  '-links',
  '-quit',
  '-depth',
  '-ok',
];

function baseOf(path: string): string {
  return (
    path
      .replace(/(?<=.)\/+$/, '')
      .split('/')
      .at(-1) || path
  );
}

function isEmpty(call: Call, { path, kind }: Found): boolean {
  const full = pathOf(call, path);
  const { files } = call.container;
  return kind === 'file' ? files.read(full) === '' : (files.list(full) ?? []).length === 0;
}

function matching(pattern: string, ignoresCase: boolean, textOf: (found: Found) => string): Term {
  const read = (text: string): string => (ignoresCase ? text.toLowerCase() : text);
  const pieces = [{ text: read(pattern), isLiteral: false }];
  return plain((found) => matches(read(textOf(found)), pieces));
}

function printing({ stdout }: Call, end: string): Term {
  return plain(({ path }) => {
    stdout.write(`${path}${end}`);
    return true;
  });
}

function plain(test: (found: Found) => boolean): Term {
  // oxlint-disable-next-line require-yield
  return function* term(found) {
    return test(found);
  };
}

const always: Term = plain(() => true);

function both(left: Term, right: Term): Term {
  return function* term(found) {
    return (yield* left(found)) && (yield* right(found));
  };
}

function either(left: Term, right: Term): Term {
  return function* term(found) {
    return (yield* left(found)) || (yield* right(found));
  };
}

function not(inner: Term): Term {
  return function* term(found) {
    return !(yield* inner(found));
  };
}
