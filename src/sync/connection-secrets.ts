import { z } from 'zod'
import type { Connection } from '../model/connection.ts'
import type { JsonObject } from '../model/json.ts'
import { createSealer, type Sealer } from '../platform/sealer.ts'

const Secrets = z.record(z.string(), z.json())

/** The sealer of what connections keep secret. */
export function createConnectionSealer(secretKey: Buffer): Sealer {
  return createSealer(secretKey, 'connections')
}

/** Encrypts the secret settings of a connection; null where there are none. */
export function sealSecrets(sealer: Sealer, secrets: JsonObject): string | null {
  return Object.keys(secrets).length === 0 ? null : sealer.seal(JSON.stringify(secrets))
}

/** The secret settings of a connection; null when they were stored under another MUSTER_SECRET_KEY. */
export function openSecrets(sealer: Sealer, { sealedSecrets }: Pick<Connection, 'sealedSecrets'>): JsonObject | null {
  if (sealedSecrets === null) return {}
  const text = sealer.open(sealedSecrets)
  return text === null ? null : Secrets.parse(JSON.parse(text))
}
