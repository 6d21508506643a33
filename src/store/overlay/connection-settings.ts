import type { Connection } from '../../model/connection.ts'
import type { Queryable } from '../database.ts'

/** What documents may say of a connection, as it is. */
export type ConnectionSettingsRow = Pick<Connection, 'directoryId' | 'mapping' | 'scope' | 'guards' | 'updatedAt'> & {
  /** The name of the directory. */
  readonly name: string
}

/** The connections of an organization, as far as documents may say something of them. */
export async function listConnectionSettings(on: Queryable, organizationId: string): Promise<ConnectionSettingsRow[]> {
  const rows = await on.query<{
    readonly directory_id: string
    readonly name: string
    readonly mapping: Connection['mapping']
    readonly scope: Connection['scope']
    readonly guards: Connection['guards']
    readonly updated_at: Date
  }>({
    name: 'list-connection-settings',
    text: `select c.directory_id, d.name, c.mapping, c.scope, c.guards, c.updated_at
      from connections c join directories d on d.organization_id = c.organization_id and d.id = c.directory_id
      where c.organization_id = $1 order by c.directory_id`,
    values: [organizationId],
  })
  return rows.map(({ directory_id: directoryId, updated_at: updatedAt, ...row }) => ({
    ...row,
    directoryId,
    updatedAt,
  }))
}
