import { Button, Text } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import type { DirectoryUser } from '../../shared/api-types.ts'
import { type ListColumn, ListTable } from '../../shared/list-table.tsx'
import { StatusBadge } from '../../shared/status-badge.tsx'
import { Time } from '../../shared/time.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import type { TabProps } from './directory-tabs.tsx'
import { strings } from './strings.en.ts'
import { useTabPage } from './use-tab-page.ts'

const words = strings.users

const nameOf = ({ name, first_name, last_name, email, username, id }: DirectoryUser) =>
  name ?? ([first_name, last_name].filter(Boolean).join(' ') || email || username || id)

const columns: readonly ListColumn<DirectoryUser>[] = [
  {
    key: 'name',
    title: words.name,
    render: (user) => (
      <Text size="sm" fw={500}>
        {nameOf(user)}
      </Text>
    ),
  },
  { key: 'email', title: words.email, render: ({ email }) => email ?? '–' },
  { key: 'title', title: words.title, render: ({ job_title }) => job_title ?? '–' },
  { key: 'state', title: words.state, render: ({ state }) => <StatusBadge state={state} size="sm" /> },
  { key: 'changed', title: words.changed, render: ({ updated_at }) => <Time at={updated_at} /> },
]

/** The users of a directory; to search and filter them is the work of the list of users. */
export function UsersTab({ directory: { id } }: TabProps) {
  const navigate = useNavigate()
  const { page, onPage } = useTabPage()
  const query = { directory: id, limit: '25', ...page }
  const { data, error, isFetching, refetch } = useApiQuery('/directory_users', { query })
  return (
    <ListTable
      name="directory-users"
      label={words.label}
      rows={data?.data}
      rowId={(user) => user.id}
      rowName={nameOf}
      columns={columns}
      isLoading={isFetching}
      error={error}
      onRetry={() => void refetch()}
      empty={{ title: words.empty, text: words.emptyText }}
      {...(data && { page: data.list_metadata })}
      onPage={onPage}
      onOpen={(user) => void navigate({ to: `/users/${user.id}` as never })}
      actions={
        <Button
          component={Link}
          to="/users"
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
