import fc from 'fast-check';
import type { Cluster, ClusterOptions, Component } from '../../engine/index.ts';
import { type History, smaller, tell } from './history/action.ts';
import { scheduleFree } from './history/arbitrary.ts';
import { service } from './history/manifests.ts';
import { normalForm } from './history/normal-form.ts';
import { fleet } from './history/topology.ts';
import { World } from './history/world.ts';
import { settle } from './settle.ts';
import { Breach, type Ground, type Law } from './law.ts';

/** Another order of turns, and how late each component hears of changes. */
interface Schedule {
  readonly seed: number;
  readonly delaysMs: readonly number[];
}

interface Input {
  readonly history: History;
  readonly schedules: readonly Schedule[];
}

const schedule: fc.Arbitrary<Schedule> = fc.record({
  seed: fc.nat(1_000_000),
  delaysMs: fc.array(fc.constantFrom(0, 0, 5, 100, 1000, 4000), { minLength: 5, maxLength: 5 }),
});

export const confluence: Law<Input> = {
  name: 'confluence',
  says: 'the same inputs under other schedules (turns, watch delays) end in the same state up to names and placement',
  runs: 25,
  arbitrary: fc.record({ history: scheduleFree, schedules: fc.array(schedule, { minLength: 1, maxLength: 2 }) }),
  check: ({ history, schedules }, ground) => {
    const fair = endOf(history, ground, { seed: 'confluence' });
    const expected = normalForm(fair);
    for (const one of schedules) {
      const around = delayed(one.delaysMs);
      const other = endOf(history, ground, { seed: `confluence ${one.seed}`, order: 'explore', around });
      const found = normalForm(other);
      const missing = expected.filter((line) => !found.includes(line));
      const added = found.filter((line) => !expected.includes(line));
      if (missing.length + added.length === 0) continue;
      throw new Breach(
        other,
        `under ${tellSchedule(one)} there is "${added.join('; ')}" in place of "${missing.join('; ')}"`,
      );
    }
  },
  *smaller({ history, schedules }) {
    for (const less of smaller(history)) yield { history: less, schedules };
    if (schedules.length > 1) for (const one of schedules) yield { history, schedules: [one] };
    for (const [at, one] of schedules.entries()) {
      for (const [index, delayMs] of one.delaysMs.entries()) {
        if (delayMs === 0) continue;
        yield { history, schedules: schedules.with(at, { ...one, delaysMs: one.delaysMs.with(index, 0) }) };
      }
    }
  },
  tell: ({ history, schedules }) => [...tell(history), 'then         all faults end', ...schedules.map(tellSchedule)],
};

const tellSchedule = ({ seed, delaysMs }: Schedule): string =>
  `schedule ${seed} with watch delays of ${delaysMs.join(', ')} ms`;

function endOf(history: History, ground: Ground, options: ClusterOptions): Cluster {
  const cluster = ground.start(fleet(3), options);
  const world = new World(cluster);
  for (const app of ['web', 'api', 'db']) world.client.create('Service', 'default', service(app));
  world.play(history);
  world.heal();
  settle(cluster);
  return cluster;
}

/** Each watch of each component is late by one of the delays; which one, its place among all watches says. */
function delayed(delaysMs: readonly number[]): (component: Component) => Component {
  let place = 0;
  return (component) => ({
    ...component,
    watches: component.watches.map((watch) => {
      const delayMs = (watch.delayMs ?? 0) + (delaysMs[place++ % delaysMs.length] ?? 0);
      return delayMs === 0 ? watch : { ...watch, keys: (change, view) => watch.keys(change, view), delayMs };
    }),
  });
}
