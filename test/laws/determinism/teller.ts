// A process of its own for law `determinism`: reads a tale and the name of a bug as JSON from standard input, prints what
// happened.
import { readFileSync } from 'node:fs';
import { groundWith } from '../ground.ts';
import { type Tale, told } from './told.ts';

const { tale, bug } = JSON.parse(readFileSync(0, 'utf8')) as { readonly tale: Tale; readonly bug?: string };
process.stdout.write(told(tale, groundWith(bug)));
