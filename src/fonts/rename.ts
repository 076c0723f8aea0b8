/**
 * Gives a subset font another name, as the licence of a font with a reserved name asks
 * (SIL OFL 1.1, condition 3). Keeps copyright, licence and licence address.
 *
 * @param sfnt a TrueType or OpenType file
 * @param family the new family name, ASCII
 * @param style the style's name, ASCII
 * @returns the file with a new `name` table, without `STAT`
 * @throws where the file has no `name` table
 * @see https://learn.microsoft.com/typography/opentype/spec/name
 */
export function renameFont(sfnt: Buffer, family: string, style: string): Buffer {
  const tables = readTables(sfnt)
  const name = tables.get('name')
  if (!name) throw new Error('not a font: it has no name table')
  const full = style === 'Regular' ? family : `${family} ${style}`
  const kept = [0, 13, 14].flatMap((id): [number, string][] => {
    const text = readName(name, id)
    return text ? [[id, text]] : []
  })
  const records: [number, string][] = [
    ...kept,
    [1, family],
    [2, style],
    [3, full],
    [4, full],
    [6, full.replaceAll(' ', '-')],
  ]
  // Names of design axes, which a font without axes has no use for; Firefox complains where their words are gone.
  tables.delete('STAT')
  tables.set('name', writeNames(records.sort(([a], [b]) => a - b)))
  return writeTables(sfnt.readUInt32BE(0), tables)
}

const windowsUnicodeEnglish = { platform: 3, encoding: 1, language: 0x409 }

function readTables(sfnt: Buffer): Map<string, Buffer> {
  const tables = new Map<string, Buffer>()
  for (let i = 0; i < sfnt.readUInt16BE(4); i++) {
    const entry = 12 + 16 * i
    const offset = sfnt.readUInt32BE(entry + 8)
    tables.set(sfnt.toString('latin1', entry, entry + 4), sfnt.subarray(offset, offset + sfnt.readUInt32BE(entry + 12)))
  }
  return tables
}

function readName(table: Buffer, id: number): string | undefined {
  for (let i = 0; i < table.readUInt16BE(2); i++) {
    const record = 6 + 12 * i
    if (table.readUInt16BE(record) !== windowsUnicodeEnglish.platform || table.readUInt16BE(record + 6) !== id) continue
    const start = table.readUInt16BE(4) + table.readUInt16BE(record + 10)
    return Buffer.from(table.subarray(start, start + table.readUInt16BE(record + 8)))
      .swap16()
      .toString('utf16le')
  }
  return undefined
}

function writeNames(records: [number, string][]): Buffer {
  const header = Buffer.alloc(6 + 12 * records.length)
  header.writeUInt16BE(records.length, 2)
  header.writeUInt16BE(header.length, 4)
  const texts = records.map(([, text]) => Buffer.from(text, 'utf16le').swap16())
  let offset = 0
  records.forEach(([id], i) => {
    const length = texts[i]?.length ?? 0
    const { platform, encoding, language } = windowsUnicodeEnglish
    for (const [field, value] of [platform, encoding, language, id, length, offset].entries()) {
      header.writeUInt16BE(value, 6 + 12 * i + 2 * field)
    }
    offset += length
  })
  return Buffer.concat([header, ...texts])
}

function writeTables(version: number, tables: Map<string, Buffer>): Buffer {
  const tags = [...tables.keys()].sort()
  const header = Buffer.alloc(12 + 16 * tags.length)
  const log = Math.floor(Math.log2(tags.length))
  header.writeUInt32BE(version, 0)
  header.writeUInt16BE(tags.length, 4)
  header.writeUInt16BE(16 * 2 ** log, 6)
  header.writeUInt16BE(log, 8)
  header.writeUInt16BE(16 * (tags.length - 2 ** log), 10)
  const bodies: Buffer[] = []
  let offset = header.length
  tags.forEach((tag, i) => {
    const table = tables.get(tag) ?? Buffer.alloc(0)
    const padded = Buffer.concat([table, Buffer.alloc((4 - (table.length % 4)) % 4)])
    header.write(tag, 12 + 16 * i, 'latin1')
    header.writeUInt32BE(checksum(padded), 12 + 16 * i + 4)
    header.writeUInt32BE(offset, 12 + 16 * i + 8)
    header.writeUInt32BE(table.length, 12 + 16 * i + 12)
    bodies.push(padded)
    offset += padded.length
  })
  return Buffer.concat([header, ...bodies])
}

function checksum(padded: Buffer): number {
  let sum = 0
  for (let i = 0; i < padded.length; i += 4) sum = (sum + padded.readUInt32BE(i)) >>> 0
  return sum
}
