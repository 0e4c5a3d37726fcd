import { recoveriesOf } from '../recoveries.ts';
import { countsOf, type FeatureRun, MARKS, type Run, type ScenarioRun, scenariosOf } from '../run-value.ts';
import { storedOnlyOf } from '../stored-only.ts';
import { duration } from '../virtual-time.ts';
import { clip, escape } from './escape.ts';
import type { Place } from './scenario.ts';

const MOST_RECOVERIES = 8;

export type PlaceOf = (scenario: ScenarioRun) => Place;

/** The top of the page: how it went, feature by feature, and what took longest to recover. */
export function overview(run: Run, placeOf: PlaceOf): string {
  return [head(run), features(run, placeOf), recoveries(run, placeOf), storedOnly(run)].join('');
}

function head(run: Run): string {
  const scenarios = scenariosOf(run);
  const { passed, failed } = countsOf(scenarios);
  const virtualMs = scenarios.reduce((sum, scenario) => sum + scenario.elapsedMs, 0);
  const title = headline(passed, failed, scenarios.length);
  const share = (count: number): string =>
    scenarios.length === 0 ? '0' : ((100 * count) / scenarios.length).toFixed(2);
  const facts = [
    `<li class="ok"><b>${passed}</b>passed</li>`,
    `<li${failed > 0 ? ' class="bad"' : ''}><b>${failed}</b>failed</li>`,
    `<li><b>${run.features.length}</b>features</li>`,
    `<li><b>${duration(virtualMs)}</b>of virtual time</li>`,
    `<li>seed <b>${escape(clip(run.seed, 40))}</b></li>`,
  ];
  return `<header class="top"><h1>${title}</h1><p class="lead">A seatrial run. The same seed gives the same run, to the millisecond of virtual time.</p><div class="bar" role="img" aria-label="${passed} passed, ${failed} failed"><i style="width:${share(passed)}%"></i><i class="bad" style="width:${share(failed)}%"></i></div><ul class="facts">${facts.join('')}</ul></header>`;
}

function features(run: Run, placeOf: PlaceOf): string {
  const rows = run.features.map((feature, index) => {
    const { passed } = countsOf(feature.scenarios);
    const virtualMs = feature.scenarios.reduce((sum, scenario) => sum + scenario.elapsedMs, 0);
    return `<tr><td><a href="#f${index + 1}" lang="${escape(feature.language)}">${escape(clip(feature.name, 160))}</a></td><td><div class="chips">${chips(feature, placeOf)}</div></td><td class="num right">${passed} / ${feature.scenarios.length}</td><td class="num right soft wide">${duration(virtualMs)}</td></tr>`;
  });
  return `<main><div class="card"><h2>Features</h2><table><thead><tr><th>Feature</th><th>Scenarios</th><th class="right">Passed</th><th class="right wide">Virtual time</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

/** One calm line: what was accepted without effect. */
function storedOnly(run: Run): string {
  const fields = storedOnlyOf(run);
  if (fields.length === 0) return '';
  const named = fields.map((field) => `<code>${escape(clip(field, 160))}</code>`).join(', ');
  return `<p class="soft">Stored, but not acted on: ${named}.</p>`;
}

function chips({ scenarios }: FeatureRun, placeOf: PlaceOf): string {
  return scenarios
    .map((scenario) => {
      const label = escape(clip(`${MARKS[scenario.status]}: ${scenario.name}`, 120));
      return `<a class="${scenario.status}" href="#${placeOf(scenario).anchor}" title="${label}" aria-label="${label}"></a>`;
    })
    .join('');
}

function recoveries(run: Run, placeOf: PlaceOf): string {
  const all = scenariosOf(run).flatMap((scenario) =>
    recoveriesOf(scenario.record?.trace ?? [], scenario.elapsedMs).map((recovery) => ({ scenario, recovery })),
  );
  const slowest = all.toSorted((a, b) => b.recovery.tookMs - a.recovery.tookMs).slice(0, MOST_RECOVERIES);
  if (slowest.length === 0) return '';
  const rows = slowest.map(({ scenario, recovery: { about, tookMs, isOver } }) => {
    const took = `${duration(tookMs)}${isOver ? '' : ' and not yet back'}`;
    return `<tr><td class="num">${took}</td><td class="keep">${escape(clip(about, 60))}</td><td><a href="#${placeOf(scenario).anchor}">${escape(clip(scenario.name, 160))}</a></td></tr>`;
  });
  return `<div class="card"><h2>Slowest recoveries</h2><table><thead><tr><th>Not whole for</th><th>What</th><th>Scenario</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function headline(passed: number, failed: number, all: number): string {
  if (failed === 0) return passed === 1 ? 'The scenario passed' : `All ${passed} scenarios passed`;
  return all === 1 ? 'The scenario failed' : `${failed} of ${all} scenarios failed`;
}
