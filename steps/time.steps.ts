import { When } from '@cucumber/cucumber';
import type { SeatrialWorld } from './world.ts';

function pass(this: SeatrialWorld, durationMs: number): void {
  this.cluster.advance(durationMs);
}

When('{duration} pass(es)', pass);
When('{duration}이/가 지나면', pass);
