import type { FormatterPlugin } from '@cucumber/cucumber/api';

/** Cucumber always has a formatter for its standard output. This one leaves the output to seatrial. */
const silent: FormatterPlugin = { type: 'formatter', formatter: () => undefined };

export default silent;
