import type { HttpRequest } from '../../component/workload.ts';
import type { Container } from '../shell/container/container.ts';
import type { Server } from '../shell/server.ts';
import { logAccess, page, TEXT, withoutBody } from './web.ts';

type Answer = (
  container: Container,
  request: HttpRequest,
) => { readonly status?: number; readonly body: string; readonly type?: string } | undefined;

interface Given {
  readonly title: string;
  readonly ports: readonly number[];
  /** What a path is answered; undefined: 404. Absent: it listens, but speaks no HTTP. */
  readonly answer?: Answer;
  readonly isLogged?: boolean;
  /** Its answers change with time. */
  readonly isChanging?: boolean;
  readonly begin?: (container: Container) => void;
  readonly check?: Server['check'];
}

/** A server whose answers do not depend on files. */
export function simpleServer({
  title,
  ports,
  answer,
  isLogged = false,
  isChanging = false,
  begin,
  check,
}: Given): Server {
  return {
    title,
    ports,
    isSteady: !isLogged && !isChanging,
    ...(begin === undefined ? {} : { begin }),
    ...(check === undefined ? {} : { check }),
    serve: (_port, request, container) => {
      if (answer === undefined) return undefined;
      const {
        status = 200,
        body,
        type = TEXT,
      } = answer(container, request) ?? { status: 404, body: '404 page not found\n' };
      const response = withoutBody(request, page(container, title, status, body, type));
      if (isLogged) logAccess(container, request, response, { reads: [] });
      return response;
    },
  };
}

export const pathOf = ({ path }: HttpRequest): string => path.split('?')[0] ?? '/';
