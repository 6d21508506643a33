import { Stack, Switch } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { PageHeader } from '../../shared/page-header.tsx'
import { EventFilters } from './event-filters.tsx'
import { EventPanel } from './event-panel.tsx'
import { EventTable } from './event-table.tsx'
import type { EventsSearch } from './events-search.ts'
import { LiveLog } from './live-log.tsx'
import { strings } from './strings.en.ts'

const route = getRouteApi('/shell/events')

/** D11: the ordered log, by pages or as it grows. */
export function EventsScreen() {
  const search = route.useSearch()
  const navigate = useNavigate({ from: '/events' })
  const filter = (part: Partial<EventsSearch>) =>
    void navigate({ search: (now) => ({ ...now, after: undefined, before: undefined, ...part }) })
  const open = (panel: string | undefined) => void navigate({ search: (now) => ({ ...now, panel }) })
  const live = (
    <Switch
      label={strings.live}
      aria-description={strings.liveHint}
      checked={search.live === true}
      onChange={({ currentTarget }) => filter({ live: currentTarget.checked || undefined })}
    />
  )
  return (
    <>
      <PageHeader title={strings.title} text={strings.text} actions={live} />
      {search.live ? (
        <Stack gap="sm">
          <EventFilters search={search} onChange={filter} />
          <LiveLog key={keyOf(search)} search={search} onOpen={open} />
        </Stack>
      ) : (
        <EventTable
          search={search}
          onFilter={filter}
          onPage={(to) => void navigate({ search: (now) => ({ ...now, after: undefined, before: undefined, ...to }) })}
          onOpen={open}
        />
      )}
      <EventPanel id={search.panel} onClose={() => open(undefined)} />
    </>
  )
}

/** Another filter is another tail. */
function keyOf({ types, organization, directory, user }: EventsSearch): string {
  return JSON.stringify([types, organization, directory, user])
}
