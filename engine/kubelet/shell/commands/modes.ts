import { type Call, fail, pathOf, plain, type Run } from './command.ts';

/** chmod, chown, chgrp [-R] WHAT FILE...: whose a file is and who may read it is not kept, and everybody may; only that it is there is looked at. */
export const changeMode: Run = plain((call) => {
  const words = call.args.filter((arg) => !/^-[RvcfhLHP]+$|^--/.test(arg));
  if (words.length < 2) return fail(call, 'missing operand');
  const missing = words.slice(1).filter((path) => call.container.files.kind(pathOf(call, path)) === undefined);
  return missing.reduce((_, path) => notThere(call, path), 0);
});

function notThere(call: Call, path: string): number {
  return fail(call, `cannot access '${path}': No such file or directory`);
}
