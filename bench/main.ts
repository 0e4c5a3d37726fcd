import { benchmarks } from './benchmarks.ts';

/**
 * `npm run bench -- [start] [cluster] [floor] [scale]`: prints one JSON line for each figure. Ratios are against a floor measured in the
 * same run, because machines differ.
 */
async function main(names: readonly string[]): Promise<number> {
  const wanted = names.length === 0 ? Object.keys(benchmarks) : names;
  for (const name of wanted) {
    const bench = benchmarks[name];
    if (bench === undefined) {
      console.error(`bench: unknown benchmark "${name}"; known are ${Object.keys(benchmarks).join(', ')}`);
      return 2;
    }
    for (const figure of await bench()) console.log(JSON.stringify(figure));
  }
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
