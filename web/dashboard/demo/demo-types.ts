/** A person of a simulated provider. */
export type DemoPerson = {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly department: string
  readonly is_active: boolean
}

/** A manager who can go to another department, with so many people. */
export type DemoTeam = DemoPerson & { readonly size: number }

export type ProviderName = 'okta' | 'entra' | 'google'

/** A simulated provider, and whom one can choose there. */
export type DemoProvider = {
  readonly provider: ProviderName
  readonly directory_id: string
  readonly name: string
  readonly active: number
  readonly departments: readonly { readonly name: string; readonly titles: readonly string[] }[]
  readonly teams: readonly DemoTeam[]
  readonly people: readonly DemoPerson[]
}

/** The demo as `GET /dashboard/api/demo` gives it. */
export type DemoState = {
  readonly is_ready: boolean
  readonly is_life_running: boolean
  readonly is_role_narrowed: boolean
  readonly receiver: { readonly endpoint_id: string; readonly is_failing: boolean } | null
  readonly providers: readonly DemoProvider[]
}

/** Something that somebody lets happen, as `POST /dashboard/api/demo/actions` takes it. */
export type DemoAction =
  | { kind: 'hire'; provider: ProviderName; department: string; display_name?: string }
  | { kind: 'change_title'; provider: ProviderName; person: string; title: string }
  | { kind: 'move_team'; provider: ProviderName; team: string; department: string }
  | { kind: 'deactivate' | 'reactivate'; provider: ProviderName; person: string }
  | { kind: 'narrow_role' | 'restore_role' }
  | { kind: 'set_receiver'; is_failing: boolean }
  | { kind: 'set_life'; is_running: boolean }

/** What happens at a provider, by itself or because somebody here wanted it. */
export type HappeningItem = {
  readonly object: 'demo_happening'
  readonly id: string
  readonly at: string
  readonly number: number
  readonly directory: string
  readonly sentence: string
  readonly by: 'life' | 'you'
}

/** A request: `in` from a provider to Muster by SCIM, `out` from Muster to the API of the one that it reads. */
export type RequestItem = {
  readonly object: 'demo_request'
  readonly id: string
  readonly at: string
  readonly number: number
  readonly direction: 'in' | 'out'
  readonly directory_id: string | null
  readonly method: string
  readonly path: string
  readonly status: number
  readonly duration_ms: number
  readonly request_id: string | null
  readonly happening_id: string | null
  readonly source_ids: readonly string[]
  readonly body: unknown
}

/** A webhook as the demo's product received it. */
export type WebhookItem = {
  readonly object: 'demo_webhook'
  readonly id: string
  readonly at: string
  readonly number: number
  readonly status: number
  readonly is_verified: boolean
  readonly problem: string | null
  readonly event_id: string | null
  readonly event: string | null
  readonly sentence: string | null
  readonly data: unknown
}

/** An event with its entry in the log. */
export type EventItem = {
  readonly object: 'event'
  readonly id: string
  readonly event: string
  readonly created_at: string
  readonly data: Readonly<Record<string, unknown>>
  readonly log_entry?: {
    readonly sentence: string
    readonly directory_id: string | null
    readonly cause: { readonly source: string; readonly request_id: string | null }
  }
}

/** Whatever a column shows. */
export type SeenItem = HappeningItem | RequestItem | EventItem | WebhookItem

/** What the three columns show, newest first. */
export type Seen = {
  readonly requests: readonly (RequestItem | HappeningItem)[]
  readonly events: readonly EventItem[]
  readonly webhooks: readonly WebhookItem[]
}
