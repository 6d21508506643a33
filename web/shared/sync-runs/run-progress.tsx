import { Group, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SyncProgress, SyncRun } from '../api-types.ts'
import { counted } from '../counted-text.ts'
import { type LiveMessage, useLive } from '../live.ts'
import { LiveStateLabel } from '../live-state.tsx'
import { ProgressPhases } from '../progress-phases.tsx'
import { useSharedStrings } from '../shared-strings.tsx'
import { runStringsOf } from './run-language.ts'
import { phasesOf } from './run-phases.ts'

const ended: ReadonlySet<string> = new Set(['completed', 'waiting', 'failed', 'cancelled'])

/** How far a run is, phase by phase; live as long as it is on its way. */
export function RunProgress({ run }: { readonly run: SyncRun }) {
  const { locale } = useSharedStrings()
  const strings = runStringsOf(locale)
  const { progress, live } = useProgress(run)
  const perSecond = progress?.records_per_second
  const newest = progress ? { ...run, ...pickProgress(progress) } : run
  return (
    <Stack gap="sm">
      {!ended.has(run.state) && (
        <Group justify="space-between">
          <LiveStateLabel state={live} />
          <Text size="xs" c="dimmed">
            {perSecond == null ? '' : counted(strings.perSecond, Math.round(perSecond), locale)}
          </Text>
        </Group>
      )}
      <ProgressPhases label={strings.progress} phases={phasesOf(newest, progress, { strings, locale })} />
    </Stack>
  )
}

function pickProgress({ state, phase, counts, expected }: SyncProgress) {
  return { state, phase, counts, expected }
}

/** Follows a run; when its state changes, whatever shows it is read anew. */
function useProgress(run: SyncRun) {
  const queries = useQueryClient()
  const [progress, setProgress] = useState<SyncProgress | null>(null)
  const isOpen = !ended.has(run.state)
  const receive = ({ data }: LiveMessage) => {
    const next = data as SyncProgress
    setProgress(next)
    if (next.state !== run.state || next.phase !== run.phase) void queries.invalidateQueries({ predicate: isOfRuns })
  }
  const path = `/directories/${run.directory_id}/sync_runs/${run.id}/progress`
  const live = useLive(isOpen ? path : null, receive, { isLast: ({ data }) => ended.has((data as SyncProgress).state) })
  const isOfThis = isOpen && progress?.run_id === run.id
  return { progress: isOfThis ? progress : null, live }
}

/** All that `useApiQuery` has read of runs. */
export function isOfRuns({ queryKey }: { readonly queryKey: readonly unknown[] }): boolean {
  return typeof queryKey[0] === 'string' && queryKey[0].includes('sync_runs')
}
