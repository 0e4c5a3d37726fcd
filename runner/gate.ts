import type { IFilterablePickle, Plugin } from '@cucumber/cucumber/api';

/** Looks at the scenarios a run has selected before any of them begins; those it returns run. */
export type Gate = (selected: readonly IFilterablePickle[]) => readonly IFilterablePickle[];

const gates = new Map<string, Gate>();
let nextGate = 0;

/** Plugin settings that make cucumber ask `gate`, and the way to forget it. Plugins get JSON, so the gate goes by a name. */
export function openGate(gate: Gate): {
  readonly specifiers: string[];
  readonly options: { gate: string };
  close(): void;
} {
  nextGate += 1;
  const name = `gate ${nextGate}`;
  gates.set(name, gate);
  return { specifiers: [import.meta.url], options: { gate: name }, close: () => void gates.delete(name) };
}

/** What cucumber loads through the specifier above: the last one to order the pickles, after filters and shards. */
const plugin: Plugin<{ readonly gate: string }> = {
  type: 'plugin',
  coordinator({ transform, options }) {
    transform('pickles:order', (pickles) => [...(gates.get(options.gate)?.(pickles) ?? pickles)]);
  },
};

export default plugin;
