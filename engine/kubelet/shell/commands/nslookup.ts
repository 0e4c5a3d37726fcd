import type { DnsOutcome } from '../../../component/workload.ts';
import { withoutTrailing } from '../trailing.ts';
import type { Work } from '../work.ts';
import { NotSimulated } from '../work.ts';
import { type Call, fail } from './command.ts';
import { pass } from './sleep.ts';

const TIMEOUT_MS = 15_000;

/** nslookup NAME: the answer of the pod's resolver, in the words of busybox or of BIND. */
export function* nslookup(call: Call): Work<number> {
  const option = call.args.find((arg) => arg.startsWith('-'));
  if (option !== undefined) throw new NotSimulated(`nslookup ${option}`);
  const [name, server] = call.args;
  if (name === undefined) throw new NotSimulated('nslookup without a name');
  if (server !== undefined) throw new NotSimulated('nslookup with a server of its own');
  const { reach, source } = call.container.world;
  const outcome = reach.resolve(source, name);
  const isBusybox = call.container.traits.userland === 'busybox';
  if (outcome.outcome === 'timeout') {
    yield* pass(call, TIMEOUT_MS);
    call.stdout.write(';; connection timed out; no servers could be reached\n\n');
    return 1;
  }
  call.stdout.write(
    isBusybox
      ? `Server:\t\t${outcome.server}\nAddress:\t${outcome.server}:53\n\n`
      : `Server:\t\t${outcome.server}\nAddress:\t${outcome.server}#53\n\n`,
  );
  if (outcome.outcome === 'nxdomain') {
    call.stdout.write(`** server can't find ${isBusybox ? outcome.name : name}: NXDOMAIN\n\n`);
    return 1;
  }
  call.stdout.write(answer(outcome));
  return 0;
}

function answer({ name, addresses, cname }: Extract<DnsOutcome, { outcome: 'answer' }>): string {
  const alias = cname === undefined ? '' : `${name}\tcanonical name = ${cname}\n`;
  return `${alias}${addresses.map((address) => `Name:\t${cname ?? name}\nAddress: ${address}\n`).join('')}\n`;
}

/** dig [+short] NAME: full names only, as dig does not use the search list. */
export function* dig(call: Call): Work<number> {
  const names = call.args.filter((arg) => !arg.startsWith('+'));
  const unknown = call.args.find((arg) => arg.startsWith('-') || (arg.startsWith('+') && arg !== '+short'));
  if (unknown !== undefined || !call.args.includes('+short'))
    throw new NotSimulated(`dig ${unknown ?? 'without +short'}`);
  const { reach, source } = call.container.world;
  const outcome = reach.resolve(source, `${withoutTrailing(names[0] ?? '', '.')}.`);
  if (outcome.outcome === 'timeout') {
    yield* pass(call, TIMEOUT_MS);
    return fail(call, '', 9);
  }
  if (outcome.outcome === 'answer') call.stdout.write(outcome.addresses.map((address) => `${address}\n`).join(''));
  return 0;
}
