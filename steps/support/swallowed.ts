import { existsSync, readFileSync } from 'node:fs';
import { supportCodeLibraryBuilder } from '@cucumber/cucumber';
import type { GherkinDocument } from '@cucumber/messages';
import { swallowedLines } from '../../scenarios/gherkin/swallowed.ts';

/** Complaints by document, each looked at once. */
const looked = new WeakMap<GherkinDocument, readonly string[]>();

/**
 * Fails a scenario whose file has lines that became a description instead of steps, in the words of `seatrial lint`: under plain
 * cucumber-js nobody else would tell.
 */
export function mustLoseNothing(document: GherkinDocument): void {
  const complaints = looked.get(document) ?? complaintsOf(document);
  looked.set(document, complaints);
  if (complaints.length > 0) throw new Error(complaints.join('\n'));
}

function complaintsOf({ feature, uri = '' }: GherkinDocument): readonly string[] {
  if (feature === undefined) return [];
  const source = (): string | undefined => (existsSync(uri) ? readFileSync(uri, 'utf8') : undefined);
  return swallowedLines(feature, { isStep, source }).map(({ line, message }) => `${uri}:${line}: ${message}`);
}

type Definitions = ReturnType<typeof supportCodeLibraryBuilder.buildStepDefinitions>['stepDefinitions'];

let definitions: Definitions | undefined;

/** All definitions that are registered, the project's own too; built when the first description asks. */
function isStep(text: string): boolean {
  definitions ??= supportCodeLibraryBuilder.buildStepDefinitions([]).stepDefinitions;
  return definitions.some((definition) => definition.matchesStepName(text));
}
