import { goQuote } from './go-format.ts';
import { canonicalQuantity, parseQuantity } from './quantity.ts';

/** Go's %#v of a resource.Quantity that was read from its canonical text; the pointers of very big ones are not told. */
export function goQuantity(text: string | number): string {
  const canonical = canonicalQuantity(text);
  const { isBig, unscaled, scale, format } = parseQuantity(canonical);
  const small = isBig ? '{value:0, scale:0}' : `{value:${unscaled}, scale:${scale}}`;
  const big = isBig ? '0xc000000000' : 'nil';
  return `resource.Quantity{i:resource.int64Amount${small}, d:resource.infDecAmount{Dec:(*inf.Dec)(${big})}, s:${goQuote(canonical)}, Format:${goQuote(format)}}`;
}

/** The same of a ResourceList of Kubernetes' internal types, names sorted. */
export function goResourceList(list: Readonly<Record<string, string>> | undefined): string {
  const names = Object.keys(list ?? {}).sort();
  if (names.length === 0) return 'core.ResourceList(nil)';
  return `core.ResourceList{${names.map((name) => `${goQuote(name)}:${goQuantity(list?.[name] ?? '0')}`).join(', ')}}`;
}
