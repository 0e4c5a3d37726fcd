import type { DnsOutcome } from '../../../component/workload.ts';
import { withoutTrailing } from '../trailing.ts';
import type { Work } from '../work.ts';
import { NotSimulated } from '../work.ts';
import { type Call, fail } from './command.ts';
import { pass } from './sleep.ts';

const TIMEOUT_MS = 15_000;

/** What a tool asks the pod's resolver for. */
interface Question {
  readonly type: 'A' | 'SRV' | 'PTR';
  readonly name: string;
  /** Which server is to be asked; absent: the resolver's. */
  readonly server?: string;
}

/** nslookup [-type=SRV] NAME, nslookup ADDRESS: the answer of the pod's resolver, in the words of busybox or of BIND. */
export function* nslookup(call: Call): Work<number> {
  const isBusybox = call.container.traits.userland === 'busybox';
  const question = questionOf(call, isBusybox);
  if (question.type !== 'A') return yield* nslookupRecords(call, question.type, question.name, isBusybox);
  const { reach, source } = call.container.world;
  const outcome = reach.resolve(source, question.name);
  if (question.server !== undefined && outcome.server !== '' && outcome.server !== question.server)
    throw new NotSimulated(`nslookup with a server that is not the resolver's (${outcome.server})`);
  if (outcome.outcome === 'timeout') return yield* timedOut(call);
  call.stdout.write(serverLines(outcome.server, isBusybox));
  if (outcome.outcome === 'nxdomain') return unknown(call, isBusybox ? outcome.name : question.name);
  call.stdout.write(answer(outcome));
  return 0;
}

function questionOf(call: Call, isBusybox: boolean): Question {
  const options = call.args.filter((arg) => arg.startsWith('-'));
  const [name, server] = call.args.filter((arg) => !arg.startsWith('-'));
  const types = options.map((option) => /^-(?:type|querytype|query|q)=(a|srv|ptr)$/i.exec(option)?.[1]?.toUpperCase());
  const refused = options.find((_, i) => types[i] === undefined);
  if (refused !== undefined) throw new NotSimulated(`nslookup ${refused}`);
  if (name === undefined) throw new NotSimulated('nslookup without a name');
  const reversed = reversedName(name);
  if (reversed !== undefined) return { type: 'PTR', name: `${reversed}.` };
  const type = (types.at(-1) ?? 'A') as Question['type'];
  // busybox completes only names without a dot.
  return {
    type,
    name: type === 'SRV' && isBusybox && name.includes('.') ? `${withoutTrailing(name, '.')}.` : name,
    ...(server === undefined ? {} : { server }),
  };
}

/** `10.1.96.10.in-addr.arpa` for the address 10.96.1.10. */
function reversedName(text: string): string | undefined {
  return /^\d+\.\d+\.\d+\.\d+$/.test(text) ? `${text.split('.').toReversed().join('.')}.in-addr.arpa` : undefined;
}

/** BIND ends names with a dot, and shows no server before the name behind an address. */
function* nslookupRecords(call: Call, type: 'SRV' | 'PTR', name: string, isBusybox: boolean): Work<number> {
  const { reach, source } = call.container.world;
  const outcome = reach.records(source, type, name);
  if (outcome.outcome === 'timeout') return yield* timedOut(call);
  if (isBusybox || type === 'SRV') call.stdout.write(serverLines(outcome.server, isBusybox));
  if (outcome.outcome === 'nxdomain') return unknown(call, outcome.name);
  const is = type === 'SRV' ? 'service' : 'name';
  const end = isBusybox ? '' : '.';
  const lines = outcome.records.map((record) => `${outcome.name}\t${is} = ${record}${end}\n`);
  call.stdout.write(`${lines.join('') || `*** Can't find ${outcome.name}: No answer\n`}\n`);
  return 0;
}

function* timedOut(call: Call): Work<number> {
  yield* pass(call, TIMEOUT_MS);
  call.stdout.write(';; connection timed out; no servers could be reached\n\n');
  return 1;
}

function serverLines(server: string, isBusybox: boolean): string {
  return `Server:\t\t${server}\nAddress:\t${server}${isBusybox ? ':' : '#'}53\n\n`;
}

function unknown(call: Call, name: string): number {
  call.stdout.write(`** server can't find ${name}: NXDOMAIN\n\n`);
  return 1;
}

function answer({ name, addresses, cname }: Extract<DnsOutcome, { outcome: 'answer' }>): string {
  const alias = cname === undefined ? '' : `${name}\tcanonical name = ${cname}\n`;
  return `${alias}${addresses.map((address) => `Name:\t${cname ?? name}\nAddress: ${address}\n`).join('')}\n`;
}

/** dig +short [SRV|PTR|A] NAME, dig +short -x ADDRESS: full names only, as dig does not use the search list. */
export function* dig(call: Call): Work<number> {
  const { type, name } = digQuestion(call);
  const { reach, source } = call.container.world;
  const outcome = type === 'A' ? reach.resolve(source, name) : reach.records(source, type, name);
  if (outcome.outcome === 'timeout') {
    yield* pass(call, TIMEOUT_MS);
    return fail(call, '', 9);
  }
  if (outcome.outcome === 'nxdomain') return 0;
  const lines = 'records' in outcome ? outcome.records.map((record) => `${record}.`) : outcome.addresses;
  call.stdout.write(lines.map((line) => `${line}\n`).join(''));
  return 0;
}

function digQuestion(call: Call): Question {
  const words: string[] = [];
  let type: Question['type'] = 'A';
  let isReverse = false;
  for (const [i, arg] of call.args.entries()) {
    if (arg === '+short' || (arg === '-t' && i < call.args.length - 1)) continue;
    if (arg === '-x') isReverse = true;
    else if (/^(?:a|srv|ptr)$/i.test(arg)) type = arg.toUpperCase() as Question['type'];
    else if (arg.startsWith('-') || arg.startsWith('+')) throw new NotSimulated(`dig ${arg}`);
    else words.push(arg);
  }
  if (!call.args.includes('+short')) throw new NotSimulated('dig without +short');
  const [word = ''] = words;
  if (isReverse) return { type: 'PTR', name: `${reversedName(word) ?? word}.` };
  return { type, name: `${withoutTrailing(word, '.')}.` };
}
