import { goQuote } from './go-format.ts';
import { canonicalQuantity, parseQuantity } from './quantity.ts';

/** Where a big number lies in the API server's memory, which no two answers agree on. */
const SOMEWHERE = '0xc000000000';

/**
 * Go's %#v of a resource.Quantity, which a message shows wherever validation hands over the value and not its text. `isPrinted`: its text
 * was asked for before, which the value remembers from then on.
 */
export function goQuantity(text: string, options: { readonly isPrinted?: boolean } = {}): string {
  const { unscaled, scale, format, isBig, keptText } = parseQuantity(text);
  const amount = isBig ? '{value:0, scale:0}' : `{value:${unscaled}, scale:${scale}}`;
  const big = isBig ? SOMEWHERE : 'nil';
  const shown = options.isPrinted === true ? canonicalQuantity(text) : keptText;
  return `resource.Quantity{i:resource.int64Amount${amount}, d:resource.infDecAmount{Dec:(*inf.Dec)(${big})}, s:${goQuote(shown)}, Format:${goQuote(format)}}`;
}

/** The same of a ResourceList of Kubernetes' internal types whose quantities were printed before, names sorted. */
export function goResourceList(list: Readonly<Record<string, string>> | undefined): string {
  const names = Object.keys(list ?? {}).sort();
  if (names.length === 0) return 'core.ResourceList(nil)';
  const quantity = (name: string): string => goQuantity(list?.[name] ?? '0', { isPrinted: true });
  return `core.ResourceList{${names.map((name) => `${goQuote(name)}:${quantity(name)}`).join(', ')}}`;
}
