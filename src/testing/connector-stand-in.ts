import type { z } from 'zod'
import type { Connector, ConnectorTools } from '../connectors/connector.ts'
import type { Platform } from '../platform/platform.ts'

/**
 * What can go wrong at a source. Each lasts until `setFault(null)`, except where it says that it passes by itself.
 * `rate_limit`: some requests are refused as the vendor does it when one is too fast; passes, so that a second try succeeds.
 * `server_error`: some requests of a listing are answered 503 or the like; passes.
 * `truncated_body`: bodies of a listing break off in the middle; `connection_reset`: the connection does.
 * `empty_page`: one page in the middle of a listing is empty although more follow.
 * `revoked_scope`: the credential works, but may no longer read users (Okta and Google answer 200 and nothing).
 * `expired_token`: the access token that was given out is no longer taken; a new one is.
 * `wrong_credentials`: whatever the settings say is refused.
 * `expired_cursor`: cursors that were given out are no longer taken; new ones are.
 */
export const standInFaults = [
  'rate_limit',
  'server_error',
  'truncated_body',
  'connection_reset',
  'empty_page',
  'revoked_scope',
  'expired_token',
  'wrong_credentials',
  'expired_cursor',
] as const
export type StandInFault = (typeof standInFaults)[number]

/**
 * A source with a company in it, as the connector suite uses it: it is changed as the source's administrator would. Ids are
 * those that the connector reads. A change is in the next listing, full or incremental.
 */
export type ConnectorStandIn = {
  /** What somebody fills in to reach it: the input of the connector's schema. */
  readonly settings: Readonly<Record<string, unknown>>
  /** What the connector is given instead of the suite's own, such as `files`. */
  readonly tools?: Partial<ConnectorTools>
  /** Adds an active user; `name` is a word of letters and digits, from which login, e-mail address and names are made. Resolves with its id. */
  addUser(name: string): Promise<string>
  /** Gives a user another name, and with it another login and e-mail address where the source allows that. */
  renameUser(id: string, name: string): Promise<void>
  /** Makes a user inactive who is still listed: its status is then not `active`. */
  suspendUser(id: string): Promise<void>
  /** Removes a user for good: no listing has it any more. Its memberships go, too. */
  removeUser(id: string): Promise<void>
  addGroup(name: string): Promise<string>
  renameGroup(id: string, name: string): Promise<void>
  removeGroup(id: string): Promise<void>
  /** Makes a user a member of a group. */
  addMember(groupId: string, userId: string): Promise<void>
  removeMember(groupId: string, userId: string): Promise<void>
  /** Makes something go wrong from now on; null: nothing any more. Only those that the suite was told of are set. */
  setFault?(fault: StandInFault | null): Promise<void>
  close(): Promise<void>
}

/** What the suite is told of a connector. */
export type ConnectorSuite<Settings extends z.ZodObject = z.ZodObject> = {
  readonly connector: Connector<Settings>
  /**
   * Starts a stand-in without users and groups, with pages so small (2 or 3 records) that a company of seven takes several. A
   * stand-in of our own lives on the clock of `platform`: when the connector waits, that clock is moved on and no time passes.
   */
  readonly start: (platform: Platform) => Promise<ConnectorStandIn>
  /** The faults that its `setFault` knows. */
  readonly faults?: readonly StandInFault[]
  /** How many random histories are played; fewer for servers that are slow. 8 if not said. */
  readonly runs?: number
  /** Why nothing can be tested here, such as a server that is not installed. */
  readonly skip?: string | false
}
