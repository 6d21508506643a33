import { Stack, Text } from '@mantine/core'
import type { DirectoryUser } from '../../shared/api-types.ts'
import { formatNumber } from '../../shared/format.ts'
import type { ListColumn } from '../../shared/list-table.tsx'
import { ObjectName } from '../../shared/pickers/object-name.tsx'
import { StatusBadge } from '../../shared/status-badge.tsx'
import { Time } from '../../shared/time.tsx'
import { strings } from './strings.en.ts'
import { nameOf, textOf } from './user-name.ts'

const words = strings.columns

/** The columns of the list of users. */
export const userColumns: readonly ListColumn<DirectoryUser>[] = [
  { key: 'name', title: words.name, sortable: true, render: (user) => <Name user={user} /> },
  { key: 'state', title: words.state, width: 120, render: ({ state }) => <StatusBadge state={state} size="sm" /> },
  { key: 'title', title: words.title, render: ({ job_title }) => job_title },
  { key: 'department', title: words.department, render: (user) => textOf(user, 'department_name') },
  {
    key: 'directory',
    title: words.directory,
    render: (user) => <ObjectName kind="directory" id={user.directory_id} />,
  },
  {
    key: 'organization',
    title: words.organization,
    defaultHidden: true,
    render: (user) => <ObjectName kind="organization" id={user.organization_id} />,
  },
  { key: 'username', title: words.username, defaultHidden: true, render: ({ username }) => username },
  {
    key: 'groups',
    title: words.groups,
    numeric: true,
    defaultHidden: true,
    render: ({ groups }) => formatNumber(groups.length),
  },
  {
    key: 'updated_at',
    title: words.changed,
    sortable: true,
    width: 130,
    render: ({ updated_at }) => <Time at={updated_at} />,
  },
  {
    key: 'created_at',
    title: words.created,
    sortable: true,
    defaultHidden: true,
    width: 130,
    render: ({ created_at }) => <Time at={created_at} />,
  },
  { key: 'idp_id', title: words.idpId, defaultHidden: true, render: ({ idp_id }) => <code>{idp_id}</code> },
  { key: 'id', title: words.id, defaultHidden: true, render: ({ id }) => <code>{id}</code> },
]

function Name({ user }: { readonly user: DirectoryUser }) {
  return (
    <Stack gap={0} style={{ minWidth: 0 }}>
      <Text size="sm" fw={500} truncate>
        {nameOf(user)}
      </Text>
      <Text size="xs" c="dimmed" truncate>
        {user.email ?? user.username}
      </Text>
    </Stack>
  )
}
