import type { Json } from '../../model/json.ts'
import type { DirectoryDocument } from '../../model/overlay/directory-document.ts'
import { addressOf } from '../../model/overlay/document.ts'
import type { OverlayObject } from '../../model/overlay/object.ts'
import type { PlanDrift } from '../../model/overlay/plan.ts'
import type { ConnectionSettingsRow } from '../../store/overlay/connection-settings.ts'
import { wantedConnection } from '../objects/connection-settings.ts'
import { isSameJson } from '../plan/same-json.ts'

const keys = ['mapping', 'scope', 'guards'] as const

/** Where connections are otherwise than the documents of their directories declare them. */
export function connectionDrift(
  objects: readonly OverlayObject[],
  connections: readonly ConnectionSettingsRow[],
): PlanDrift[] {
  return objects.flatMap((object) => {
    const { document, declared } = object
    if (document.kind !== 'Directory' || !declared) return []
    const connection =
      connections.find(({ directoryId }) => directoryId === document.directory) ??
      connections.find(({ name }) => name === document.directory)
    return connection ? driftOf(object, document, connection) : []
  })
}

function driftOf(object: OverlayObject, document: DirectoryDocument, connection: ConnectionSettingsRow): PlanDrift[] {
  const wanted = wantedConnection(document)
  return keys.flatMap((key): PlanDrift[] => {
    const declared = wanted[key]
    if (declared === undefined) return []
    const actual = shownOf(declared, connection[key])
    if (isSameJson(declared, actual)) return []
    const { managedBy, id } = object
    return [
      {
        ...{ address: addressOf(object), name: id, kind: 'connection', key },
        ...{ declared: declared as Json, actual: actual as Json },
        place: managedBy && { file: managedBy.file, line: managedBy.line },
        ...{ by: null, at: connection.updatedAt.toISOString() },
      },
    ]
  })
}

/** Of what is there only the parts that a document names: the rest is nobody's but those who set it. */
function shownOf(declared: object, actual: object): unknown {
  if (Array.isArray(declared)) return actual
  const there = actual as Readonly<Record<string, unknown>>
  return Object.fromEntries(Object.keys(declared).map((key) => [key, there[key]]))
}
