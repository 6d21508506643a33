import { type BerReader, BerWriter, Control } from 'ldapts'

const octetString = 4

/** Lets a search see deleted objects (LDAP_SERVER_SHOW_DELETED_OID, MS-ADTS 3.1.1.3.4.1.14). */
export class ShowDeleted extends Control {
  constructor() {
    super('1.2.840.113556.1.4.417', { critical: true })
  }
}

/**
 * Has every name come with its immutable id, `<GUID=…>;<SID=…>;CN=Ada,…` (LDAP_SERVER_EXTENDED_DN_OID, MS-ADTS 3.1.1.3.4.1.5), so
 * that members and managers are known by what never changes.
 */
export class ExtendedNames extends Control {
  constructor() {
    super('1.2.840.113556.1.4.529', { critical: true })
  }

  protected override writeControl(writer: BerWriter): void {
    const value = new BerWriter()
    value.startSequence()
    // 1: ids as text, not as hexadecimal bytes.
    value.writeInt(1)
    value.endSequence()
    writer.writeBuffer(value.buffer, octetString)
  }
}

/** Shows only what the account may read, which needs no right of its own. */
const objectSecurity = 0x1
/** Tells the members that came and went, not the whole list. */
const incrementalValues = -0x80000000
const maxBytes = 0x100000

/**
 * Lists what changed since a cookie (LDAP_SERVER_DIRSYNC_OID, MS-ADTS 3.1.1.3.4.1.3). After a search `cookie` is where the next
 * one begins, and `hasMore` whether one is due.
 */
export class DirSync extends Control {
  cookie: Buffer
  hasMore = false

  constructor(cookie: Buffer = Buffer.alloc(0)) {
    super('1.2.840.113556.1.4.841', { critical: true })
    this.cookie = cookie
  }

  protected override writeControl(writer: BerWriter): void {
    const value = new BerWriter()
    value.startSequence()
    value.writeInt(objectSecurity | incrementalValues)
    value.writeInt(maxBytes)
    value.writeBuffer(this.cookie, octetString)
    value.endSequence()
    writer.writeBuffer(value.buffer, octetString)
  }

  protected override parseControl(reader: BerReader): void {
    if (reader.readSequence() === null) return
    this.hasMore = (reader.readInt() ?? 0) !== 0
    reader.readInt()
    this.cookie = reader.readString(octetString, true) ?? Buffer.alloc(0)
  }
}
