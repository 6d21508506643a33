import { Skeleton, Table } from '@mantine/core'
import { EmptyState } from '../../shared/empty-state.tsx'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { Time } from '../../shared/time.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { strings } from './strings.en.ts'
import type { TabProps } from './team-page.tsx'

const words = strings.history
const shown = 50

/** What people changed of an object by the API or a screen, the last first. */
export function HistoryTab({ object }: TabProps) {
  const { organization_id: organization } = object.overlay_object
  const query = { organization_id: organization, target: `${object.kind}/${object.id}`, limit: shown }
  const { data, error, refetch } = useApiQuery('/audit_log', { query })
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton h={160} aria-busy />
  if (data.data.length === 0) return <EmptyState {...words.none} isCompact />
  return (
    <Table.ScrollContainer minWidth={520}>
      <Table verticalSpacing="sm" aria-label={words.label}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.action}</Table.Th>
            <Table.Th>{words.by}</Table.Th>
            <Table.Th w={160}>{words.at}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data.data.map((entry) => (
            <Table.Tr key={entry.id}>
              <Table.Td>{entry.action}</Table.Td>
              <Table.Td>{entry.actor.name}</Table.Td>
              <Table.Td>
                <Time at={entry.occurred_at} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
