import { posix } from 'node:path';
import { controllerRoom, ROOMS } from './rooms.ts';
import type { Room } from './rooms.ts';
import { importsOf, isTest } from './source.ts';
import type { Import, Source, Violation } from './source.ts';

const CONTROLLER = /^engine\/controllers\/[^/]+(?=\/)/;

/** Who imports whom, and who is in no room at all. */
export function layerViolations(source: Source): readonly Violation[] {
  const room = roomOf(source.path);
  if (room === undefined)
    return [`${source.path}: is in no room; move it into one, or add the room to test/house-rules/rooms.ts`];
  return importsOf(source.text).flatMap((each) => importViolation(source, room, each) ?? []);
}

/** The room a file belongs to: the longest path of the table that fits. */
export function roomOf(path: string): Room | undefined {
  const controller = CONTROLLER.exec(path)?.[0];
  if (controller !== undefined) return controllerRoom(controller);
  return ROOMS.filter((room) => isWithin(path, room.path)).toSorted((a, b) => b.path.length - a.path.length)[0];
}

function importViolation(source: Source, room: Room, each: Import): Violation | undefined {
  const where = `${source.path}:${each.line}`;
  if (each.specifier.startsWith('node:')) return nodeViolation(source.path, where, each);
  if (each.specifier.startsWith('.')) return roomViolation(source.path, room, where, each);
  return packageViolation(room, where, each);
}

function nodeViolation(path: string, where: string, { specifier }: Import): Violation | undefined {
  if (!path.startsWith('engine/')) return undefined;
  if (isTest(path)) return undefined; // Tests run on Node, the engine anywhere.
  return `${where}: imports ${specifier}, but engine/ also runs in a browser page: take the value through an interface in engine/component`;
}

function roomViolation(path: string, room: Room, where: string, each: Import): Violation | undefined {
  const target = posix.join(posix.dirname(path), each.specifier);
  const from = roomOf(target);
  if (from === undefined) return `${where}: imports ${target}, which is in no room`;
  if (from.path === room.path) return undefined;
  // A unit test may bring rooms of the engine together: what it imports is in no program.
  const meeting = isTest(path) && path.startsWith('engine/') ? ['engine'] : [];
  const allowed = each.typeOnly ? [...room.imports, ...(room.types ?? []), ...meeting] : [...room.imports, ...meeting];
  if (allowed.some((entry) => isWithin(target, entry))) return undefined;
  return `${where}: ${room.path} may not import ${target}: ${room.remedy}`;
}

function packageViolation(room: Room, where: string, each: Import): Violation | undefined {
  const name = packageName(each.specifier);
  const allowed = each.typeOnly ? [...room.packages, ...(room.packageTypes ?? [])] : room.packages;
  if (allowed.includes(name)) return undefined;
  const hint = room.packageTypes?.includes(name) === true ? 'only with `import type`' : homesOf(name);
  return `${where}: ${room.path} may not import the package ${name}: ${hint}`;
}

function homesOf(name: string): string {
  const homes = ROOMS.filter((room) => room.packages.includes(name)).map((room) => room.path);
  if (homes.length > 0) return `it belongs to ${homes.join(', ')}; ask that room for what you need`;
  return 'no room has it; write down the reason in docs/decisions/ and add it to one room in test/house-rules/rooms.ts';
}

function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function isWithin(path: string, entry: string): boolean {
  return path === entry || path.startsWith(`${entry}/`);
}
