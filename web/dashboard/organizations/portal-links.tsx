import { Button, Group, Stack, Text } from '@mantine/core'
import { IconLink } from '@tabler/icons-react'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { PortalLink } from '../../shared/api-types.ts'
import { useConfirm } from '../../shared/confirm.tsx'
import { type ListColumn, type ListPageTo, ListTable } from '../../shared/list-table.tsx'
import { StatusBadge } from '../../shared/status-badge.tsx'
import { Time } from '../../shared/time.tsx'
import { useApi, useApiQuery } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { linkState } from './link-state.ts'
import { NewPortalLink } from './new-portal-link.tsx'
import { strings } from './strings.en.ts'

const words = strings.links
const route = getRouteApi('/shell/organizations/$id')

/** The links that lead an organization's administrator through the set-up: made, opened when, ended how. */
export function PortalLinks({ organizationId }: { readonly organizationId: string }) {
  const { new: isMaking = false } = route.useSearch()
  const navigate = useNavigate({ from: '/organizations/$id' })
  const [page, setPage] = useState<ListPageTo>({})
  const query = { organization_id: organizationId, limit: '25', ...page }
  const { data, error, isFetching, refetch } = useApiQuery('/portal/links', { query })
  const directories = useDirectoryNames(organizationId)
  const make = (isOn: boolean) => void navigate({ search: { tab: 'links', new: isOn || undefined } })
  const button = (
    <Button leftSection={<IconLink size={16} aria-hidden />} onClick={() => make(true)}>
      {words.create}
    </Button>
  )
  return (
    <Stack gap="sm">
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <Text size="sm" c="dimmed" maw={680}>
          {words.text}
        </Text>
        {data?.data.length ? button : null}
      </Group>
      <ListTable
        name="portal-links"
        label={words.label}
        isCompact
        rows={data?.data}
        rowId={({ id }) => id}
        rowName={({ created_at }) => created_at}
        columns={columnsOf(directories)}
        isLoading={isFetching}
        error={error}
        onRetry={() => void refetch()}
        empty={{ title: words.emptyTitle, text: words.emptyText, action: button }}
        {...(data && { page: data.list_metadata })}
        onPage={setPage}
      />
      <NewPortalLink
        opened={isMaking}
        onClose={() => make(false)}
        organizationId={organizationId}
        directories={directories}
      />
    </Stack>
  )
}

/** The directories of an organization that a link can be for, by id. */
function useDirectoryNames(organizationId: string): ReadonlyMap<string, string> {
  const query = { organization_id: organizationId, limit: '100', sort: 'name', order: 'asc' }
  const { data } = useApiQuery('/directories', { query })
  return new Map(data?.data.map(({ id, name }) => [id, name]))
}

function columnsOf(directories: ReadonlyMap<string, string>): readonly ListColumn<PortalLink>[] {
  return [
    { key: 'state', title: words.state, render: (link) => <StatusBadge state={linkState(link, new Date())} /> },
    { key: 'made', title: words.made, render: ({ created_at }) => <Time at={created_at} /> },
    {
      key: 'opened',
      title: words.opened,
      render: ({ opened_at }) => <Time at={opened_at} missing={words.neverOpened} />,
    },
    { key: 'ends', title: words.ends, render: ({ expires_at }) => <Time at={expires_at} /> },
    {
      key: 'directory',
      title: words.directory,
      render: ({ directory_id: id }) => (id ? (directories.get(id) ?? id) : words.anyDirectory),
    },
    {
      key: 'contacts',
      title: words.contacts,
      render: ({ it_contact_emails }) => it_contact_emails.join(', ') || '–',
    },
    { key: 'actions', title: words.actions, render: (link) => <Revoke link={link} /> },
  ]
}

function Revoke({ link }: { readonly link: PortalLink }) {
  const api = useApi()
  const confirm = useConfirm()
  const { run, isBusy } = useDeed()
  const state = linkState(link, new Date())
  if (state === 'expired' || state === 'revoked') return null
  const revoke = async () => {
    const isSure = await confirm({
      title: words.revokeTitle,
      text: words.revokeText,
      action: words.revoke,
      isDangerous: true,
    })
    if (isSure) await run(() => api.delete('/portal/links/{id}', { path: { id: link.id } }), { done: words.revoked })
  }
  return (
    <Button size="compact-sm" variant="subtle" color="red" loading={isBusy} onClick={() => void revoke()}>
      {words.revoke}
    </Button>
  )
}
