import { Anchor, Button, Skeleton, Table, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { HandMember } from '../../shared/api-types.ts'
import { EmptyState } from '../../shared/empty-state.tsx'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { actorName } from '../../shared/memberships/reason-text.ts'
import { Time } from '../../shared/time.tsx'
import { useApi } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { useMay } from '../session.ts'
import { strings } from './strings.en.ts'
import type { TabProps } from './team-page.tsx'

const words = strings.hand
const path = '/organizations/{id}/member_objects/{kind}/{object_id}/hand_members'

/** Who was added or kept out by hand, and the way to take that back. */
export function HandTab({ object }: TabProps) {
  const api = useApi()
  const of = { id: object.overlay_object.organization_id, kind: object.kind, object_id: object.id }
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: [path, of],
    queryFn: ({ pageParam }) =>
      api.get(path, { path: of, query: { limit: 50, ...(pageParam && { after: pageParam }) } }),
    initialPageParam: '',
    getNextPageParam: (page) => page.list_metadata.after,
  })
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton h={160} aria-busy />
  const rows = data.pages.flatMap((page) => page.data)
  if (rows.length === 0) return <EmptyState {...words.none} isCompact />
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm">
        {words.text}
      </Text>
      <Rows object={object} rows={rows} />
      {hasNextPage && (
        <Button variant="default" mt="sm" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {words.more}
        </Button>
      )}
    </>
  )
}

function Rows({ object, rows }: TabProps & { readonly rows: readonly HandMember[] }) {
  const mayWrite = useMay('overlay:write')
  return (
    <Table.ScrollContainer minWidth={640}>
      <Table verticalSpacing="sm" aria-label={words.label}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{strings.members.person}</Table.Th>
            <Table.Th>{words.what}</Table.Th>
            <Table.Th>{words.until}</Table.Th>
            <Table.Th>{words.by}</Table.Th>
            <Table.Th>{words.at}</Table.Th>
            {mayWrite && <Table.Th w={130} aria-label={strings.members.actions} />}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.person.id}>
              <Table.Th scope="row" fw={500}>
                <Anchor component={Link} to="/people/$id" params={{ id: row.person.id } as never} size="sm">
                  {row.person.display_name}
                </Anchor>
              </Table.Th>
              <Table.Td>{words.actions[row.action]}</Table.Td>
              <Table.Td>{row.until ?? words.forGood}</Table.Td>
              <Table.Td>{actorName(row.actor)}</Table.Td>
              <Table.Td>
                <Time at={row.created_at} />
              </Table.Td>
              {mayWrite && (
                <Table.Td>
                  <TakeBack object={object} row={row} />
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function TakeBack({ object, row }: TabProps & { readonly row: HandMember }) {
  const api = useApi()
  const { run, isBusy } = useDeed()
  const of = {
    ...{ id: object.overlay_object.organization_id, kind: object.kind, object_id: object.id },
    person_id: row.person.id,
  }
  const takeBack = () =>
    run(
      () => api.delete('/organizations/{id}/member_objects/{kind}/{object_id}/hand_members/{person_id}', { path: of }),
      {
        done: strings.members.takenBack,
      },
    )
  return (
    <Button variant="default" size="xs" loading={isBusy} onClick={() => void takeBack()}>
      {strings.members.takeBack}
    </Button>
  )
}
