import type { z } from 'zod'
import type { Destination, DestinationKind as Kind } from '../model/destination.ts'
import { createSealer, type Sealer } from '../platform/sealer.ts'
import type { DeliveryTools, DestinationKind, OpenDestination } from './destination-kind.ts'

/** The kinds of destinations that a process knows. */
export type DestinationKinds = Readonly<Partial<Record<Kind, DestinationKind>>>

/** What destinations are opened with. */
export type OpenWith = {
  readonly kinds: DestinationKinds
  readonly sealer: Sealer
  readonly tools: DeliveryTools
}

/** The sealer of what destinations keep secret. */
export function createDestinationSealer(secretKey: Buffer): Sealer {
  return createSealer(secretKey, 'destinations')
}

/**
 * Opens a destination. One whose settings or secrets cannot be read opens too: its calls fail and say why, so that the
 * operator finds it where all failures are.
 */
export function openDestination({ kinds, sealer, tools }: OpenWith, destination: Destination): OpenDestination {
  const kind = kinds[destination.kind]
  if (!kind) return unusable(`This server knows no destinations of the kind "${destination.kind}".`)
  const secrets = readSecrets(kind.secrets, sealer, destination.sealedSecrets)
  if (!secrets?.success)
    return unusable('The secrets cannot be decrypted: MUSTER_SECRET_KEY is not the one that they were stored with.')
  const settings = kind.settings.safeParse(destination.settings)
  if (!settings.success) return unusable(`The settings are not usable: ${settings.error.issues[0]?.message}`)
  try {
    return kind.open({ destination, settings: settings.data, secrets: secrets.data }, tools)
  } catch (error) {
    return unusable(`The settings are not usable: ${error instanceof Error ? error.message : error}`)
  }
}

function readSecrets(schema: z.ZodType, sealer: Sealer, sealed: string | null) {
  if (sealed === null) return schema.safeParse({})
  const text = sealer.open(sealed)
  return text === null ? null : schema.safeParse(JSON.parse(text))
}

function unusable(error: string): OpenDestination {
  const outcome = { isDelivered: false, status: null, error, responseHeaders: null, responseBody: null }
  return { send: async () => outcome, close: async () => {} }
}
