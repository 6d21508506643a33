import { Button } from '@mantine/core'
import { IconHandStop } from '@tabler/icons-react'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { formatNumber } from '../../shared/format.ts'
import { PageHeader } from '../../shared/page-header.tsx'
import { RunList } from '../../shared/sync-runs/run-list.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { strings } from './strings.en.ts'

const route = getRouteApi('/shell/sync-runs')

/** The runs of all directories. */
export function RunsList() {
  const search = route.useSearch()
  const navigate = useNavigate()
  return (
    <>
      <PageHeader title={strings.list.title} text={strings.list.text} actions={<HeldButton />} />
      <RunList
        search={search}
        onSearch={(next) => void navigate({ to: '/sync-runs', search: next as typeof search })}
        onOpen={({ id, directory_id }) =>
          void navigate({ to: '/directories/$id/runs/$runId', params: { id: directory_id, runId: id } })
        }
      />
    </>
  )
}

const most = 100

/** The way to what waits, where something does. */
function HeldButton() {
  const { data } = useApiQuery('/sync_runs', { query: { states: ['waiting'], limit: most } }, { every: 15_000 })
  const count = data?.data.length ?? 0
  if (count === 0) return null
  const shown = data?.list_metadata.after ? `${formatNumber(most)}+` : formatNumber(count)
  return (
    <Button
      color="orange"
      variant="light"
      leftSection={<IconHandStop size={16} aria-hidden />}
      renderRoot={(props) => <Link to="/sync-runs/held" {...props} />}
    >
      {strings.list.heldCount(shown)}
    </Button>
  )
}
