import { Paper, Progress, Stack, Text, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SyncProgress, SyncRun } from '../../shared/api-types.ts'
import { useLive } from '../../shared/live.ts'
import { durationText } from '../../shared/time-words.ts'
import { useLanguage, useStrings } from '../language.tsx'
import { statusStrings } from './strings.ts'

const ended = ['completed', 'waiting', 'failed', 'cancelled']

type Progress_ = Pick<SyncProgress, 'state' | 'phase' | 'counts' | 'expected' | 'seconds_left'>

/** How far a run is, live. */
export function RunProgress({ run }: { readonly run: SyncRun }) {
  const strings = useStrings(statusStrings).run
  const { language } = useLanguage()
  const client = useQueryClient()
  const [progress, setProgress] = useState<Progress_>({ ...run, seconds_left: null })
  useLive(
    `/directories/${run.directory_id}/sync_runs/${run.id}/progress`,
    ({ data }) => {
      if (!isProgress(data)) return
      setProgress(data)
      if (ended.includes(data.state)) void client.invalidateQueries()
    },
    { isLast: ({ data }) => isProgress(data) && ended.includes(data.state) },
  )
  const { state, phase, counts, expected, seconds_left: secondsLeft } = progress
  const number = (value: number) => new Intl.NumberFormat(language).format(value)
  const part = partOf(progress)
  const seen = strings.seen(number(counts.seen), expected === null ? null : number(Math.max(expected, counts.seen)))
  const left = secondsLeft === null ? null : strings.left(durationText(secondsLeft * 1000, language))
  return (
    <Paper withBorder p="md" aria-label={strings.title} component="section">
      <Stack gap="xs">
        <Title order={2} fz="md">
          {strings.title}
        </Title>
        <Progress.Root size="lg">
          <Progress.Section
            value={part === null ? 100 : Math.round(part * 100)}
            striped={part === null}
            animated={part === null}
            aria-label={strings.phases[phase]}
            {...(part === null && { 'aria-valuenow': undefined })}
          />
        </Progress.Root>
        <Text size="sm" fw={500}>
          {state === 'queued' ? strings.queued : state === 'paused' ? strings.paused : strings.phases[phase]}
        </Text>
        <Text size="sm" c="dimmed" style={{ fontVariantNumeric: 'tabular-nums' }}>
          {[seen, strings.changed(number(counts.users_created), number(counts.users_updated)), left]
            .filter(Boolean)
            .join(' · ')}
        </Text>
      </Stack>
    </Paper>
  )
}

function partOf({ phase, counts, expected }: Progress_): number | null {
  if (phase !== 'listing') return phase === 'done' ? 1 : null
  return expected === null || expected === 0 ? null : Math.min(1, counts.seen / expected)
}

function isProgress(data: unknown): data is SyncProgress {
  return typeof data === 'object' && data !== null && 'object' in data && data.object === 'sync_progress'
}
