/** What an event is about. */
export interface EventSubject {
  readonly uid?: string | undefined;
  readonly kind?: string | undefined;
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
}

/** What tells the subjects of events apart; some are only named, without a uid. */
export function subjectKey({ uid, kind = '', namespace = '', name = '' }: EventSubject): string {
  return uid ?? `${kind} ${namespace}/${name}`;
}
