import { Anchor, Code, Text, Tooltip } from '@mantine/core'
import { IconPlus, IconRefresh, IconTrash } from '@tabler/icons-react'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { ApiKey } from '../../shared/api-types.ts'
import { useConfirm } from '../../shared/confirm.tsx'
import { type ListColumn, ListTable } from '../../shared/list-table.tsx'
import { useObjectName } from '../../shared/pickers/object-name.tsx'
import { Time } from '../../shared/time.tsx'
import { useApi, useApiQuery } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { DeedButton } from './deed-button.tsx'
import { NewApiKey } from './new-api-key.tsx'
import { RowMenu } from './row-menu.tsx'
import { strings } from './strings.en.ts'
import { type Allowed, useAllowed } from './use-allowed.ts'

const route = getRouteApi('/shell/settings')
const words = strings.keys

/** The keys of the API: made, rotated and revoked. Each is shown once, when it is made. */
export function ApiKeysTab() {
  const { before, after } = route.useSearch()
  const navigate = useNavigate()
  const allowed = useAllowed('api_keys:write', { ofOrganization: true })
  const [form, setForm] = useState<{ readonly rotated: ApiKey | null } | null>(null)
  const list = useApiQuery('/api_keys', { query: { limit: '25', before, after } })
  const revoke = useRevoke()
  const button = (
    <DeedButton
      allowed={allowed}
      leftSection={<IconPlus size={16} aria-hidden />}
      onClick={() => setForm({ rotated: null })}
    >
      {words.create}
    </DeedButton>
  )
  return (
    <>
      <Text size="sm" c="dimmed" maw={720} mb="md">
        {words.text}
      </Text>
      <ListTable<ApiKey>
        name="api-keys"
        label={strings.tabs['api-keys']}
        rows={list.data?.data}
        rowId={({ id }) => id}
        rowName={({ name }) => name}
        columns={keyColumns({ allowed, onRotate: (rotated) => setForm({ rotated }), onRevoke: revoke })}
        isLoading={list.isFetching}
        error={list.error}
        onRetry={() => void list.refetch()}
        empty={words.empty}
        {...(list.data && { page: list.data.list_metadata })}
        onPage={(to) => void navigate({ to: '/settings', search: { tab: 'api-keys', ...to } })}
        actions={button}
      />
      <NewApiKey form={form} onClose={() => setForm(null)} />
    </>
  )
}

type KeyDeeds = {
  readonly allowed: Allowed
  readonly onRotate: (key: ApiKey) => void
  readonly onRevoke: (key: ApiKey) => void
}

function keyColumns({ allowed, onRotate, onRevoke }: KeyDeeds): readonly ListColumn<ApiKey>[] {
  return [
    {
      key: 'name',
      title: words.name,
      render: ({ name }) => (
        <Text size="sm" fw={500}>
          {name}
        </Text>
      ),
    },
    { key: 'key', title: words.key, render: (key) => <Code>{key.obfuscated_value}</Code> },
    { key: 'permissions', title: words.permissions, render: (key) => <Permissions permissions={key.permissions} /> },
    { key: 'organization', title: words.organization, render: ({ owner }) => <Owner id={owner?.id ?? null} /> },
    { key: 'expires', title: words.expires, render: (key) => <Time at={key.expires_at} missing={words.never} /> },
    { key: 'used', title: words.lastUsed, render: (key) => <Time at={key.last_used_at} missing={words.neverUsed} /> },
    {
      key: 'actions',
      title: strings.actions,
      width: 96,
      fixed: true,
      render: (key) => (
        <RowMenu
          label={words.actionsOf(key.name)}
          allowed={allowed}
          deeds={[
            { label: words.rotate, icon: <IconRefresh size={16} aria-hidden />, onRun: () => onRotate(key) },
            {
              label: words.revoke,
              icon: <IconTrash size={16} aria-hidden />,
              isDangerous: true,
              onRun: () => onRevoke(key),
            },
          ]}
        />
      ),
    },
  ]
}

function Permissions({ permissions }: Pick<ApiKey, 'permissions'>) {
  if (permissions.includes('*')) return <Text size="sm">{words.all}</Text>
  if (permissions.length === 1) return <Text size="sm">{permissions[0]}</Text>
  return (
    <Tooltip label={permissions.join(', ')} multiline maw={320} events={{ hover: true, focus: true, touch: true }}>
      <Text size="sm" component="span" tabIndex={0} td="underline dotted">
        {words.count(permissions.length)}
      </Text>
    </Tooltip>
  )
}

function Owner({ id }: { readonly id: string | null }) {
  const name = useObjectName('organization', id)
  if (id === null) return <Text size="sm">{words.everyOrganization}</Text>
  return (
    <Anchor size="sm" renderRoot={(props) => <Link to="/organizations/$id" params={{ id }} {...props} />}>
      {name ?? id}
    </Anchor>
  )
}

/** Revokes a key, after saying when it was last used. */
function useRevoke(): (key: ApiKey) => void {
  const api = useApi()
  const confirm = useConfirm()
  const { run } = useDeed()
  return async ({ id, name, last_used_at: usedAt }) => {
    const text = (
      <>
        {words.revokeText}
        {usedAt && (
          <>
            {' '}
            {words.lastUsedText}
            <Time at={usedAt} />.
          </>
        )}
      </>
    )
    const question = { title: words.revokeTitle(name), text, action: words.revoke, isDangerous: true }
    if (!(await confirm({ ...question, cannotBeUndone: true }))) return
    await run(() => api.delete('/api_keys/{id}', { path: { id } }), { done: words.revoked(name) })
  }
}
