import { Stack } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { RunList } from '../../shared/sync-runs/run-list.tsx'
import type { TabProps } from './directory-tabs.tsx'
import { RefusedRecords } from './refused-records.tsx'

const route = getRouteApi('/shell/directories/$id')

/** The runs of a directory, and the records that they could not take. */
export function RunsTab({ directory: { id }, health }: TabProps) {
  const { tab, ...search } = route.useSearch()
  const navigate = useNavigate({ from: '/directories/$id' })
  return (
    <Stack gap="lg">
      {health.refused_records > 0 && <RefusedRecords directoryId={id} />}
      <RunList
        directoryId={id}
        search={search}
        onSearch={(next) => void navigate({ search: { tab, ...next } as never })}
        onOpen={(run) => void navigate({ to: `/directories/${id}/runs/${run.id}` as never })}
      />
    </Stack>
  )
}
