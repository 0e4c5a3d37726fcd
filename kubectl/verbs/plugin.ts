import { KubectlError } from '../errors.ts';
import type { Verb } from '../verb.ts';
import { groupVerb } from './group.ts';

/** Plugins are programs of the user's machine: here is none, as on a machine where nobody has installed one. */
const listVerb: Verb = {
  name: 'list',
  summary: "List all visible plugin executables on a user's PATH",
  usage: 'list [flags]',
  flags: [{ name: 'name-only', type: 'bool' }],
  run: () => {
    throw new KubectlError('unable to find any kubectl plugins in your PATH');
  },
};

export const pluginVerb: Verb = groupVerb({
  name: 'plugin',
  summary: 'Provides utilities for interacting with plugins',
  usage: '[flags]',
  subcommands: [listVerb],
});
