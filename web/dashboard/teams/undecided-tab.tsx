import { Code, Text } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { ObjectMember } from '../../shared/api-types.ts'
import { type ListColumn, type ListPageTo, ListTable } from '../../shared/list-table.tsx'
import { WhyButton } from '../../shared/memberships/why-button.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { MemberName } from './members-tab.tsx'
import { strings } from './strings.en.ts'
import type { TabProps } from './team-page.tsx'

const route = getRouteApi('/shell/teams/$kind/$id')
const words = strings.members

const columnsOf = (object: TabProps['object']): readonly ListColumn<ObjectMember>[] => [
  { key: 'person', title: words.person, width: '34%', render: ({ person }) => <MemberName person={person} /> },
  { key: 'missing', title: words.missing, render: ({ missing }) => <Code>{missing}</Code> },
  {
    key: 'why',
    title: words.why,
    width: 80,
    fixed: true,
    render: ({ person }) => <WhyButton person={{ id: person.id, name: person.display_name }} object={object} />,
  },
]

/** For whom the rule cannot be decided, and what is missing for it. */
export function UndecidedTab({ object }: TabProps) {
  const { after, before } = route.useSearch()
  const navigate = useNavigate({ from: '/teams/$kind/$id' })
  const path = { id: object.overlay_object.organization_id, kind: object.kind, object_id: object.id }
  const query = { after, before, limit: 50 }
  const list = useApiQuery('/organizations/{id}/member_objects/{kind}/{object_id}/undecided', { path, query })
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm" maw={680}>
        {words.undecidedText}
      </Text>
      <ListTable<ObjectMember>
        name="object-undecided"
        label={words.undecided}
        isCompact
        rows={list.data?.data}
        rowId={({ person }) => person.id}
        rowName={({ person }) => person.display_name}
        columns={columnsOf(object)}
        isLoading={list.isFetching}
        error={list.error}
        onRetry={() => void list.refetch()}
        empty={words.allDecided}
        count={object.unknown}
        {...(list.data && { page: list.data.list_metadata })}
        pageWords={strings.pages}
        onPage={(page: ListPageTo) =>
          void navigate({ search: (now) => ({ ...now, after: undefined, before: undefined, ...page }) })
        }
      />
    </>
  )
}
