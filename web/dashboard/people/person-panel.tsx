import { Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import type { PersonWithDirectories } from '../../shared/api-types.ts'
import { CopyField } from '../../shared/copy-field.tsx'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { SidePanel } from '../../shared/side-panel.tsx'
import { Time } from '../../shared/time.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { useMay } from '../session.ts'
import { PersonFacts } from './person-facts.tsx'
import { strings } from './strings.en.ts'

type PersonPanelProps = {
  readonly id: string | undefined
  /** The person as the list has it, until all is read. */
  readonly listed: PersonWithDirectories | undefined
  readonly onClose: () => void
}

/** The short form of a person, beside the list. */
export function PersonPanel({ id, listed, onClose }: PersonPanelProps) {
  const { data, error } = useApiQuery(
    '/people/{id}',
    { path: { id: id ?? '' } },
    { isEnabled: id !== undefined, keepsPrevious: false },
  )
  const person = data ?? listed
  return (
    <SidePanel
      opened={id !== undefined}
      onClose={onClose}
      title={person?.display_name ?? strings.title}
      {...(id && { fullPage: `/people/${id}` })}
    >
      {error && <ErrorNotice error={error} />}
      {person && (
        <Stack gap="lg">
          <PersonFacts person={person} />
          <Memberships id={person.id} />
          <Lately id={person.id} />
          <CopyField label={strings.page.id} value={person.id} />
        </Stack>
      )}
    </SidePanel>
  )
}

const shownMemberships = 12
const shownEvents = 6

function Memberships({ id }: { readonly id: string }) {
  const isEnabled = useMay('overlay:read')
  const { data } = useApiQuery('/people/{id}/memberships', { path: { id } }, { isEnabled, keepsPrevious: false })
  const within = data?.data.filter(({ missing }) => missing === null) ?? []
  if (!isEnabled) return null
  return (
    <section>
      <Title order={3} fz="sm" mb={6}>
        {strings.page.tabs.memberships}
      </Title>
      {data ? (
        <Text size="sm" {...(within.length === 0 && { c: 'dimmed' })}>
          {within.length === 0 ? strings.memberships.none : namesOf(within.map(({ name }) => name))}
        </Text>
      ) : (
        <Skeleton h={24} />
      )}
    </section>
  )
}

function namesOf(names: readonly string[]): string {
  const more = names.length - shownMemberships
  return [names.slice(0, shownMemberships).join(', '), ...(more > 0 ? [strings.page.more(more)] : [])].join(' ')
}

function Lately({ id }: { readonly id: string }) {
  const query = { limit: shownEvents, kinds: ['event'] }
  const { data } = useApiQuery('/people/{id}/timeline', { path: { id }, query }, { keepsPrevious: false })
  return (
    <section>
      <Title order={3} fz="sm" mb={6}>
        {strings.page.lately}
      </Title>
      {!data && <Skeleton h={80} />}
      <Stack gap={6} renderRoot={(props) => <ol {...props} />} m={0} p={0} style={{ listStyle: 'none' }}>
        {data?.data.map((entry) => (
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
    </section>
  )
}
