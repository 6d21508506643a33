import { Stack } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useApiQuery } from '../../shared/use-api.ts'
import { HeldRemovals } from './held-removals.tsx'
import { LastRuns } from './last-runs.tsx'
import { Problems } from './problems.tsx'
import { RunProgress } from './run-progress.tsx'

const open = ['queued', 'running', 'paused']
const everyMs = 5000

/** How a directory goes that is read from here: the run under way, what waits for a decision, what failed, what was before. */
export function PulledStatus({ directoryId }: { readonly directoryId: string }) {
  const path = { id: directoryId }
  const runs = useApiQuery('/directories/{id}/sync_runs', { path, query: { limit: '5' } }, { every: everyMs })
  const all = runs.data?.data ?? []
  const running = all.find(({ state }) => open.includes(state))
  const waiting = all.find(({ state }) => state === 'waiting')
  useReadAnewAfter(running?.id)
  return (
    <Stack gap="xl">
      {running && <RunProgress key={running.id} run={running} />}
      {waiting && <HeldRemovals key={waiting.id} run={waiting} />}
      <Problems directoryId={directoryId} />
      <LastRuns runs={all} isLoading={runs.isPending} error={runs.error} />
    </Stack>
  )
}

/** When a run has ended, numbers and problems are others. */
function useReadAnewAfter(runId: string | undefined) {
  const client = useQueryClient()
  const last = useRef(runId)
  useEffect(() => {
    if (last.current !== runId) void client.invalidateQueries()
    last.current = runId
  }, [client, runId])
}
