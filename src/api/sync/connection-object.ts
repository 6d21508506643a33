import type { Connector } from '../../connectors/connector.ts'
import type { Connection } from '../../model/connection.ts'
import type { JsonObject } from '../../model/json.ts'
import type { Sealer } from '../../platform/sealer.ts'
import { openSecrets } from '../../sync/connection-secrets.ts'
import { maskSecrets } from './secret-mask.ts'

/** A connection as the API shows it, without its secrets. */
export function toConnectionObject(
  { connector, sealer }: { readonly connector: Connector; readonly sealer: Sealer },
  connection: Connection,
  wakeUpUrl: string | null,
): JsonObject {
  const { mapping, scope, guards, schedule } = connection
  return {
    object: 'connection',
    organization_id: connection.organizationId,
    directory_id: connection.directoryId,
    type: connection.type,
    settings: maskSecrets(connector, connection.settings, openSecrets(sealer, connection) ?? {}),
    mapping: mapping.map((line) => ({ ...line })),
    scope: { ...scope },
    guards: { ...guards },
    schedule: { ...schedule },
    generation: connection.generation,
    next_run_at: toTime(connection.nextRunAt),
    last_succeeded_at: toTime(connection.lastSucceededAt),
    last_full_at: toTime(connection.lastFullAt),
    quarantine: toQuarantine(connection),
    wake_up_url: wakeUpUrl,
    created_at: connection.createdAt.toISOString(),
    updated_at: connection.updatedAt.toISOString(),
  }
}

function toQuarantine({ quarantinedAt, quarantineCode, quarantineText }: Connection): JsonObject | null {
  if (quarantinedAt === null) return null
  return { since: quarantinedAt.toISOString(), code: quarantineCode ?? '', text: quarantineText ?? '' }
}

function toTime(at: Date | null): string | null {
  return at?.toISOString() ?? null
}
