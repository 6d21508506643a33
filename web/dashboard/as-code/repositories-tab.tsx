import { ActionIcon, Anchor, Button, Menu, Text } from '@mantine/core'
import { IconDots, IconGitBranch, IconPlus, IconRefresh, IconTrash } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import type { ConfigRepository } from '../../shared/api-types.ts'
import { useConfirm } from '../../shared/confirm.tsx'
import { type ListColumn, ListTable } from '../../shared/list-table.tsx'
import { StatusBadge } from '../../shared/status-badge.tsx'
import { Time } from '../../shared/time.tsx'
import { useApi, useApiQuery } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { useMay } from '../session.ts'
import { strings } from './strings.en.ts'

const FollowForm = lazy(async () => ({ default: (await import('./follow-form.tsx')).FollowForm }))

const words = strings.repositories
const looks = { waiting: 'queued', followed: 'active', failed: 'failing' } as const

const columns: readonly ListColumn<ConfigRepository>[] = [
  { key: 'name', title: words.columns.name, render: (repository) => <Name repository={repository} /> },
  { key: 'state', title: words.columns.state, width: 170, render: (one) => <State repository={one} /> },
  { key: 'commit', title: words.columns.commit, render: (one) => <Commit repository={one} /> },
  { key: 'apply', title: words.columns.apply, width: 190, render: (one) => words.autoApply[one.auto_apply] },
  { key: 'looked', title: words.columns.looked, width: 130, render: (one) => <Time at={one.looked_at} /> },
  { key: 'menu', title: '', width: 60, fixed: true, render: (one) => <RepositoryMenu repository={one} /> },
]

/** The git repositories that are followed for an organization. */
export function RepositoriesTab({ organization }: { readonly organization: string }) {
  const [isAdding, setAdding] = useState(false)
  const mayApply = useMay('plans:apply')
  const list = useApiQuery(
    '/organizations/{id}/config_repositories',
    { path: { id: organization }, query: {} },
    { every: 15_000 },
  )
  const add = (
    <Button disabled={!mayApply} leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
      {words.add}
    </Button>
  )
  return (
    <>
      <ListTable<ConfigRepository>
        name="repositories"
        label={words.label}
        rows={list.data?.data}
        rowId={({ id }) => id}
        rowName={({ name }) => name}
        columns={columns}
        isLoading={list.isFetching}
        error={list.error}
        onRetry={() => void list.refetch()}
        empty={{ ...words.empty, icon: <IconGitBranch size={26} stroke={1.5} />, action: add }}
        actions={list.data && list.data.data.length > 0 ? add : null}
      />
      {isAdding && (
        <Suspense>
          <FollowForm organization={organization} onClose={() => setAdding(false)} />
        </Suspense>
      )}
    </>
  )
}

function Name({ repository: { name, branch, folder, url } }: { readonly repository: ConfigRepository }) {
  return (
    <div title={url}>
      <Text size="sm" fw={500} style={{ overflowWrap: 'anywhere' }}>
        {name}
      </Text>
      <Text size="xs" c="dimmed">
        {[branch, folder].filter(Boolean).join(' · ')}
      </Text>
    </div>
  )
}

function State({ repository: { status, error } }: { readonly repository: ConfigRepository }) {
  return (
    <>
      <StatusBadge state={looks[status]} label={words.states[status]} />
      {error && (
        <Text size="xs" c="dimmed" mt={4}>
          {error.text}
        </Text>
      )}
    </>
  )
}

function Commit({ repository: { commit, plan_id: plan } }: { readonly repository: ConfigRepository }) {
  if (!commit) {
    return (
      <Text size="sm" c="dimmed">
        {words.noCommit}
      </Text>
    )
  }
  return (
    <div title={commit.id}>
      <Text size="sm" lineClamp={1}>
        <code>{strings.commit(commit.id)}</code> {commit.subject}
      </Text>
      <Text size="xs" c="dimmed">
        {commit.author} <Time at={commit.committed_at} />
        {plan && ' · '}
        {plan && (
          <Anchor component={Link} to="/as-code/plans/$id" params={{ id: plan } as never} size="xs" underline="always">
            {words.plan}
          </Anchor>
        )}
      </Text>
    </div>
  )
}

function RepositoryMenu({ repository: { id, name } }: { readonly repository: ConfigRepository }) {
  const api = useApi()
  const confirm = useConfirm()
  const { run } = useDeed()
  const mayLook = useMay('plans:create')
  const mayApply = useMay('plans:apply')
  const path = { id }
  const look = () => run(() => api.post('/config_repositories/{id}/look', { path }), { done: words.looked })
  const remove = async () => {
    const asked = { title: words.removeTitle(name), text: words.removeText, action: words.remove, isDangerous: true }
    if (await confirm(asked))
      await run(() => api.delete('/config_repositories/{id}', { path }), { done: words.removed })
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={words.menu(name)}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item disabled={!mayLook} leftSection={<IconRefresh size={16} aria-hidden />} onClick={() => void look()}>
          {words.look}
        </Menu.Item>
        <Menu.Item
          disabled={!mayApply}
          color="red"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => void remove()}
        >
          {words.remove}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
