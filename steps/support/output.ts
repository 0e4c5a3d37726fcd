import type { KubectlResult } from '../../kubectl/environment.ts';
import type { SeatrialWorld } from '../world.ts';
import { ExpectationError } from './failure.ts';
import { compareRows, type OutputRow, parseTable, showRow } from './output-table.ts';

/** Compares what the last kubectl command printed with what a step says. */
export function checkOutput(world: SeatrialWorld, expected: string, holds: (result: KubectlResult) => boolean): void {
  if (!holds(world.result)) throw unlike(world, expected);
}

/** Compares the rows of a printed table: all of them ('exactly'), or that the expected ones are there ('among'). */
export function checkRows(world: SeatrialWorld, expected: readonly OutputRow[], how: 'exactly' | 'among'): void {
  const { missing, surplus } = compareRows(parseTable(world.result.stdout), expected);
  const [firstMissing] = missing;
  if (firstMissing !== undefined) throw unlike(world, `a row with ${showRow(firstMissing)}`);
  const [firstSurplus] = surplus;
  if (how === 'exactly' && firstSurplus !== undefined) throw unlike(world, `no row with ${showRow(firstSurplus)}`);
}

function unlike(world: SeatrialWorld, expected: string): ExpectationError {
  const { exit, stdout, stderr } = world.result;
  const actual = [`exit code ${exit}`, stdout.trimEnd(), stderr.trimEnd()].filter((part) => part !== '').join('\n');
  return new ExpectationError({
    atMs: world.cluster.elapsedMs,
    what: `kubectl ${world.command.join(' ')}`,
    expected,
    actual,
  });
}
