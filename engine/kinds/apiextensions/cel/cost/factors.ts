/** What operations cost (cel-go v0.12, common/cost.go). */
export const IDENT_OR_SELECT = 1;
export const LIST_BASE = 10;
export const MAP_BASE = 30;
export const MESSAGE_BASE = 40;
/** For a byte of a text that is gone through once. */
export const TRAVERSAL = 0.1;
/** For a byte of a regular expression, applied to a text of cost 1. */
export const REGEX = 0.25;
