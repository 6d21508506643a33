import { isDeepStrictEqual } from 'node:util'
import type { Connector } from '../../connectors/connector.ts'
import { addressNames, secretNames } from '../../connectors/split-settings.ts'
import type { JsonObject } from '../../model/json.ts'
import type { FieldError } from '../validation.ts'
import { secretMask } from './secret-mask.ts'

type Settings = Pick<Connector, 'settings'>

/** Settings as they are stored and as they shall be, and what was given of them. */
type Change = {
  readonly before: JsonObject
  readonly after: JsonObject
  readonly given: Readonly<Record<string, unknown>>
}

/**
 * A stored secret is only sent to where it was given for: with another address it must be given again, or whoever may change
 * a connection could have it sent to a server of his own. Says which secrets are missing then.
 */
export function secretErrors(connector: Settings, { before, after, given }: Change): FieldError[] {
  const isStored = (name: string) => name in before && name in after
  const isGiven = (name: string) => given[name] !== undefined && given[name] !== secretMask
  const secrets = [...secretNames(connector.settings)].filter((name) => isStored(name) && !isGiven(name))
  const moved = secrets.length > 0 ? movedAddress(connector, before, after) : undefined
  if (moved === undefined) return []
  return secrets.map((name) => ({
    code: 'secret_required',
    field: `settings.${name}`,
    message: `settings.${name} must be given again with another settings.${moved}: a stored secret is sent only to where it was given for`,
  }))
}

/** Compares what the settings mean: a default that is written out is no other address. */
function movedAddress({ settings }: Settings, before: JsonObject, after: JsonObject): string | undefined {
  const meant = (values: JsonObject, name: string) => settings.shape[name]?.safeParse(values[name]).data ?? values[name]
  return [...addressNames(settings)].find((name) => !isDeepStrictEqual(meant(before, name), meant(after, name)))
}
