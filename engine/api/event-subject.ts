/** What an event is about. */
export interface EventSubject {
  readonly uid?: string;
  readonly kind?: string;
  readonly namespace?: string;
  readonly name?: string;
}

/** What tells the subjects of events apart; some are only named, without a uid. */
export function subjectKey({ uid, kind = '', namespace = '', name = '' }: EventSubject): string {
  return uid ?? `${kind} ${namespace}/${name}`;
}
