import { Button, Text } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import type { DirectoryGroup } from '../../shared/api-types.ts'
import { type ListColumn, ListTable } from '../../shared/list-table.tsx'
import { Time } from '../../shared/time.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import type { TabProps } from './directory-tabs.tsx'
import { strings } from './strings.en.ts'
import { useTabPage } from './use-tab-page.ts'

const words = strings.groups

const columns: readonly ListColumn<DirectoryGroup>[] = [
  {
    key: 'name',
    title: words.name,
    render: ({ name }) => (
      <Text size="sm" fw={500}>
        {name}
      </Text>
    ),
  },
  { key: 'source', title: words.sourceId, render: ({ idp_id }) => <code>{idp_id}</code> },
  { key: 'changed', title: words.changed, render: ({ updated_at }) => <Time at={updated_at} /> },
]

/** The groups of a directory; to search them is the work of the list of groups. */
export function GroupsTab({ directory: { id } }: TabProps) {
  const navigate = useNavigate()
  const { page, onPage } = useTabPage()
  const query = { directory: id, limit: '25', ...page }
  const { data, error, isFetching, refetch } = useApiQuery('/directory_groups', { query })
  return (
    <ListTable
      name="directory-groups"
      label={words.label}
      rows={data?.data}
      rowId={(group) => group.id}
      rowName={({ name }) => name}
      columns={columns}
      isLoading={isFetching}
      error={error}
      onRetry={() => void refetch()}
      empty={{ title: words.empty, text: words.emptyText }}
      {...(data && { page: data.list_metadata })}
      onPage={onPage}
      onOpen={(group) => void navigate({ to: `/groups/${group.id}` as never })}
      actions={
        <Button
          component={Link}
          to="/groups"
          search={{ directory: id } as never}
          variant="default"
          leftSection={<IconSearch size={16} aria-hidden />}
        >
          {words.all}
        </Button>
      }
    />
  )
}
