import { Badge, Button, Group, Paper, Skeleton, Stack, Text } from '@mantine/core'
import { IconCircleCheck, IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import type { SyncProblemSummary } from '../../shared/api-types.ts'
import { EmptyState } from '../../shared/empty-state.tsx'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { formatNumber } from '../../shared/format.ts'
import { useApi, useApiQuery } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { useMay } from '../session.ts'
import { ProblemList } from './problem-list.tsx'
import { strings } from './strings.en.ts'

const words = strings.problems

/** What of a source could not be taken, by what is wrong, each with a way to try it again. */
export function RunProblems({ directoryId }: { readonly directoryId: string }) {
  const path = { id: directoryId }
  const { data, error, refetch } = useApiQuery('/directories/{id}/problems/summary', { path }, { every: 10_000 })
  const retry = useRetry(directoryId)
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton h={160} aria-busy />
  if (data.count === 0) {
    return (
      <Paper withBorder>
        <EmptyState {...words.empty} icon={<IconCircleCheck size={26} stroke={1.5} />} />
      </Paper>
    )
  }
  return (
    <Stack gap="md">
      <Group justify="space-between" gap="md">
        <Text size="sm" maw={640}>
          {words.text(data.count)}
        </Text>
        <RetryButton label={words.retryAll} isBusy={retry.isBusy} onRetry={() => retry.of(null)} />
      </Group>
      {data.codes.map((group) => (
        <ProblemGroup
          key={group.code}
          group={group}
          directoryId={directoryId}
          isBusy={retry.isBusy}
          onRetry={() => retry.of([group.code])}
        />
      ))}
    </Stack>
  )
}

type ProblemGroupProps = {
  readonly group: SyncProblemSummary['codes'][number]
  readonly directoryId: string
  readonly isBusy: boolean
  readonly onRetry: () => void
}

function ProblemGroup({ group: { code, count, text }, directoryId, isBusy, onRetry }: ProblemGroupProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Paper component="section" withBorder p="md" aria-label={code}>
      <Stack gap="sm">
        <Group justify="space-between" gap="md" align="flex-start">
          <div style={{ flex: 1, minWidth: 240 }}>
            <Group gap="xs">
              <Text ff="monospace" size="sm" fw={600}>
                {code}
              </Text>
              <Badge variant="light" color="orange" size="sm">
                {formatNumber(count)}
              </Badge>
            </Group>
            <Text size="sm" c="dimmed">
              {text}
            </Text>
          </div>
          <Group gap="xs">
            <Button size="xs" variant="subtle" color="gray" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              {isOpen ? words.hide : words.show(count)}
            </Button>
            <RetryButton label={words.retryThese} isBusy={isBusy} onRetry={onRetry} />
          </Group>
        </Group>
        {isOpen && <ProblemList directoryId={directoryId} code={code} />}
      </Stack>
    </Paper>
  )
}

type RetryButtonProps = { readonly label: string; readonly isBusy: boolean; readonly onRetry: () => void }

function RetryButton({ label, isBusy, onRetry }: RetryButtonProps) {
  const mayRetry = useMay('sync_runs:write')
  if (!mayRetry) return null
  return (
    <Button
      size="xs"
      variant="default"
      disabled={isBusy}
      leftSection={<IconRefresh size={14} aria-hidden />}
      onClick={onRetry}
    >
      {label}
    </Button>
  )
}

function useRetry(directoryId: string) {
  const api = useApi()
  const { run, isBusy } = useDeed()
  const path = { id: directoryId }
  return {
    isBusy,
    of: (codes: readonly string[] | null) =>
      void run(() => api.post('/directories/{id}/problems/retry_all', { path, body: { codes: codes && [...codes] } }), {
        done: words.retried,
      }),
  }
}
