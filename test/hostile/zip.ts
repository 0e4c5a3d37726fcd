import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of a zip made by hand; what is left out is as an honest archiver writes it. */
export interface ZipEntry {
  readonly name: string | Buffer;
  readonly data?: string | Buffer;
  /** Unix mode, with the file type. */
  readonly mode?: number;
  /** General purpose flags; 0x800 says that the name is UTF-8. */
  readonly flags?: number;
  readonly method?: number;
  /** What the headers claim. */
  readonly size?: number;
  readonly crc?: number;
}

/** A zip file of these entries, in this order. `count` is what its end claims. */
export function zipOf(entries: readonly ZipEntry[], count: number = entries.length): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const { name, data, fields } = written(entry);
    const head = Buffer.concat([u32(0x04034b50), u16(20), fields, u16(0), name, data]);
    local.push(head);
    const attributes = ((entry.mode ?? 0o100644) << 16) >>> 0;
    central.push(
      Buffer.concat([
        u32(0x02014b50),
        u16(0x0314),
        u16(20),
        fields,
        u16(0),
        u16(0),
        u16(0),
        u16(0),
        u32(attributes),
        u32(offset),
        name,
      ]),
    );
    offset += head.length;
  }
  const directory = Buffer.concat(central);
  const end = [u32(0x06054b50), u16(0), u16(0), u16(count), u16(count), u32(directory.length), u32(offset), u16(0)];
  return Buffer.concat([...local, directory, ...end]);
}

/** Name, data, and the fields that both headers have: from the flags to the length of the name. */
function written(entry: ZipEntry): { readonly name: Buffer; readonly data: Buffer; readonly fields: Buffer } {
  const name = Buffer.from(entry.name as string);
  const content = Buffer.from((entry.data ?? '') as string);
  const method = entry.method ?? 8;
  const data = method === 8 ? deflateRawSync(content) : content;
  const sizes = [u32(entry.crc ?? crc32(content)), u32(data.length), u32(entry.size ?? content.length)];
  const fields = [u16(entry.flags ?? 0x800), u16(method), u16(0), u16(0x21), ...sizes, u16(name.length)];
  return { name, data, fields: Buffer.concat(fields) };
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
