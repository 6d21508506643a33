import { Badge, Group, Select, Stack, Text } from '@mantine/core'
import { IconLink, IconPlayerPlay, IconUserOff, IconUserPlus } from '@tabler/icons-react'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Member } from '../../shared/api-types.ts'
import { EmptyState } from '../../shared/empty-state.tsx'
import { type ListColumn, ListTable } from '../../shared/list-table.tsx'
import { StatusBadge } from '../../shared/status-badge.tsx'
import { Time } from '../../shared/time.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { useSession } from '../session.ts'
import { DeedButton } from './deed-button.tsx'
import { InviteMember } from './invite-member.tsx'
import { MadeSecret } from './made-secret.tsx'
import { ReasonNotice } from './reason-notice.tsx'
import { RoleTable } from './role-table.tsx'
import { type RowDeed, RowMenu } from './row-menu.tsx'
import { strings } from './strings.en.ts'
import { type Allowed, useAllowed } from './use-allowed.ts'
import { type MemberDeeds, useMemberDeeds } from './use-member-deeds.ts'

const route = getRouteApi('/shell/settings')
const words = strings.team

/** Who opens the dashboard, and what each may do. */
export function TeamTab() {
  const { data: session } = useSession()
  // The team is that of the whole server: whoever is bound to one organization is not told of it.
  if (session && session.organization_id !== null) return <EmptyState {...words.bound} />
  return (
    <Stack gap="lg">
      <Members />
      <RoleTable />
    </Stack>
  )
}

function Members() {
  const { before, after } = route.useSearch()
  const navigate = useNavigate()
  const { data: session } = useSession()
  const allowed = useAllowed('members:write')
  const deeds = useMemberDeeds()
  const [isInviting, setInviting] = useState(false)
  const list = useApiQuery('/members', { query: { limit: '25', order: 'asc', before, after } })
  const button = (
    <DeedButton
      allowed={allowed}
      leftSection={<IconUserPlus size={16} aria-hidden />}
      onClick={() => setInviting(true)}
    >
      {words.invite}
    </DeedButton>
  )
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {words.text}
      </Text>
      <ReasonNotice allowed={allowed} />
      <ListTable<Member>
        name="members"
        label={strings.tabs.team}
        rows={list.data?.data}
        rowId={({ id }) => id}
        rowName={({ name }) => name}
        columns={memberColumns({ allowed, deeds, ownEmail: session?.email ?? null })}
        isLoading={list.isFetching}
        error={list.error}
        onRetry={() => void list.refetch()}
        empty={words.empty}
        {...(list.data && { page: list.data.list_metadata })}
        onPage={(to) => void navigate({ to: '/settings', search: { tab: 'team', ...to } })}
        actions={button}
      />
      <InviteMember opened={isInviting} onClose={() => setInviting(false)} />
      <MadeSecret
        opened={deeds.link !== null}
        title={words.link.title}
        label={words.link.label}
        text={words.link.again(deeds.link?.name ?? '')}
        value={deeds.link?.url ?? ''}
        done={words.link.done}
        onClose={deeds.closeLink}
      />
    </Stack>
  )
}

type Columns = { readonly allowed: Allowed; readonly deeds: MemberDeeds; readonly ownEmail: string | null }

function memberColumns({ allowed, deeds, ownEmail }: Columns): readonly ListColumn<Member>[] {
  return [
    { key: 'name', title: words.name, render: (member) => <Name member={member} isOwn={member.email === ownEmail} /> },
    {
      key: 'role',
      title: words.role,
      width: 170,
      render: (member) => <RoleSelect member={member} isDisabled={!allowed.may} onChange={deeds.changeRole} />,
    },
    { key: 'state', title: words.state, render: ({ state }) => <State state={state} /> },
    {
      key: 'sign-in',
      title: words.signIn,
      render: (member) => (
        <Group gap="xs">
          <Time at={member.last_sign_in_at} missing={words.never} />
          {member.uses_single_sign_on && (
            <Badge variant="light" color="gray">
              {words.sso}
            </Badge>
          )}
        </Group>
      ),
    },
    {
      key: 'actions',
      title: strings.actions,
      width: 96,
      fixed: true,
      render: (member) => (
        <RowMenu label={words.actionsOf(member.name)} allowed={allowed} deeds={memberMenu(member, deeds)} />
      ),
    },
  ]
}

/** A member's state; that of a deactivated one looks like that of other things that are switched off. */
function State({ state }: Pick<Member, 'state'>) {
  if (state !== 'deactivated') return <StatusBadge state={state} />
  return <StatusBadge state="disabled" label={words.deactivatedState} />
}

function Name({ member, isOwn }: { readonly member: Member; readonly isOwn: boolean }) {
  return (
    <div>
      <Group gap="xs">
        <Text size="sm" fw={500}>
          {member.name}
        </Text>
        {isOwn && <Badge variant="light">{words.you}</Badge>}
      </Group>
      <Text size="xs" c="dimmed">
        {member.email}
      </Text>
    </div>
  )
}

type RoleSelectProps = {
  readonly member: Member
  readonly isDisabled: boolean
  readonly onChange: (member: Member, role: Member['role']) => void
}

function RoleSelect({ member, isDisabled, onChange }: RoleSelectProps) {
  const data = Object.entries(strings.roleNames).map(([value, label]) => ({ value, label }))
  return (
    <Select
      size="xs"
      aria-label={words.roleOf(member.name)}
      data={data}
      value={member.role}
      allowDeselect={false}
      disabled={isDisabled || member.state === 'deactivated'}
      onChange={(role) => role && onChange(member, role as Member['role'])}
    />
  )
}

function memberMenu(member: Member, deeds: MemberDeeds): readonly RowDeed[] {
  if (member.state === 'deactivated') {
    const icon = <IconPlayerPlay size={16} aria-hidden />
    return [{ label: words.reactivate, icon, onRun: () => void deeds.reactivate(member) }]
  }
  return [
    { label: words.newLink, icon: <IconLink size={16} aria-hidden />, onRun: () => void deeds.makeLink(member) },
    {
      label: words.deactivate,
      icon: <IconUserOff size={16} aria-hidden />,
      isDangerous: true,
      onRun: () => void deeds.deactivate(member),
    },
  ]
}
