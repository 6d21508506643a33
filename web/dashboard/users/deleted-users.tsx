import { Button, Group, Stack } from '@mantine/core'
import { IconRestore } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { DeletedDirectoryUser } from '../../shared/api-types.ts'
import { useConfirm } from '../../shared/confirm.tsx'
import { EmptyState } from '../../shared/empty-state.tsx'
import { type ListColumn, ListTable } from '../../shared/list-table.tsx'
import { Time } from '../../shared/time.tsx'
import { useApi, useApiQuery } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { useMay } from '../session.ts'
import { strings } from './strings.en.ts'
import { nameOf } from './user-name.ts'
import type { UsersSearch } from './users-search.ts'

const words = strings.columns

type DeletedUsersProps = { readonly search: UsersSearch; readonly filters: ReactNode }

/** The users of a directory who were deleted and can be restored. */
export function DeletedUsers({ search, filters }: DeletedUsersProps) {
  if (search.directory) return <DeletedOf directory={search.directory} search={search} filters={filters} />
  return (
    <Stack>
      <Group>{filters}</Group>
      <EmptyState title={strings.deleted.choose} text={strings.deleted.chooseText} />
    </Stack>
  )
}

function DeletedOf({ directory, search, filters }: DeletedUsersProps & { readonly directory: string }) {
  const navigate = useNavigate({ from: '/users' })
  const { after, before } = search
  const query = { after, before, limit: 25 }
  const list = useApiQuery('/directories/{id}/deleted_users', { path: { id: directory }, query })
  const mayRestore = useMay('directory_users:write')
  return (
    <ListTable<DeletedDirectoryUser>
      name="deleted-users"
      label={strings.states.deleted}
      rows={list.data?.data}
      rowId={({ id }) => id}
      rowName={nameOf}
      columns={mayRestore ? [...columns, restoreColumn] : columns}
      isLoading={list.isFetching}
      error={list.error}
      onRetry={() => void list.refetch()}
      empty={{ title: strings.deleted.none, text: strings.deleted.noneText }}
      {...(list.data && { page: list.data.list_metadata })}
      pageWords={strings.pages}
      onPage={(to) => void navigate({ search: (now) => ({ ...now, after: undefined, before: undefined, ...to }) })}
      onOpen={({ id }) => void navigate({ to: '/users/$id', params: { id } })}
      filters={filters}
    />
  )
}

const columns: readonly ListColumn<DeletedDirectoryUser>[] = [
  { key: 'name', title: words.name, render: nameOf },
  { key: 'email', title: words.email, render: ({ email }) => email },
  { key: 'deleted', title: words.deleted, render: ({ deleted_at }) => <Time at={deleted_at} /> },
  { key: 'by', title: words.by, render: ({ deleted_by }) => deleted_by.source },
  { key: 'until', title: words.until, render: ({ restorable_until }) => <Time at={restorable_until} form="exact" /> },
]

const restoreColumn: ListColumn<DeletedDirectoryUser> = {
  key: 'restore',
  title: strings.deleted.restore,
  render: (user) => <RestoreButton user={user} />,
}

function RestoreButton({ user }: { readonly user: DeletedDirectoryUser }) {
  const api = useApi()
  const confirm = useConfirm()
  const { run, isBusy } = useDeed()
  const name = nameOf(user)
  async function restore() {
    const { restoreTitle, restoreText, restore: action, restored } = strings.deleted
    const answer = await confirm({ title: restoreTitle(name), text: restoreText, action })
    if (answer)
      await run(() => api.post('/directory_users/{id}/restore', { path: { id: user.id } }), { done: restored })
  }
  return (
    <Button
      size="compact-sm"
      variant="default"
      loading={isBusy}
      leftSection={<IconRestore size={14} aria-hidden />}
      aria-label={`${strings.deleted.restore} ${name}`}
      onClick={(event) => {
        event.stopPropagation()
        void restore()
      }}
    >
      {strings.deleted.restore}
    </Button>
  )
}
