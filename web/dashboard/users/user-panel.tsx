import { Anchor, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { DirectoryUser } from '../../shared/api-types.ts'
import { CopyField } from '../../shared/copy-field.tsx'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { SidePanel } from '../../shared/side-panel.tsx'
import { Time } from '../../shared/time.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { strings } from './strings.en.ts'
import { UserFacts } from './user-facts.tsx'
import { nameOf } from './user-name.ts'

type UserPanelProps = {
  readonly id: string | undefined
  /** The user as the list has it, until all is read. */
  readonly listed: DirectoryUser | undefined
  readonly onClose: () => void
}

/** The short form of a user, beside the list. */
export function UserPanel({ id, listed, onClose }: UserPanelProps) {
  const { data, error } = useApiQuery(
    '/directory_users/{id}',
    { path: { id: id ?? '' } },
    { isEnabled: id !== undefined, keepsPrevious: false },
  )
  const user = data ?? listed
  return (
    <SidePanel
      opened={id !== undefined}
      onClose={onClose}
      title={user ? nameOf(user) : strings.title}
      {...(id && { fullPage: `/users/${id}` })}
    >
      {error && <ErrorNotice error={error} />}
      {user && <ShortForm user={user} />}
    </SidePanel>
  )
}

const shownGroups = 12
const shownEvents = 6

function ShortForm({ user }: { readonly user: DirectoryUser }) {
  return (
    <Stack gap="lg">
      <UserFacts user={user} />
      <section>
        <Title order={3} fz="sm" mb={6}>
          {strings.panel.groups}
        </Title>
        <Group gap={6}>
          {user.groups.slice(0, shownGroups).map((group) => (
            <Anchor key={group.id} component={Link} to="/groups/$id" params={{ id: group.id } as never} size="sm">
              {group.name}
            </Anchor>
          ))}
          {user.groups.length > shownGroups && (
            <Text size="sm" c="dimmed">
              {strings.panel.more(user.groups.length - shownGroups)}
            </Text>
          )}
          {user.groups.length === 0 && (
            <Text size="sm" c="dimmed">
              {strings.panel.none}
            </Text>
          )}
        </Group>
      </section>
      <Lately id={user.id} />
      <CopyField label={strings.page.id} value={user.id} />
      <CopyField label={strings.page.idpId} value={user.idp_id} />
    </Stack>
  )
}

function Lately({ id }: { readonly id: string }) {
  const query = { limit: shownEvents, kinds: ['event'] }
  const { data } = useApiQuery('/directory_users/{id}/timeline', { path: { id }, query }, { keepsPrevious: false })
  return (
    <section>
      <Title order={3} fz="sm" mb={6}>
        {strings.panel.timeline}
      </Title>
      {data ? (
        <Stack gap={6} renderRoot={(props) => <ol {...props} />} m={0} p={0} style={{ listStyle: 'none' }}>
          {data.data.map((entry) => (
            <Group
              key={entry.id}
              renderRoot={(props) => <li {...props} />}
              justify="space-between"
              wrap="nowrap"
              gap="sm"
              align="flex-start"
            >
              <Text size="sm">{entry.text}</Text>
              <Text size="xs" c="dimmed" component="div">
                <Time at={entry.at} />
              </Text>
            </Group>
          ))}
        </Stack>
      ) : (
        <Skeleton h={80} />
      )}
    </section>
  )
}
