import type { Connector } from '../../connectors/connector.ts'
import { secretNames } from '../../connectors/split-settings.ts'
import type { JsonObject } from '../../model/json.ts'

/** What is shown in place of a secret; sent back, it stands for the one that is stored. */
export const secretMask = '********'

/** The settings of a connection as they may be shown. */
export function maskSecrets(
  { settings: schema }: Pick<Connector, 'settings'>,
  settings: JsonObject,
  secrets: JsonObject,
) {
  const masked = [...secretNames(schema)].filter((name) => name in secrets).map((name) => [name, secretMask])
  return { ...settings, ...Object.fromEntries(masked) }
}
