import type { PullDirectoryType } from '../model/connection.ts'
import { activeDirectoryConnector } from './active-directory/active-directory.ts'
import type { Connector } from './connector.ts'
import { csvConnector } from './csv/csv.ts'
import { entraConnector } from './entra/entra.ts'
import { googleConnector } from './google/google.ts'
import { ldapConnector } from './ldap/ldap.ts'
import { oktaConnector } from './okta/okta.ts'

/** Every source that Muster reads by itself, one line each. */
export const connectors: readonly Connector[] = [
  oktaConnector,
  entraConnector,
  googleConnector,
  activeDirectoryConnector,
  ldapConnector,
  csvConnector,
]

/** The connector of a directory's type; undefined for the types that come in by SCIM. */
export function connectorOf(type: PullDirectoryType | (string & {})): Connector | undefined {
  return connectors.find((connector) => connector.type === type)
}
