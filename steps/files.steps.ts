import { Then, When } from '@cucumber/cucumber';
import { podsMountNfs } from './support/mounts.ts';
import { filesUnder, readInEveryPod } from './support/pod-files.ts';
import { eventually } from './support/expect.ts';
import type { SeatrialWorld } from './world.ts';

function note(this: SeatrialWorld, folder: string, owner: string): void {
  this.notedFiles = filesUnder(this, owner, folder);
}

/** Paths and contents, for a comparison later. */
When('every file in {string} of a pod of {string} is noted', note);
When('{string} 안의 모든 파일을 {string}의 파드에서 적어 두면', note);

function stillThere(this: SeatrialWorld, owner: string): void {
  if (this.notedFiles.size === 0) throw new Error('no step before this one noted any files');
  for (const [path, content] of this.notedFiles) eventually(this, readInEveryPod(this, owner, path, content));
}

Then('every pod of {string} still has the files that were noted', stillThere);
Then('{string}의 모든 파드에 적어 둔 파일이 그대로 있다', stillThere);

function everyPodReads(this: SeatrialWorld, owner: string, text: string, path: string): void {
  eventually(this, readInEveryPod(this, owner, path, text));
}

Then('every pod of {string} reads {string} in {string}', everyPodReads);
Then('{string}의 모든 파드가 {string}(이)라는 내용을 {string}에서 읽는다', everyPodReads);

function mountsNfs(this: SeatrialWorld, owner: string, source: string, path: string): void {
  eventually(this, podsMountNfs(this, owner, source, path));
}

/** `SERVER:PATH`; of the pod's own volume, or of the PersistentVolume that its claim is bound to. */
Then('every pod of {string} mounts the NFS export {string} at {string}', mountsNfs);
Then('{string}의 모든 파드가 NFS {string}을/를 {string}에 마운트한다', mountsNfs);
