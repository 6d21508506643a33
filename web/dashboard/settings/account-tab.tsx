import { Badge, Button, Group, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ApiError } from '../../shared/api-client.ts'
import { EmptyState } from '../../shared/empty-state.tsx'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { Time } from '../../shared/time.tsx'
import { useApi } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { useSession } from '../session.ts'
import { browserName } from './browser-name.ts'
import { Section } from './section.tsx'
import { strings } from './strings.en.ts'

const words = strings.sessions

type OwnSession = {
  readonly id: string
  readonly method: keyof typeof words.methods
  readonly is_current: boolean
  readonly location: string | null
  readonly user_agent: string | null
  readonly created_at: string
  readonly last_seen_at: string
}

/** Where the reader is signed in, and the way out of each. */
export function AccountTab() {
  const api = useApi()
  const { data: session } = useSession()
  const list = useQuery<{ readonly data: readonly OwnSession[] }, ApiError>({
    queryKey: ['/sessions'],
    queryFn: () => api.send('GET', '/sessions'),
    enabled: session?.is_demo === false,
  })
  if (session?.is_demo) return <EmptyState {...words.none} />
  return (
    <Section title={words.title} text={words.text}>
      <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
      {list.data && (
        <Table.ScrollContainer minWidth={640}>
          <Table aria-label={words.title} verticalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                {[words.device, words.location, words.method, words.lastSeen, words.since].map((title) => (
                  <Table.Th key={title}>{title}</Table.Th>
                ))}
                <Table.Td />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {list.data.data.map((each) => (
                <SessionRow key={each.id} session={each} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Section>
  )
}

function SessionRow({ session }: { readonly session: OwnSession }) {
  const api = useApi()
  const { run, isBusy } = useDeed()
  const name = browserName(session.user_agent) ?? words.unknownDevice
  const end = () => run(() => api.send('DELETE', '/sessions/{id}', { path: { id: session.id } }), { done: words.ended })
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap="xs">
          <Text size="sm" fw={500}>
            {name}
          </Text>
          {session.is_current && <Badge variant="light">{words.current}</Badge>}
        </Group>
      </Table.Td>
      <Table.Td>{session.location ?? '–'}</Table.Td>
      <Table.Td>{words.methods[session.method]}</Table.Td>
      <Table.Td>
        <Time at={session.last_seen_at} />
      </Table.Td>
      <Table.Td>
        <Time at={session.created_at} />
      </Table.Td>
      <Table.Td ta="right">
        {!session.is_current && (
          <Button
            size="xs"
            variant="default"
            loading={isBusy}
            aria-label={words.endNamed(name)}
            onClick={() => void end()}
          >
            {words.end}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  )
}
