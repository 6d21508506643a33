import { Anchor, Button, Group, Menu, Stack, Text, UnstyledButton } from '@mantine/core'
import { IconDots, IconUserPlus } from '@tabler/icons-react'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import type { ObjectMember } from '../../shared/api-types.ts'
import { useConfirm } from '../../shared/confirm.tsx'
import { type ListColumn, ListTable } from '../../shared/list-table.tsx'
import { AskOfPerson } from '../../shared/memberships/ask-of-person.tsx'
import { reasonText } from '../../shared/memberships/reason-text.ts'
import { WhyButton } from '../../shared/memberships/why-button.tsx'
import { SearchField } from '../../shared/search-field.tsx'
import { StatusBadge } from '../../shared/status-badge.tsx'
import { Time } from '../../shared/time.tsx'
import { useApi, useApiQuery } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { useMay } from '../session.ts'
import { strings } from './strings.en.ts'
import type { TabProps } from './team-page.tsx'
import type { TeamSearch } from './teams-search.ts'

const AddMember = lazy(async () => ({ default: (await import('./add-member.tsx')).AddMember }))

const route = getRouteApi('/shell/teams/$kind/$id')
const words = strings.members

/** Who is in an object, each with why and since when. */
export function MembersTab({ object }: TabProps) {
  const { search: text, after, before } = route.useSearch()
  const navigate = useNavigate({ from: '/teams/$kind/$id' })
  const { organization_id: organization } = object.overlay_object
  const path = { id: organization, kind: object.kind, object_id: object.id }
  const query = { search: text, after, before, limit: 50 }
  const list = useApiQuery('/organizations/{id}/member_objects/{kind}/{object_id}/members', { path, query })
  const canChange = useMay('overlay:write') && object.mode !== 'exact'
  const to = (part: Partial<TeamSearch>) =>
    void navigate({ search: (now) => ({ ...now, after: undefined, before: undefined, ...part }), replace: true })
  return (
    <>
      <ListTable<ObjectMember>
        name="object-members"
        label={words.label}
        rows={list.data?.data}
        rowId={({ person }) => person.id}
        rowName={({ person }) => person.display_name}
        columns={[...memberColumns, actionsOf(object, canChange)]}
        isLoading={list.isFetching}
        error={list.error}
        onRetry={() => void list.refetch()}
        empty={words.none}
        isFiltered={Boolean(text)}
        onClearFilters={() => to({ search: undefined })}
        {...(!text && { count: object.members })}
        {...(list.data && { page: list.data.list_metadata })}
        pageWords={strings.pages}
        onPage={to}
        search={
          <SearchField value={text ?? ''} label={words.search} onChange={(next) => to({ search: next || undefined })} />
        }
        {...(canChange && { actions: <AddButton object={object} /> })}
      />
      <AskOfPerson organization={organization} object={object} />
    </>
  )
}

function AddButton({ object }: TabProps) {
  const [isOpen, setOpen] = useState(false)
  const [wasOpened, setWasOpened] = useState(false)
  return (
    <>
      <Button
        leftSection={<IconUserPlus size={16} aria-hidden />}
        onClick={() => {
          setWasOpened(true)
          setOpen(true)
        }}
      >
        {words.add}
      </Button>
      {wasOpened && (
        <Suspense>
          <AddMember object={object} isOpen={isOpen} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}

/** The person of a row, as a link to their page. */
export function MemberName({ person }: Pick<ObjectMember, 'person'>) {
  return (
    <Group gap={8} wrap="nowrap">
      <Anchor component={Link} to="/people/$id" params={{ id: person.id } as never} size="sm" fw={500}>
        {person.display_name}
      </Anchor>
      {person.status !== 'active' && <StatusBadge state={person.status} size="sm" />}
    </Group>
  )
}

const memberColumns: readonly ListColumn<ObjectMember>[] = [
  { key: 'person', title: words.person, width: '34%', render: ({ person }) => <MemberName person={person} /> },
  {
    key: 'why',
    title: words.why,
    render: ({ reasons }) => (
      <Stack gap={2}>
        {reasons.map((reason) => (
          <Text key={JSON.stringify(reason)} size="sm">
            {reasonText(reason, { isRuleShown: true })}
          </Text>
        ))}
      </Stack>
    ),
  },
  { key: 'since', title: words.since, width: 150, render: ({ since }) => since && <Time at={since} /> },
]

function actionsOf(object: TabProps['object'], canChange: boolean): ListColumn<ObjectMember> {
  return {
    key: 'actions',
    title: words.actions,
    width: 120,
    fixed: true,
    render: (member) => (
      <Group gap={4} wrap="nowrap" justify="flex-end">
        <WhyButton person={{ id: member.person.id, name: member.person.display_name }} object={object} />
        {canChange && <Actions object={object} member={member} />}
      </Group>
    ),
  }
}

function Actions({ object, member }: TabProps & { readonly member: ObjectMember }) {
  const api = useApi()
  const confirm = useConfirm()
  const { run } = useDeed()
  const { person } = member
  const path = { id: object.overlay_object.organization_id, kind: object.kind, object_id: object.id }
  const isByHand = member.reasons.some(({ by }) => by === 'hand')
  async function keepOut() {
    const title = words.keepOutTitle(person.display_name)
    if (!(await confirm({ title, text: words.keepOutText(object.name), action: words.keepOut }))) return
    const body = { person_id: person.id, action: 'remove' } as const
    await run(() => api.post('/organizations/{id}/member_objects/{kind}/{object_id}/hand_members', { path, body }), {
      done: words.keptOut,
    })
  }
  const takeBack = () =>
    run(
      () =>
        api.delete('/organizations/{id}/member_objects/{kind}/{object_id}/hand_members/{person_id}', {
          path: { ...path, person_id: person.id },
        }),
      { done: words.takenBack },
    )
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <UnstyledButton aria-label={words.actionsOf(person.display_name)} p={4} lh={0}>
          <IconDots size={16} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {isByHand && <Menu.Item onClick={() => void takeBack()}>{words.takeBack}</Menu.Item>}
        <Menu.Item onClick={() => void keepOut()}>{words.keepOut}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
