/** The first three parts of an objectGUID are little-endian (MS-DTYP 2.3.4.2). */
const byteOrder = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15]

/** The usual text of an objectGUID: `7bde1d9f-b7b2-4b92-bd96-44286eb6cb45`. */
export function guidText(bytes: Buffer): string {
  const hex = Buffer.from(byteOrder.map((at) => bytes[at] ?? 0)).toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** The bytes of an objectGUID, for filters; null for what is not one. */
export function guidBytes(text: string): Buffer | null {
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return null
  const bytes = Buffer.from(text.replaceAll('-', ''), 'hex')
  return Buffer.from(byteOrder.map((at) => bytes[at] ?? 0))
}

/** The last number of a SID: that of the account within its domain (MS-DTYP 2.4.2.2). */
export function relativeId(sid: Buffer): number {
  return sid.readUInt32LE(sid.length - 4)
}

/** The SID of another account of the same domain. */
export function siblingSid(sid: Buffer, relative: number): Buffer {
  const sibling = Buffer.from(sid)
  sibling.writeUInt32LE(relative, sid.length - 4)
  return sibling
}
