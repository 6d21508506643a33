import type { JsonObject } from '../../model/json.ts'

export type OktaStatus =
  | 'STAGED'
  | 'PROVISIONED'
  | 'ACTIVE'
  | 'RECOVERY'
  | 'PASSWORD_EXPIRED'
  | 'LOCKED_OUT'
  | 'SUSPENDED'
  | 'DEPROVISIONED'

/** A user as Okta keeps it. Times are as Okta writes them, with no milliseconds. */
export type OktaUser = {
  readonly id: string
  readonly status: OktaStatus
  readonly created: string
  readonly activated: string | null
  readonly statusChanged: string | null
  readonly lastLogin: string | null
  readonly lastUpdated: string
  readonly passwordChanged: string | null
  readonly profile: JsonObject
}

export type OktaGroup = {
  readonly id: string
  readonly type: 'OKTA_GROUP' | 'APP_GROUP' | 'BUILT_IN'
  readonly created: string
  readonly lastUpdated: string
  readonly lastMembershipUpdated: string
  readonly profile: { readonly name: string; readonly description: string | null }
}

/** Whom or what an entry of the System Log is about. */
export type LogTarget = { readonly id: string; readonly type: 'User' | 'UserGroup'; readonly name: string }

/** An entry of the System Log. */
export type LogEntry = {
  readonly uuid: string
  readonly published: string
  readonly eventType: string
  readonly targets: readonly LogTarget[]
}

/** A company to begin with. Members of groups are ids of people. */
export type OktaCompany = { readonly people: readonly NewOktaUser[]; readonly groups: readonly NewOktaGroup[] }

/** Somebody who is added: `profile` has Okta's attributes, of which `login` and `email` must be there. */
export type NewOktaUser = { readonly id?: string; readonly status?: OktaStatus; readonly profile: JsonObject }

export type NewOktaGroup = {
  readonly id?: string
  readonly name: string
  readonly description?: string
  readonly type?: 'OKTA_GROUP' | 'APP_GROUP'
  readonly members?: readonly string[]
}
