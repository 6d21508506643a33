import type { Connection } from '../model/connection.ts'
import { hashSecret, newSecret } from '../platform/secrets.ts'
import type { Queryable } from '../store/database.ts'
import { readWakeUpSecret, setWakeUpSecret } from '../store/wake-up-secrets.ts'
import { createConnectionSealer } from './connection-secrets.ts'

type Ref = Pick<Connection, 'organizationId' | 'directoryId'>

/** Where a source tells of changes: `POST /wake-ups/{directory}/{secret}`, which needs no API key. */
export function wakeUpUrl(publicUrl: string, { directoryId }: Ref, secret: string): string {
  return `${publicUrl}/wake-ups/${directoryId}/${secret}`
}

/** The secret in the address at which a directory's source tells of changes; null where none was made. */
export async function findWakeUpSecret(on: Queryable, secretKey: Buffer, directory: Ref): Promise<string | null> {
  const sealed = await readWakeUpSecret(on, directory)
  return sealed === null ? null : createConnectionSealer(secretKey).open(sealed)
}

/** Makes the secret of such an address, in place of the one before, and gives it. */
export async function makeWakeUpSecret(on: Queryable, secretKey: Buffer, directory: Ref & { readonly at: Date }) {
  const secret = newSecret('wake')
  const sealed = createConnectionSealer(secretKey).seal(secret)
  await setWakeUpSecret(on, directory, { hash: hashSecret(secret), sealed, at: directory.at })
  return secret
}
