import type { FeatureRun, Run, ScenarioRun } from '../run-value.ts';
import { htmlDocument } from './document.ts';
import { clip, escape } from './escape.ts';
import { overview, type PlaceOf } from './overview.ts';
import { type Place, scenarioBlock } from './scenario.ts';
import { SCRIPT } from './script.ts';

/** A whole run as one self-contained page. `traceFile` names the file of a scenario's trace, relative to the page. */
export function htmlPage(run: Run, traceFile: (scenario: ScenarioRun) => string): string {
  const places = new Map<ScenarioRun, Place>();
  for (const feature of run.features)
    for (const scenario of feature.scenarios)
      places.set(scenario, { anchor: `s${places.size + 1}`, traceFile: traceFile(scenario) });
  const placeOf: PlaceOf = (scenario) => places.get(scenario) ?? { anchor: '', traceFile: '' };
  const body = [
    overview(run, placeOf),
    '<div class="find" hidden><input type="search" placeholder="Search scenarios, tags, files" aria-label="Search scenarios"><button type="button" data-only="" aria-pressed="true">All</button><button type="button" data-only="failed" aria-pressed="false">Not passed</button></div>',
    ...run.features.map((feature, index) => featureSection(feature, index + 1, placeOf)),
    '</main><footer>Made by seatrial. Times are virtual: minutes and seconds of the simulated cluster.</footer>',
  ].join('\n');
  return htmlDocument({ language: 'en', title: `seatrial: ${title(run)}`, body, script: SCRIPT });
}

function title(run: Run): string {
  const scenarios = run.features.flatMap((feature) => feature.scenarios);
  const failed = scenarios.filter((scenario) => scenario.status !== 'passed').length;
  return failed === 0 ? `${scenarios.length} passed` : `${failed} of ${scenarios.length} failed`;
}

function featureSection(
  { name, uri, description, language, scenarios }: FeatureRun,
  number: number,
  placeOf: PlaceOf,
): string {
  const about = description === '' ? '' : `<p class="desc">${escape(clip(description, 1200))}</p>`;
  const header = `<header><h2>${escape(clip(name, 300))}</h2><span class="soft mono">${escape(uri)}</span>${about}</header>`;
  const blocks = scenarios.map((scenario) => scenarioBlock(scenario, placeOf(scenario), language));
  return `<section class="feature" id="f${number}" lang="${escape(language)}" data-name="${escape(clip(name, 300))}">${header}${blocks.join('\n')}</section>`;
}
