import { Stack, Text } from '@mantine/core'
import type { SyncRun, SyncRunWithDirectory } from '../api-types.ts'
import type { ListColumn } from '../list-table.tsx'
import { useSharedStrings } from '../shared-strings.tsx'
import { StatusBadge } from '../status-badge.tsx'
import { Duration, Time } from '../time.tsx'
import { durationText } from '../time-words.ts'
import { changesText } from './run-changes.ts'
import type { RunStrings } from './run-strings.ts'

type Run = SyncRun | SyncRunWithDirectory

/** The columns of lists of runs. */
export function runColumns(
  strings: RunStrings,
  { isOfAll }: { readonly isOfAll: boolean },
): readonly ListColumn<Run>[] {
  const { columns, kinds, triggers } = strings
  return [
    ...(isOfAll ? [{ key: 'directory', title: columns.directory, render: directoryCell }] : []),
    {
      key: 'started',
      title: columns.started,
      render: (run) => <Time at={run.started_at ?? run.created_at} />,
      fixed: true,
    },
    { key: 'state', title: columns.state, render: (run) => <StatusBadge state={run.state} /> },
    { key: 'kind', title: columns.kind, render: (run) => kinds[run.kind] },
    { key: 'trigger', title: columns.trigger, render: (run) => triggers[run.trigger] },
    { key: 'changes', title: columns.changes, render: (run) => <Changes run={run} strings={strings} /> },
    { key: 'records', title: columns.records, numeric: true, render: (run) => <Count value={run.counts.seen} /> },
    { key: 'problems', title: columns.problems, numeric: true, render: (run) => <Count value={run.counts.refused} /> },
    {
      key: 'duration',
      title: columns.duration,
      numeric: true,
      render: (run) => <Duration from={run.started_at} until={endOf(run)} />,
    },
    { key: 'waited', title: columns.waited, numeric: true, defaultHidden: true, render: (run) => <Waited run={run} /> },
  ]
}

/** When a run stopped working; null while it does. One that waits for a decision has done its work. */
export function endOf({ finished_at, state, updated_at }: SyncRun): string | null {
  return finished_at ?? (state === 'running' || state === 'queued' ? null : updated_at)
}

function directoryCell(run: Run) {
  if (!('directory' in run)) return null
  return (
    <Stack gap={0} maw={260}>
      <Text size="sm" fw={500} truncate title={run.directory.name}>
        {run.directory.name}
      </Text>
      <Text size="xs" c="dimmed" truncate>
        {run.organization.name}
      </Text>
    </Stack>
  )
}

function Changes({ run, strings }: { readonly run: Run; readonly strings: RunStrings }) {
  const { locale } = useSharedStrings()
  const text = changesText(run.counts, strings, locale)
  return (
    <Stack gap={0}>
      <Text size="sm" {...(text === null && { c: 'dimmed' })}>
        {text ?? strings.noChanges}
      </Text>
      {run.error_text && run.state !== 'waiting' && (
        <Text size="xs" c="dimmed" lineClamp={1} maw={360} title={run.error_text}>
          {run.error_text}
        </Text>
      )}
    </Stack>
  )
}

function Count({ value }: { readonly value: number }) {
  const { locale } = useSharedStrings()
  return value === 0 ? (
    <Text span size="sm" c="dimmed">
      0
    </Text>
  ) : (
    new Intl.NumberFormat(locale).format(value)
  )
}

function Waited({ run }: { readonly run: Run }) {
  const { locale } = useSharedStrings()
  return run.waited_ms < 1000 ? '–' : durationText(run.waited_ms, locale)
}
