import type { Verb } from '../../verb.ts';
import { groupVerb } from '../group.ts';
import { rolloutHistoryVerb } from './history.ts';
import { rolloutPauseVerb, rolloutRestartVerb, rolloutResumeVerb } from './switches.ts';
import { rolloutStatusVerb } from './status.ts';
import { rolloutUndoVerb } from './undo.ts';

export const rolloutVerb: Verb = groupVerb({
  helpTo: 'stdout',
  name: 'rollout',
  summary: 'Manage the rollout of a resource',
  usage: 'SUBCOMMAND',
  subcommands: [
    rolloutHistoryVerb,
    rolloutPauseVerb,
    rolloutRestartVerb,
    rolloutResumeVerb,
    rolloutStatusVerb,
    rolloutUndoVerb,
  ],
});
