import {
  StartError,
  type Image,
  type ImageCatalogue,
  type Process,
  type ProcessInput,
} from '../../component/workload.ts';
import { fnv1a32 } from '../../api/hash.ts';
import { hexId } from '../ids.ts';
import { findProgram } from '../shell/commands/find.ts';
import { Container } from '../shell/container/container.ts';
import { unpack } from '../shell/container/files.ts';
import { agnhost, liveness } from './agnhost.ts';
import { baseImages } from './base.ts';
import { courseImages } from './course.ts';
import { databases } from './databases.ts';
import type { Family } from './family.ts';
import { httpd } from './httpd.ts';
import { nginx, nginxSlim } from './nginx.ts';
import { fullName, parseReference, type Reference, repositoryOf } from './reference.ts';
import { isAbsent } from './registry.ts';
import { sampleImages } from './samples.ts';
import { stressImages } from './stress.ts';
import { systemImages } from './system.ts';
import { unknownImage } from './unknown.ts';

const FAMILIES: ReadonlyMap<string, Family> = new Map(
  [
    nginx,
    nginxSlim,
    httpd,
    agnhost,
    liveness,
    ...courseImages,
    ...databases,
    ...baseImages,
    ...sampleImages,
    ...stressImages,
    ...systemImages,
  ].flatMap((family) => family.repositories.map((repository): [string, Family] => [repository, family])),
);

/** Images that behave: what the course uses, the common ones of Docker Hub, Kubernetes' own, and a plain server for any other name. */
export function createCatalogue(): ImageCatalogue {
  const known = new Map<string, Image | undefined>();
  return {
    find: (name) => {
      if (!known.has(name)) known.set(name, find(name));
      return known.get(name);
    },
  };
}

function find(name: string): Image | undefined {
  const reference = parseReference(name);
  if (isAbsent(reference)) return undefined;
  const repository = repositoryOf(reference);
  const size = 20_000_000 + (fnv1a32(repository) % 180_000_000);
  const family = FAMILIES.get(repository) ?? FAMILIES.get(originalOf(repository)) ?? unknownImage(repository, size);
  if (!KUBERNETES.test(reference.registry) && reference.tag !== '' && family.tags?.test(reference.tag) === false)
    return undefined;
  return imageOf(reference, family);
}

/** The project's registries tag their copies as they like: `registry.k8s.io/redis:e2e`. */
const KUBERNETES = /^(?:registry\.k8s\.io|k8s\.gcr\.io)$/;

/** Mirrors carry the library of Docker Hub, and registry.k8s.io a few of its images. */
function originalOf(repository: string): string {
  const name =
    /^(?:public\.ecr\.aws\/docker\/library|mirror\.gcr\.io\/library|(?:registry\.k8s\.io|k8s\.gcr\.io)(?:\/e2e-test-images)?)\/([a-z-]+)$/.exec(
      repository,
    )?.[1];
  return name === undefined ? repository : `docker.io/library/${name}`;
}

function imageOf(reference: Reference, family: Family): Image {
  const full = fullName(reference);
  const repository = repositoryOf(reference);
  const traits = family.traits(reference);
  const slim = reference.tag.includes('alpine') ? 0.25 : 1;
  return {
    reference: full,
    id: `${repository}@${reference.digest ?? `sha256:${hexId(full)}`}`,
    sizeBytes: Math.round(family.sizeBytes * slim),
    start: (input) => start(family, traits, input),
  };
}

/** `command` replaces the entrypoint and drops the image's arguments; `args` replaces only the arguments. */
function start(family: Family, traits: Container['traits'], input: ProcessInput): Process {
  const { command, args } = input;
  const argv =
    command.length > 0 ? [...command, ...args] : [...family.entrypoint, ...(args.length > 0 ? args : family.command)];
  if (argv.length === 0 || argv[0] === '')
    throw new StartError('exec: "": executable file not found in $PATH: unknown');
  unpack(input.files, traits);
  const container = new Container({ traits, input, find: findProgram });
  container.begin(argv);
  return container;
}
