import type { ChannelInput } from './channel-input.ts';

/** Which streams a client wants of a container. */
export interface StreamRequest {
  readonly namespace: string;
  readonly name: string;
  readonly container: string | undefined;
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
  readonly tty: boolean;
  /** Nothing happens before standard input has ended: where the protocol cannot say that, silence does. */
  readonly readsToEnd: boolean;
}

/** The streams of one connection to a container, whichever protocol carries them. */
export interface Channels {
  readonly input: ChannelInput;
  /** Answers the upgrade; what the client writes comes from now on. */
  accept(): void;
  /** Resolves once the client has opened its streams. */
  opened(): Promise<void>;
  write(stdout: string, stderr: string): void;
  /** Writes the closing status, and ends the connection's streams. */
  finish(status: object): void;
}
