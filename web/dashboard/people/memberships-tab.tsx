import { Group, Skeleton, Stack, Table, Text, Title, Tooltip } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import type { PersonMembership, PersonWithDirectories } from '../../shared/api-types.ts'
import { EmptyState } from '../../shared/empty-state.tsx'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { Time } from '../../shared/time.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { reasonText } from './reason-text.ts'
import { strings } from './strings.en.ts'

const words = strings.memberships
const kinds = ['Team', 'Group', 'OrgUnit'] as const

/** The teams, groups and org units that a person is in, why, and which cannot be decided for lack of a value. */
export function MembershipsTab({ person: { id } }: { readonly person: PersonWithDirectories }) {
  const { data, error, refetch } = useApiQuery('/people/{id}/memberships', { path: { id } })
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton h={240} aria-busy />
  if (data.data.length === 0) return <EmptyState {...words.empty} isCompact />
  const within = data.data.filter(({ missing }) => missing === null)
  const undecided = data.data.filter(({ missing }) => missing !== null)
  return (
    <Stack gap="lg">
      {kinds.map((kind) => (
        <OfKind key={kind} title={words.kinds[kind]} rows={within.filter((one) => one.kind === kind)} />
      ))}
      <OfKind title={words.undecided} text={words.undecidedText} rows={undecided} />
    </Stack>
  )
}

type OfKindProps = { readonly title: string; readonly text?: string; readonly rows: readonly PersonMembership[] }

function OfKind({ title, text, rows }: OfKindProps) {
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
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Row key={`${row.kind}/${row.object_id}`} row={row} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  )
}

function Row({ row }: { readonly row: PersonMembership }) {
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500} style={{ verticalAlign: 'top' }}>
        <Group gap={6} wrap="nowrap">
          <span>{row.name}</span>
          <DeclaredAt place={row.managed_by} />
        </Group>
      </Table.Th>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        {row.missing === null ? (
          <Stack gap={2}>
            {row.reasons.map((reason) => (
              <Text key={JSON.stringify(reason)} size="sm">
                {reasonText(reason)}
              </Text>
            ))}
          </Stack>
        ) : (
          <code>{row.missing}</code>
        )}
      </Table.Td>
      <Table.Td style={{ verticalAlign: 'top' }}>{row.since && <Time at={row.since} />}</Table.Td>
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
