import type { Verb } from '../../verb.ts';
import { groupVerb } from '../group.ts';
import { setEnvVerb } from './env.ts';
import { setImageVerb } from './image.ts';
import { setResourcesVerb } from './resources.ts';
import { setSelectorVerb } from './selector.ts';
import { setServiceAccountVerb } from './service-account.ts';
import { setSubjectVerb } from './subject.ts';

export const setVerb: Verb = groupVerb({
  name: 'set',
  summary: 'Set specific features on objects',
  usage: 'SUBCOMMAND',
  subcommands: [setEnvVerb, setImageVerb, setResourcesVerb, setSelectorVerb, setServiceAccountVerb, setSubjectVerb],
});
