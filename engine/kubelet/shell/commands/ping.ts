import type { Work } from '../work.ts';
import { type Call, fail, parse } from './command.ts';
import { pass } from './sleep.ts';

const INTERVAL_MS = 1000;

/** ping [-c COUNT] [-W SECONDS] HOST: without -c it goes on for ever. */
export function* ping(call: Call): Work<number> {
  const { rest, value } = parse(call, 'c:W:w:i:q4n');
  const [host] = rest;
  if (host === undefined) return fail(call, 'usage error: Destination address required', 2);
  const { reach, source } = call.container.world;
  const first = reach.ping(source, host);
  if (first.outcome === 'unresolved') {
    if (call.container.traits.userland === 'busybox') return fail(call, `bad address '${host}'`);
    return fail(call, `${host}: Name or service not known`, 2);
  }
  const { address } = first;
  const isBusybox = call.container.traits.userland === 'busybox';
  call.stdout.write(
    isBusybox ? `PING ${host} (${address}): 56 data bytes\n` : `PING ${host} (${address}) 56(84) bytes of data.\n`,
  );
  const count = Number(value('c') ?? Number.POSITIVE_INFINITY);
  let received = 0;
  let sent = 0;
  for (; sent < count; sent++) {
    if (sent > 0) yield* pass(call, INTERVAL_MS);
    const outcome = reach.ping(source, host);
    if (outcome.outcome !== 'connected') continue;
    received += 1;
    const sequence = isBusybox ? `seq=${sent}` : `icmp_seq=${sent + 1}`;
    call.stdout.write(`64 bytes from ${address}: ${sequence} ttl=64 time=0.${isBusybox ? '100' : '10'} ms\n`);
  }
  if (received < sent) yield* pass(call, Number(value('W') ?? 10) * 1000);
  return summary(call, host, sent, received, isBusybox);
}

function summary(call: Call, host: string, sent: number, received: number, isBusybox: boolean): number {
  const loss = Math.round(((sent - received) / sent) * 100);
  call.stdout.write(`\n--- ${host} ping statistics ---\n`);
  if (isBusybox) call.stdout.write(`${sent} packets transmitted, ${received} packets received, ${loss}% packet loss\n`);
  else
    call.stdout.write(
      `${sent} packets transmitted, ${received} received, ${loss}% packet loss, time ${(sent - 1) * INTERVAL_MS}ms\n`,
    );
  if (received > 0)
    call.stdout.write(
      isBusybox
        ? 'round-trip min/avg/max = 0.100/0.100/0.100 ms\n'
        : 'rtt min/avg/max/mdev = 0.100/0.100/0.100/0.000 ms\n',
    );
  return received > 0 ? 0 : 1;
}

/** nc -z [-v] [-w SECONDS] HOST PORT: only the look whether something listens. */
export function* nc(call: Call): Work<number> {
  const { flags, rest, value } = parse(call, 'zvw:n');
  const [host = '', port = ''] = rest;
  if (!flags.has('z')) return fail(call, 'seatrial: only nc -z is simulated', 2);
  const { reach, source } = call.container.world;
  const outcome = reach.tcp(source, host, Number(port));
  if (outcome.outcome === 'timeout') yield* pass(call, Number(value('w') ?? 127) * 1000);
  const isBusybox = call.container.traits.userland === 'busybox';
  if (outcome.outcome === 'connected') {
    if (flags.has('v'))
      call.stderr.write(
        isBusybox
          ? `${host} (${outcome.address}:${port}) open\n`
          : `Connection to ${host} ${port} port [tcp/*] succeeded!\n`,
      );
    return 0;
  }
  if (outcome.outcome === 'unresolved')
    return fail(call, isBusybox ? `bad address '${host}'` : `getaddrinfo: Name or service not known`);
  const why = { refused: 'Connection refused', unreachable: 'No route to host', timeout: 'Connection timed out' }[
    outcome.outcome
  ];
  if (flags.has('v') || isBusybox)
    fail(
      call,
      isBusybox
        ? `${host} (${outcome.address}:${port}): ${why}`
        : `connect to ${host} port ${port} (tcp) failed: ${why}`,
    );
  return 1;
}
