import { shellProgram } from '../interpreter/program.ts';
import { awk } from './awk/awk.ts';
import { cat, tee } from './cat.ts';
import { plain, type Run } from './command.ts';
import { curl } from './curl.ts';
import { DATABASE_CLIENTS } from './database-clients.ts';
import { date } from './date.ts';
import { base64, md5sum, sha256sum } from './digests.ts';
import { echo } from './echo.ts';
import { envsubst } from './envsubst.ts';
import { find } from './find-files.ts';
import { cp, mkdir, mv, rm, rmdir, touch } from './files.ts';
import { grep } from './grep.ts';
import { head, tail } from './head-tail.ts';
import { ls } from './ls.ts';
import { changeMode } from './modes.ts';
import { dig, nslookup } from './nslookup.ts';
import { openssl } from './openssl/openssl.ts';
import { nc, ping } from './ping.ts';
import { printf } from './printf.ts';
import { kill, pkill, ps } from './processes.ts';
import { sed } from './sed.ts';
import { stress } from './stress.ts';
import { sleep, timeout } from './sleep.ts';
import { basename, dd, dirname, env, hostname, id, printenv, pwd, seq, uname, whoami, xargs, yes } from './small.ts';
import { tar } from './tar.ts';
import { test, which } from './test.ts';
import { cut, rev, sort, tr, uniq, wc } from './text.ts';
import { watch } from './watch.ts';
import { wget } from './wget.ts';

/** Every command there is; which of them an image has is its userland's matter. */
export const COMMANDS: Readonly<Record<string, Run | undefined>> = Object.assign(Object.create(null), {
  '[': test,
  ash: shellProgram,
  awk,
  base64,
  basename,
  bash: shellProgram,
  cat,
  chgrp: changeMode,
  chmod: changeMode,
  chown: changeMode,
  cp,
  curl,
  cut,
  date,
  dd,
  dig,
  dirname,
  echo,
  egrep: grep,
  env,
  envsubst,
  false: plain(() => 1),
  find,
  grep,
  head,
  hostname,
  id,
  kill,
  ls,
  md5sum,
  mkdir,
  mv,
  nc,
  nslookup,
  openssl,
  ping,
  pkill,
  printenv,
  printf,
  ps,
  pwd,
  rev,
  rm,
  rmdir,
  sed,
  sha256sum,
  seq,
  sh: shellProgram,
  sleep,
  sort,
  stress,
  'stress-ng': stress,
  tail,
  tar,
  tee,
  test,
  timeout,
  touch,
  tr,
  true: plain(() => 0),
  uname,
  uniq,
  watch,
  wc,
  wget,
  which,
  whoami,
  xargs,
  yes,
  ...DATABASE_CLIENTS,
});
