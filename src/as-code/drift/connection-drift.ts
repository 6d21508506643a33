import type { Json } from '../../model/json.ts'
import type { DirectoryDocument } from '../../model/overlay/directory-document.ts'
import { addressOf } from '../../model/overlay/document.ts'
import type { OverlayObject } from '../../model/overlay/object.ts'
import type { PlanDrift } from '../../model/overlay/plan.ts'
import type { ConnectionSettingsRow } from '../../store/overlay/connection-settings.ts'
import { connectionAsItIs, connectionOf } from '../objects/connection-as-it-is.ts'
import { connectionKeys, type DeclaredConnection } from '../objects/connection-settings.ts'
import { isSameJson } from '../plan/same-json.ts'

/** Where connections are otherwise than files declare them. */
export function connectionDrift(
  objects: readonly OverlayObject[],
  connections: readonly ConnectionSettingsRow[],
): PlanDrift[] {
  return objects.flatMap((object) => {
    const { document, declared } = object
    const connection = document.kind === 'Directory' ? connectionOf(document, connections) : undefined
    return connection && declared ? driftOf(object, declared as DeclaredConnection, connection) : []
  })
}

function driftOf(object: OverlayObject, declared: DeclaredConnection, connection: ConnectionSettingsRow): PlanDrift[] {
  const actual = connectionAsItIs(declared, connection)
  const { managedBy, id } = object
  return connectionKeys.flatMap((key): PlanDrift[] =>
    isSameJson(declared[key], actual[key])
      ? []
      : [
          {
            ...{ address: addressOf(object), name: id, kind: 'connection', key },
            ...{ declared: declared[key] as Json, actual: actual[key] as Json },
            place: managedBy && { file: managedBy.file, line: managedBy.line },
            ...{ by: null, at: connection.updatedAt.toISOString() },
          },
        ],
  )
}

/** A directory object as it holds: with what the connection has in the place of what a file is about to say of it. */
export function withConnection(
  object: OverlayObject,
  wanted: DirectoryDocument,
  connections: readonly ConnectionSettingsRow[],
): OverlayObject {
  const connection = connectionOf(wanted, connections)
  if (!connection) return object
  const document = { ...object.document, ...connectionAsItIs(wanted, connection) } as DirectoryDocument
  return { ...object, document }
}
