import { Group, Skeleton, Stack, Table, Text, Title, Tooltip } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import type { PersonMembership, PersonWithDirectories } from '../../shared/api-types.ts'
import { EmptyState } from '../../shared/empty-state.tsx'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { AskOfObject } from '../../shared/memberships/ask-of-object.tsx'
import { reasonText } from '../../shared/memberships/reason-text.ts'
import { WhyButton } from '../../shared/memberships/why-button.tsx'
import type { Membership } from '../../shared/memberships/why-panel.tsx'
import { Time } from '../../shared/time.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { strings } from './strings.en.ts'

const words = strings.memberships
const kinds = ['Team', 'Group', 'OrgUnit'] as const

/** The teams, groups and org units that a person is in, why, and which cannot be decided for lack of a value. */
export function MembershipsTab({ person }: { readonly person: PersonWithDirectories }) {
  const { id, display_name: name, organization_id: organization } = person
  const { data, error, refetch } = useApiQuery('/people/{id}/memberships', { path: { id } })
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton h={240} aria-busy />
  const within = data.data.filter(({ missing }) => missing === null)
  const undecided = data.data.filter(({ missing }) => missing !== null)
  const of = { id, name }
  return (
    <Stack gap="lg">
      {data.data.length === 0 && <EmptyState {...words.empty} isCompact />}
      {kinds.map((kind) => (
        <OfKind key={kind} person={of} title={words.kinds[kind]} rows={within.filter((one) => one.kind === kind)} />
      ))}
      <OfKind person={of} title={words.undecided} text={words.undecidedText} rows={undecided} />
      <AskOfObject organization={organization} person={of} />
    </Stack>
  )
}

type OfKindProps = {
  readonly person: Membership['person']
  readonly title: string
  readonly text?: string
  readonly rows: readonly PersonMembership[]
}

function OfKind({ person, title, text, rows }: OfKindProps) {
  if (rows.length === 0) return null
  const isUndecided = rows[0]?.missing !== null
  return (
    <section>
      <Title order={2} fz="sm" mb={6}>
        {title}
      </Title>
      {text && (
        <Text size="sm" c="dimmed" mb="xs">
          {text}
        </Text>
      )}
      <Table.ScrollContainer minWidth={560}>
        <Table verticalSpacing="xs" aria-label={title} layout="fixed">
          <Table.Thead>
            <Table.Tr>
              <Table.Th w="32%">{words.name}</Table.Th>
              <Table.Th>{isUndecided ? words.missing : words.why}</Table.Th>
              <Table.Th w={140}>{isUndecided ? null : words.since}</Table.Th>
              <Table.Th w={80} aria-label={words.why} />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Row key={`${row.kind}/${row.object_id}`} person={person} row={row} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  )
}

function Row({ person, row }: { readonly person: Membership['person']; readonly row: PersonMembership }) {
  const { kind, object_id: id, name } = row
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500} style={{ verticalAlign: 'top' }}>
        <Group gap={6} wrap="nowrap">
          <span>{name}</span>
          <DeclaredAt place={row.managed_by} />
        </Group>
      </Table.Th>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        {row.missing === null ? (
          <Stack gap={2}>
            {row.reasons.map((reason) => (
              <Text key={JSON.stringify(reason)} size="sm">
                {reasonText(reason, { isRuleShown: false })}
              </Text>
            ))}
          </Stack>
        ) : (
          <code>{row.missing}</code>
        )}
      </Table.Td>
      <Table.Td style={{ verticalAlign: 'top' }}>{row.since && <Time at={row.since} />}</Table.Td>
      <Table.Td style={{ verticalAlign: 'top' }}>
        <WhyButton person={person} object={{ kind, id, name }} />
      </Table.Td>
    </Table.Tr>
  )
}

function DeclaredAt({ place }: { readonly place: PersonMembership['managed_by'] }) {
  if (!place || typeof place.file !== 'string') return null
  const label = words.declaredAt(`${place.file}${typeof place.line === 'number' ? `:${place.line}` : ''}`)
  return (
    <Tooltip label={label}>
      <IconLock size={14} stroke={1.8} role="img" aria-label={label} style={{ flexShrink: 0, opacity: 0.7 }} />
    </Tooltip>
  )
}
