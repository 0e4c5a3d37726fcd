import { escape } from './escape.ts';
import { STYLE } from './style.ts';

/** Nothing may be fetched, whatever slips into the page. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** A self-contained page in the house's style. `body`, `style` (beyond the common one) and `script` stand in it as they are. */
export function htmlDocument(page: {
  readonly language: string;
  readonly title: string;
  readonly body: string;
  readonly script: string;
  readonly style?: string;
}): string {
  return [
    `<!doctype html><html lang="${escape(page.language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">`,
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}"><title>${escape(page.title)}</title><style>${STYLE}${page.style ?? ''}</style></head><body>`,
    `${page.body}<script>${page.script}</script></body></html>\n`,
  ].join('\n');
}
