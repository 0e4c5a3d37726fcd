import type { IFilterablePickle } from '@cucumber/cucumber/api';
import type { Tag } from '@cucumber/messages';
import { topology, TopologyError } from '../../scenarios/topologies.ts';
import type { Problem } from '../problem.ts';

const PREFIX = '@topology:';

/** Tags `@topology:NAME` that name no topology, each where it stands. */
export function topologyProblems(selected: readonly IFilterablePickle[]): readonly Problem[] {
  return selected.flatMap(({ pickle, gherkinDocument }) =>
    pickle.tags.flatMap(({ name, astNodeId }) => {
      const message = name.startsWith(PREFIX) ? topologyComplaint(name.slice(PREFIX.length)) : undefined;
      if (message === undefined) return [];
      const line = tagsOf(gherkinDocument).find((tag) => tag.id === astNodeId)?.location.line ?? 0;
      return [{ uri: pickle.uri, line, message }];
    }),
  );
}

/** Why there is no cluster of this topology: nobody knows it, or its file is wrong; undefined where there is one. */
export function topologyComplaint(name: string): string | undefined {
  try {
    topology(name);
    return undefined;
  } catch (error) {
    if (error instanceof TopologyError) return error.message;
    throw error;
  }
}

function tagsOf({ feature }: IFilterablePickle['gherkinDocument']): readonly Tag[] {
  if (feature === undefined) return [];
  const children = feature.children.flatMap((child) => [child, ...(child.rule?.children ?? [])]);
  return [
    ...feature.tags,
    ...feature.children.flatMap(({ rule }) => rule?.tags ?? []),
    ...children.flatMap(({ scenario }) => [
      ...(scenario?.tags ?? []),
      ...(scenario?.examples.flatMap((examples) => examples.tags) ?? []),
    ]),
  ];
}
