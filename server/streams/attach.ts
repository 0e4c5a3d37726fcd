import type { Face } from '../face.ts';
import type { Channels, StreamRequest } from './channels.ts';

/** How often an attached container is looked at, in real milliseconds. */
const LOOK_MS = 50;

const SUCCESS = { metadata: {}, status: 'Success' };

/**
 * The main process of a container, as long as it runs: what it prints goes to the client as it comes, and what the client types goes to it.
 * A client that leaves has ended its input.
 */
export async function serveAttach(face: Face, channels: Channels, asked: StreamRequest): Promise<void> {
  const attachment = face.cluster.runtime.attach(asked.namespace, asked.name, asked.container);
  channels.accept();
  await channels.opened();
  const over = Promise.withResolvers<void>();
  /** Hands on what is new; true if there was something. */
  const look = (): boolean => {
    const { isOpen } = attachment;
    const { stdout, stderr } = attachment.read();
    channels.write(asked.stdout ? onTerminal(stdout, asked) : '', asked.stderr ? stderr : '');
    if (!isOpen) over.resolve();
    return !isOpen || stdout !== '' || stderr !== '';
  };
  const waited = face.clock.waitBegins(look);
  const timer = setInterval(look, LOOK_MS);
  channels.input.listen({
    type: (text) => {
      attachment.type(text);
      face.clock.touched();
      channels.write(asked.tty ? echo(text) : '', '');
      look();
    },
    end: () => {
      attachment.end();
      look();
    },
  });
  try {
    await over.promise;
    channels.finish(SUCCESS);
  } finally {
    clearInterval(timer);
    waited();
  }
}

/** A terminal begins a new line at its left edge. */
function onTerminal(text: string, { tty }: StreamRequest): string {
  return tty ? text.replaceAll('\n', '\r\n') : text;
}

const ECHOED: Readonly<Record<string, string>> = { '\r': '\r\n', '\n': '\r\n', '\u007f': '\b \b' };

/** What a terminal shows of what is typed on it. */
function echo(text: string): string {
  return [...text].map((char) => ECHOED[char] ?? (char < ' ' ? '' : char)).join('');
}
