import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Connector, OpenConnector } from '../connectors/connector.ts'
import { SourceError } from '../connectors/source-error.ts'
import type { Connection } from '../model/connection.ts'
import type { JsonObject } from '../model/json.ts'
import { createConnectionSealer, openSecrets } from './connection-secrets.ts'
import { createSourceFiles } from './source-files.ts'
import type { SyncGround } from './sync.ts'

/** A connection as far as its source needs it: also one that is not stored yet. */
export type Openable = Pick<Connection, 'organizationId' | 'directoryId' | 'type' | 'settings' | 'sealedSecrets'>

/** The connector of a connection. Throws `settings_invalid` where this server knows none of its type. */
export function connectorFor({ connectors }: Pick<SyncGround, 'connectors'>, type: Connection['type']): Connector {
  const connector = connectors.find((one) => one.type === type)
  if (!connector)
    throw new SourceError('settings_invalid', `This server cannot read directories of the type "${type}".`)
  return connector
}

/** Opens the source of a connection, with its budget. Throws `settings_invalid` when it cannot be used as it is. To be closed. */
export function openSource(ground: SyncGround, connection: Openable): OpenConnector {
  const { database, platform, allowPrivateNetworks, filesFolder } = ground
  const connector = connectorFor(ground, connection.type)
  const secrets = openSecrets(createConnectionSealer(ground.secretKey), connection)
  if (secrets === null) {
    throw new SourceError(
      'settings_invalid',
      'The credentials cannot be decrypted: MUSTER_SECRET_KEY is not the one that they were stored with. Give them again.',
    )
  }
  const values = { ...connection.settings, ...secrets }
  const settings = connector.settings.safeParse(values)
  if (!settings.success) {
    const [issue] = settings.error.issues
    throw new SourceError('settings_invalid', `The setting "${issue?.path.join('.')}" is not usable: ${issue?.message}`)
  }
  const { organizationId } = connection
  const budget = ground.budgets.of({ organizationId, credential: credentialKey(connector, values) })
  const files = createSourceFiles(database, connection)
  // Organizations do not read one another's files.
  const ownFolder = filesFolder && join(filesFolder, organizationId)
  return connector.open(settings.data, { platform, allowPrivateNetworks, budget, files, filesFolder: ownFolder })
}

/** By what those that use the same credential are known: not the credential itself. */
function credentialKey({ type }: Connector, values: JsonObject): string {
  const sorted = Object.entries(values).sort(([one], [other]) => (one < other ? -1 : 1))
  return createHash('sha256')
    .update(JSON.stringify([type, sorted]))
    .digest('base64url')
}
