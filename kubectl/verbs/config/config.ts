import type { Verb } from '../../verb.ts';
import { groupVerb } from '../group.ts';
import {
  currentContextVerb,
  deleteContextVerb,
  getContextsVerb,
  renameContextVerb,
  setContextVerb,
  useContextVerb,
} from './contexts.ts';
import {
  deleteClusterVerb,
  deleteUserVerb,
  getClustersVerb,
  getUsersVerb,
  setClusterVerb,
  setCredentialsVerb,
} from './entries.ts';
import { setVerb, unsetVerb } from './properties.ts';
import { viewVerb } from './view.ts';

export const configVerb: Verb = groupVerb({
  name: 'config',
  summary: 'Modify kubeconfig files',
  usage: 'SUBCOMMAND',
  subcommands: [
    currentContextVerb,
    deleteClusterVerb,
    deleteContextVerb,
    deleteUserVerb,
    getClustersVerb,
    getContextsVerb,
    getUsersVerb,
    renameContextVerb,
    setVerb,
    setClusterVerb,
    setContextVerb,
    setCredentialsVerb,
    unsetVerb,
    useContextVerb,
    viewVerb,
  ],
});
