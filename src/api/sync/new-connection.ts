import type { Connector } from '../../connectors/connector.ts'
import { isPulled } from '../../model/connection.ts'
import { RequestInvalid } from '../validation.ts'
import type { ConnectionBody } from './connection-body.ts'

/** A connection that is to be made; `body` null: the settings follow later, and nothing is read until then. */
export type NewConnection = { readonly connector: Connector; readonly body: ConnectionBody | null }

/** How a new directory is connected, by its type: null where its source pushes SCIM. Refuses what does not fit together. */
export function newConnection(
  connectors: readonly Connector[],
  type: string,
  body: ConnectionBody | undefined,
): NewConnection | null {
  if (!isPulled({ type })) {
    if (body) refuse('connection', 'is for types that Muster reads by itself; this one pushes SCIM')
    return null
  }
  const connector = connectors.find((one) => one.type === type)
  if (!connector) return refuse('type', 'is not one that this server can read')
  return { connector, body: body ?? null }
}

function refuse(field: string, words: string): never {
  throw new RequestInvalid([{ code: 'invalid_value', field, message: `${field} ${words}` }])
}
