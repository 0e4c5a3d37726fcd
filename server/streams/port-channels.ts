import { Duplex } from 'node:stream';
import type { Joined } from './port-forward.ts';
import type { WebSocketConnection } from './web-socket-connection.ts';

/**
 * Ports over the channels of one WebSocket (websocket.go, v1.25): of the port at place N its bytes are channel 2N and its failures channel
 * 2N + 1, each beginning with the port's number. The connection is over when all of them are.
 */
export function servePortChannels(
  connection: WebSocketConnection,
  protocol: string,
  ports: readonly number[],
  join: (joined: Joined) => void,
): void {
  const send = (channel: number, bytes: Buffer, done?: (error?: Error | null) => void): void =>
    connection.send(Buffer.concat([Buffer.from([channel]), bytes]), done);
  const streams = ports.map((_, at) => channelStream((bytes, done) => send(2 * at, bytes, done)));
  connection.accept(protocol, {
    message: (bytes) => {
      const channel = bytes[0] ?? 0;
      if (channel % 2 === 0) streams[channel / 2]?.push(bytes.subarray(1));
    },
    close: () => streams.forEach((stream) => stream.destroy()),
  });
  let open = ports.length;
  ports.forEach((port, at) => {
    const data = streams[at];
    if (data === undefined) return;
    const number = Buffer.alloc(2);
    number.writeUInt16LE(port);
    send(2 * at, number);
    send(2 * at + 1, number);
    const end = (failure: string): void => {
      if (failure !== '') send(2 * at + 1, Buffer.from(failure));
      open -= 1;
      if (open === 0) connection.end();
    };
    join({ port, data, end });
  });
}

function channelStream(send: (bytes: Buffer, done: (error?: Error | null) => void) => void): Duplex {
  return new Duplex({ read: () => undefined, write: (bytes: Buffer, _encoding, done) => send(bytes, done) });
}
