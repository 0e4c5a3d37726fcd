import type { KubectlResult } from '../../kubectl/environment.ts';
import type { SeatrialWorld } from '../world.ts';
import type { Objects } from './expect.ts';
import { causeOf } from './explain.ts';
import { ExpectationError } from './failure.ts';
import { withoutRepeats } from './repeats.ts';
import { accessCauses } from './causes/access.ts';
import { commandLine } from './terminal.ts';
import { compareRows, type OutputRow, parseTable, showRow } from './output-table.ts';

/** Compares what the last kubectl command printed with what a step says. */
export function checkOutput(world: SeatrialWorld, expected: string, holds: (result: KubectlResult) => boolean): void {
  if (!holds(world.result)) throw unlike(world, expected);
}

/** Compares the rows of a printed table: all of them ('exactly'), or that the expected ones are there ('among'). */
export function checkRows(world: SeatrialWorld, expected: readonly OutputRow[], how: 'exactly' | 'among'): void {
  const { missing, surplus } = compareRows(parseTable(world.result.stdout), expected);
  const [firstMissing] = missing;
  if (firstMissing !== undefined) {
    throw unlike(world, `a row with ${showRow(firstMissing)}`, tables(expected, world.result.stdout));
  }
  const [firstSurplus] = surplus;
  if (how === 'exactly' && firstSurplus !== undefined) {
    throw unlike(world, `no row with ${showRow(firstSurplus)}`, tables(expected, world.result.stdout));
  }
}

/** Both tables with the columns that are expected. */
function tables(expected: readonly OutputRow[], printed: string): Objects {
  const columns = Object.keys(expected[0] ?? {});
  const text = (rows: readonly OutputRow[]): string =>
    [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))]
      .map((cells) => cells.join('  '))
      .join('\n');
  return { desired: text(expected), actual: text(parseTable(printed)) };
}

function unlike(world: SeatrialWorld, expected: string, objects?: Objects): ExpectationError {
  const { exit, stdout, stderr } = world.result;
  const printed = [stdout, stderr].map((text) => withoutRepeats(text.trimEnd()));
  const actual = [`exit code ${exit}`, ...printed].filter((part) => part !== '').join('\n');
  const what = commandLine(world.command);
  const cause = causeOf([...accessCauses(world.cluster.view, world.command), ...otherNamespace(world)]);
  const divergence = { atMs: world.cluster.elapsedMs, what, expected, actual, ...cause };
  return new ExpectationError(divergence, objects ?? {});
}

/** Who looks at a namespace by a step may think that kubectl does, too. */
function otherNamespace({ result: { stdout, stderr }, namespace }: SeatrialWorld): readonly string[] {
  const [, looked] = /^No resources found in (\S+) namespace\.$/m.exec(stdout + stderr) ?? [];
  if (looked === undefined || looked === namespace) return [];
  return [
    `kubectl looks at namespace ${looked}, the steps look at namespace ${namespace}: its line needs -n ${namespace}`,
  ];
}
