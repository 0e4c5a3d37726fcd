import { When } from '@cucumber/cucumber';
import { fillIn } from './support/terminal.ts';
import type { SeatrialWorld } from './world.ts';

/** Lines of a shell beside the cluster: variables, pipes and loops around kubectl. The first command that fails ends it, and has to be none. */
function run(this: SeatrialWorld, script: string): void {
  this.script(`set -e; ${fillIn(this, script)}`);
  this.mustHaveWorked();
}

When('I run this script:', run);
When('다음 스크립트를 실행하면:', run);

/** The same to its end, whatever fails in it; the steps after it say how it has to end. */
function attempt(this: SeatrialWorld, script: string): void {
  this.script(`set +e; ${fillIn(this, script)}`);
}

When('I try this script:', attempt);
When('다음 스크립트를 시도하면:', attempt);
