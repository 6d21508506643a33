import type { TablerIcon } from '@tabler/icons-react'
import type { SearchResult } from '../../shared/api-types.ts'

/** Where an entry leads: a path of the dashboard and its search. */
export type EntryPlace = { readonly to: string; readonly search?: Readonly<Record<string, unknown>> }

/** One line of the palette. */
export type Entry = {
  readonly id: string
  readonly label: string
  readonly detail?: string | null
  readonly Icon: TablerIcon
  /** A state, shown as its badge. */
  readonly state?: string | null
  readonly place?: EntryPlace
  /** What it does, where it leads nowhere. */
  readonly onRun?: () => void
  /** Whether it is among what was opened before from then on. */
  readonly isRemembered?: boolean
  readonly kind?: SearchResult['kind']
}

/** Lines of one kind. */
export type EntryGroup = { readonly label: string; readonly entries: readonly Entry[] }

/** Where the object of a result is shown. */
export function placeOfResult({
  kind,
  id,
  directory_id: directory,
}: Pick<SearchResult, 'kind' | 'id' | 'directory_id'>): EntryPlace {
  const places: Readonly<Record<SearchResult['kind'], EntryPlace>> = {
    organization: { to: `/organizations/${id}` },
    directory: { to: `/directories/${id}` },
    person: { to: `/people/${id}` },
    directory_user: { to: `/users/${id}` },
    directory_group: { to: `/groups/${id}` },
    sync_run: { to: `/directories/${directory}/runs/${id}` },
    event: { to: '/events', search: { panel: id } },
    webhook_endpoint: { to: `/webhooks/${id}` },
    sink: { to: `/webhooks/${id}` },
  }
  return places[kind]
}
