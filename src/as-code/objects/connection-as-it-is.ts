import type { Scope } from '../../model/connection.ts'
import type { DirectoryDocument } from '../../model/overlay/directory-document.ts'
import type { ConnectionSettingsRow } from '../../store/overlay/connection-settings.ts'
import { isSameJson } from '../plan/same-json.ts'
import { type DeclaredConnection, guardOf, limitOf } from './connection-settings.ts'

/** The connection that a document is about: that of the directory that it names, by id or by name. */
export function connectionOf(
  { directory }: Pick<DirectoryDocument, 'directory'>,
  connections: readonly ConnectionSettingsRow[],
): ConnectionSettingsRow | undefined {
  return (
    connections.find(({ directoryId }) => directoryId === directory) ??
    connections.find(({ name }) => name === directory)
  )
}

/**
 * What holds of a connection where a file says something of it, in the words of files. Of a scope and of guards only the parts that
 * the file names: the rest is nobody's but those who set it. What differs in its order only is given as the file has it.
 */
export function connectionAsItIs(
  { mapping, scope, guards }: DeclaredConnection,
  connection: Pick<ConnectionSettingsRow, 'mapping' | 'scope' | 'guards'>,
): DeclaredConnection {
  return {
    ...(mapping && { mapping: mappingAsItIs(mapping, connection.mapping) }),
    ...(scope && { scope: scopeAsItIs(scope, connection.scope) }),
    ...(guards && { guards: guardsAsTheyAre(guards, connection.guards) }),
  }
}

type Declared<Key extends keyof DeclaredConnection> = NonNullable<DeclaredConnection[Key]>

function mappingAsItIs(declared: Declared<'mapping'>, actual: ConnectionSettingsRow['mapping']): Declared<'mapping'> {
  const byTarget = (lines: ConnectionSettingsRow['mapping']) =>
    Object.fromEntries(lines.map(({ target, expression }) => [target, expression]))
  return isSameJson(byTarget(declared), byTarget(actual)) ? declared : [...actual]
}

function scopeAsItIs({ rule, groups, orgUnits, onLeave }: Declared<'scope'>, actual: Scope): Declared<'scope'> {
  return {
    ...(rule !== undefined && actual.rule && { rule: actual.rule }),
    ...(groups && { groups: listAsItIs(groups, actual.groups) }),
    ...(orgUnits && { orgUnits: listAsItIs(orgUnits, actual.org_units) }),
    ...(onLeave && { onLeave: actual.on_leave }),
  }
}

function listAsItIs(declared: string[], actual: string[]): string[] {
  return isSameJson([...declared].sort(), [...actual].sort()) ? declared : actual
}

function guardsAsTheyAre(declared: Declared<'guards'>, actual: ConnectionSettingsRow['guards']): Declared<'guards'> {
  const names = Object.keys(declared) as (keyof Declared<'guards'>)[]
  const limits = names.flatMap((name) => {
    const limit = declared[name]
    if (limit === undefined) return []
    return [[name, isSameJson(guardOf(limit), actual[name]) ? limit : limitOf(actual[name])] as const]
  })
  return Object.fromEntries(limits)
}
