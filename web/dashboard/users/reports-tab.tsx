import { Anchor, Stack, Text, Title } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { DirectoryUser } from '../../shared/api-types.ts'
import { type ListColumn, type ListPageTo, ListTable } from '../../shared/list-table.tsx'
import { StatusBadge } from '../../shared/status-badge.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { strings } from './strings.en.ts'
import { nameOf, textOf } from './user-name.ts'

const words = strings.reports

/** Whom a user reports to, and who reports to the user. */
export function ReportsTab({ user }: { readonly user: DirectoryUser }) {
  const [page, setPage] = useState<ListPageTo>({})
  const navigate = useNavigate()
  const filter = { manager: user.id, directory: user.directory_id }
  const list = useApiQuery('/directory_users', { query: { ...filter, ...page, sort: 'name', limit: 25 } })
  const count = useApiQuery('/directory_users/count', { query: filter }).data
  return (
    <Stack gap="lg">
      <section>
        <Title order={2} fz="sm" mb={6}>
          {words.manager}
        </Title>
        <Manager user={user} />
      </section>
      <section>
        <Title order={2} fz="sm" mb={6}>
          {words.title}
        </Title>
        {count && count.count > 0 && (
          <Text size="sm" c="dimmed" mb="xs">
            {words.count(count.count)}
          </Text>
        )}
        <ListTable<DirectoryUser>
          name="reports"
          label={words.title}
          isCompact
          rows={list.data?.data}
          rowId={({ id }) => id}
          rowName={nameOf}
          columns={columns}
          isLoading={list.isFetching}
          error={list.error}
          onRetry={() => void list.refetch()}
          empty={words.empty}
          {...(list.data && { page: list.data.list_metadata })}
          pageWords={strings.pages}
          onPage={setPage}
          onOpen={({ id }) => void navigate({ to: '/users/$id', params: { id } })}
        />
      </section>
    </Stack>
  )
}

const columns: readonly ListColumn<DirectoryUser>[] = [
  { key: 'name', title: strings.columns.name, render: nameOf },
  { key: 'title', title: strings.columns.title, render: ({ job_title }) => job_title },
  { key: 'department', title: strings.columns.department, render: (user) => textOf(user, 'department_name') },
  { key: 'state', title: strings.columns.state, render: ({ state }) => <StatusBadge state={state} size="sm" /> },
]

function Manager({ user }: { readonly user: DirectoryUser }) {
  const named = textOf(user, 'manager_id')
  const query = { directory: user.directory_id, search: named ?? '', limit: 5 }
  const { data } = useApiQuery('/directory_users', { query }, { isEnabled: named !== null, keepsPrevious: false })
  if (named === null) return <Text size="sm">{words.noManager}</Text>
  if (!data) return null
  const manager = data.data.find((one) => isNamed(one, named))
  if (manager) {
    return (
      <Anchor component={Link} to="/users/$id" params={{ id: manager.id } as never} size="sm">
        {nameOf(manager)}
      </Anchor>
    )
  }
  return (
    <Text size="sm">
      {words.unknownManager} <code>{textOf(user, 'manager_name') ?? named}</code>
    </Text>
  )
}

/** Sources name managers by their own ids, by ours, by logins or by addresses. */
function isNamed({ id, idp_id, username, email }: DirectoryUser, name: string): boolean {
  return [id, idp_id, username, email].some((one) => one?.toLowerCase() === name.toLowerCase())
}
