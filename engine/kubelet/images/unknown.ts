import { type Family, traitsOf } from './family.ts';
import { simpleServer } from './simple-server.ts';

/**
 * An image that is not known here: it answers 200, and gRPC health checks, on the ports its pod declares until a signal ends it, whatever command it is given that
 * is no common one. Where it is there to end (an init container, a Job), and beside the main process (an exec probe), such a command succeeds at once.
 * It has a Debian userland.
 */
export function unknownImage(repository: string, sizeBytes: number): Family {
  const name = repository.slice(repository.lastIndexOf('/') + 1);
  return {
    repositories: [repository],
    sizeBytes,
    entrypoint: [],
    command: [`/${name}`],
    traits: () =>
      traitsOf({
        userland: 'debian',
        extra: ['curl'],
        programs: {
          '*': ({ container, task }) => {
            if (container.input.isToEnd || container.isEntered(task)) return { exitCode: 0 };
            return simpleServer({
              title: name,
              ports: container.input.ports,
              isLogged: true,
              answer: () => ({ body: `${name} on ${container.input.hostname}\n` }),
              check: () => ({ status: 'SERVING' }),
            });
          },
        },
      }),
  };
}
