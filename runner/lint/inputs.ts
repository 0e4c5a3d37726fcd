import type { IFilterablePickle } from '@cucumber/cucumber/api';
import type { PickleStep } from '@cucumber/messages';
import { loadManifests } from '../../kubectl/manifest/load.ts';
import type { Problem } from '../problem.ts';
import { stepsOf } from './selection.ts';
import { topologyComplaint } from './topologies.ts';

/** The steps that start a cluster of a named topology. */
const TOPOLOGY = /^(?:a cluster of topology (?:"(.*)"|'(.*)')|토폴로지 (?:"(.*)"|'(.*)')의 클러스터가 있다)$/;
/** The steps that apply the manifest below them, and fail when it cannot be applied. */
const APPLIES = /^(?:this manifest is applied:|I apply this manifest:|다음 매니페스트를 (?:적용했다|적용하면):)$/;

/** What is wrong with a step, and on which line of its doc string (0: its own line). */
interface Complaint {
  readonly message: string;
  readonly docStringLine: number;
}

/** Topologies that nobody knows and manifests that are no YAML: a step could only fail on them, so nothing needs to run to say so. */
export function inputProblems(selected: readonly IFilterablePickle[]): readonly Problem[] {
  return selected.flatMap(({ pickle, gherkinDocument }) =>
    pickle.steps.flatMap((step) =>
      complaints(step, pickle.uri).map(({ message, docStringLine }) => {
        const { location, docString } = stepsOf(gherkinDocument).find(({ id }) => id === step.astNodeIds[0]) ?? {};
        const from = docStringLine === 0 ? location : docString?.location;
        return { uri: pickle.uri, line: (from?.line ?? 0) + docStringLine, message };
      }),
    ),
  );
}

function complaints({ text, argument }: PickleStep, uri: string): readonly Complaint[] {
  const manifest = argument?.docString?.content;
  if (manifest !== undefined) return APPLIES.test(text) ? manifestComplaints(manifest, uri) : [];
  const name = TOPOLOGY.exec(text)
    ?.slice(1)
    .find((each) => each !== undefined);
  const message = name === undefined ? undefined : topologyComplaint(name);
  return message === undefined ? [] : [{ message, docStringLine: 0 }];
}

/** In the words of the manifest lint, which says the same of a file. */
function manifestComplaints(text: string, uri: string): readonly Complaint[] {
  const { documents, errors } = loadManifests(text, uri);
  const unusable = documents.filter(({ value }) => typeof value !== 'object' || Array.isArray(value));
  return [
    ...unusable.map(({ line }) => ({
      message: 'is no object: a manifest has apiVersion, kind and metadata',
      docStringLine: line,
    })),
    ...errors.map(({ message, line }) => ({
      message: message.replace(`error parsing ${uri}: `, ''),
      docStringLine: line,
    })),
  ];
}
