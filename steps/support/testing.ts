import type { IWorldOptions } from '@cucumber/cucumber';
import { SeatrialWorld } from '../world.ts';

/** A scenario's world for tests of steps' insides: a course cluster, and nobody who listens to attachments. */
export function worldOf(name: string, seed = '1'): SeatrialWorld {
  const nothing = (): void => undefined;
  const attach = nothing as unknown as IWorldOptions['attach'];
  const world = new SeatrialWorld({ attach, log: nothing, link: nothing, parameters: { seed } });
  world.identity = { uri: 'features/test.feature', name, line: 1, row: '' };
  return world;
}
