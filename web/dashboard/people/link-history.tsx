import { Anchor, Skeleton, Table, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { PersonLinkChange } from '../../shared/api-types.ts'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { useObjectName } from '../../shared/pickers/object-name.tsx'
import { Time } from '../../shared/time.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { matchedText } from './matched-text.ts'
import { matching } from './matching-strings.en.ts'

const words = matching.links

/** How a person's links came about, the last first. */
export function LinkHistory({ id }: { readonly id: string }) {
  const { data, error, refetch } = useApiQuery('/people/{id}/link_history', { path: { id }, query: { limit: 50 } })
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton h={120} aria-busy />
  return (
    <Table.ScrollContainer minWidth={640}>
      <Table verticalSpacing={6} aria-label={words.history}>
        <Table.Tbody>
          {data.data.map((change) => (
            <Row key={change.id} change={change} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function Row({ change }: { readonly change: PersonLinkChange }) {
  const source = typeof change.cause.source === 'string' ? change.cause.source : ''
  return (
    <Table.Tr>
      <Table.Td w={140}>
        <Text size="sm" c="dimmed" component="div">
          <Time at={change.occurred_at} />
        </Text>
      </Table.Td>
      <Table.Td>
        <Text size="sm" component="div">
          {words.actionNames[change.action]}{' '}
          <Anchor component={Link} to="/users/$id" params={{ id: change.directory_user_id } as never} size="sm">
            <UserName id={change.directory_user_id} />
          </Anchor>
        </Text>
      </Table.Td>
      <Table.Td>
        <Text size="sm">{matchedText({ ...change, confidence: 1 })}</Text>
      </Table.Td>
      <Table.Td>
        <Text size="sm" c="dimmed">
          {words.causes[source] ?? source}
        </Text>
      </Table.Td>
    </Table.Tr>
  )
}

/** A user that is gone has only its id left. */
function UserName({ id }: { readonly id: string }) {
  return <>{useObjectName('user', id) ?? id}</>
}
