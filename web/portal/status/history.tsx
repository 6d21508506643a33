import { Button, Stack, Text, Timeline, Title } from '@mantine/core'
import { useState } from 'react'
import type { HistoryEntry } from '../../shared/api-types.ts'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { Time } from '../../shared/time.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { useStrings } from '../language.tsx'
import { statusStrings } from './strings.ts'

const pageSize = 5
const mostShown = 50

/** Who changed what of a directory, the last first. */
export function History({ directoryId }: { readonly directoryId: string }) {
  const strings = useStrings(statusStrings).history
  const [limit, setLimit] = useState(pageSize)
  const path = { id: directoryId }
  const { data, error, refetch } = useApiQuery('/directories/{id}/history', { path, query: { limit: String(limit) } })
  const entries = data?.data ?? []
  return (
    <Stack gap="sm" align="flex-start">
      <Title order={2} fz="lg">
        {strings.title}
      </Title>
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {data && entries.length === 0 && (
        <Text size="sm" c="dimmed">
          {strings.none}
        </Text>
      )}
      <Timeline bulletSize={12} lineWidth={2}>
        {entries.map((entry) => (
          <Timeline.Item key={entry.id} title={<Deed entry={entry} />}>
            <Text size="sm" c="dimmed">
              {strings.by(entry.actor.name)} · <Time at={entry.occurred_at} />
            </Text>
          </Timeline.Item>
        ))}
      </Timeline>
      {data?.list_metadata.after && limit < mostShown && (
        <Button variant="subtle" size="sm" onClick={() => setLimit(Math.min(limit * 3, mostShown))}>
          {strings.older}
        </Button>
      )}
    </Stack>
  )
}

function Deed({ entry: { action, changed } }: { readonly entry: HistoryEntry }) {
  const { actions, parts } = useStrings(statusStrings).history
  const names = changed.flatMap((name) => parts[name] ?? [])
  return (
    <Text size="sm" fw={500} lh={1.2}>
      {actions[action] ?? action}
      {names.length > 0 && `: ${names.join(', ')}`}
    </Text>
  )
}
