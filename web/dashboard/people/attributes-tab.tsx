import { Anchor, Badge, Code, Group, Skeleton, Stack, Switch, Table, Text } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import type { PersonExplanation, PersonWithDirectories } from '../../shared/api-types.ts'
import { EmptyState } from '../../shared/empty-state.tsx'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { Time } from '../../shared/time.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import classes from './people.module.css'
import { valueLine } from './person-value.ts'
import { strings } from './strings.en.ts'

const words = strings.attributes
const route = getRouteApi('/shell/people/$id')

type Attribute = PersonExplanation['attributes'][number]

/** Every attribute of a person: its value, whose word it is and by which rule, and what the other users say. */
export function AttributesTab({ person }: { readonly person: PersonWithDirectories }) {
  const { id, organization_id: organization } = person
  const { differing = false } = route.useSearch()
  const navigate = useNavigate({ from: '/people/$id' })
  const { data, error, refetch } = useApiQuery('/people/{id}/explain', { path: { id } })
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton h={320} aria-busy />
  const shown = differing ? data.attributes.filter(differs) : data.attributes
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="md">
        <Text size="sm" c="dimmed">
          {data.status.because}
          {data.status.until && (
            <>
              {' '}
              {words.until} <Time at={data.status.until} form="exact" />.
            </>
          )}
        </Text>
        <Switch
          label={words.differing}
          checked={differing}
          onChange={(event) => {
            const chosen = event.currentTarget.checked || undefined
            void navigate({ search: (now) => ({ ...now, differing: chosen }), replace: true })
          }}
        />
      </Group>
      {shown.length === 0 ? (
        <EmptyState {...words.same} isCompact />
      ) : (
        <Attributes attributes={shown} organization={organization} />
      )}
    </Stack>
  )
}

/** Whether somebody who has no say, or less, says otherwise. */
function differs({ value, candidates }: Attribute): boolean {
  const line = valueLine(value)
  return candidates.some((one) => !one.wins && valueLine(one.value) !== null && valueLine(one.value) !== line)
}

type AttributesProps = { readonly attributes: readonly Attribute[]; readonly organization: string }

function Attributes({ attributes, organization }: AttributesProps) {
  return (
    <Table.ScrollContainer minWidth={760}>
      <Table verticalSpacing="xs" layout="fixed" aria-label={strings.page.tabs.attributes}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w="18%">{words.name}</Table.Th>
            <Table.Th w="26%">{words.value}</Table.Th>
            <Table.Th>{words.said}</Table.Th>
            <Table.Th w={130}>{words.since}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {attributes.map((attribute) => (
            <Row key={attribute.name} attribute={attribute} organization={organization} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

type RowProps = { readonly attribute: Attribute; readonly organization: string }

function Row({ attribute, organization }: RowProps) {
  const { name, title, value, masked, candidates, since, case_id: disputed, rule } = attribute
  return (
    <Table.Tr className={classes.attribute}>
      <Table.Th scope="row" fw={500}>
        <Text size="sm" fw={500}>
          {title}
        </Text>
        {title !== name && <Code className={classes.name}>{name}</Code>}
      </Table.Th>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        {masked ? <Nothing text={words.masked} /> : <Value value={value} />}
        <Rule attribute={attribute} />
        {disputed && (
          <Anchor
            component={Link}
            to="/people/values"
            search={{ organization, ...(rule === 'chosen' && { state: 'decided' }) } as never}
            size="xs"
          >
            {strings.tabs.values}
          </Anchor>
        )}
      </Table.Td>
      <Table.Td>
        <Stack gap={4}>
          {candidates.map((one) => (
            <Said key={one.directory_user_id} candidate={one} isMasked={masked} />
          ))}
        </Stack>
      </Table.Td>
      <Table.Td>{since && <Time at={since} />}</Table.Td>
    </Table.Tr>
  )
}

/** By which rule the value is this one, and where that is written. */
function Rule({ attribute }: { readonly attribute: Attribute }) {
  const { rule, order, candidates, declared_at: place, written_in: written } = attribute
  const having = new Set(candidates.map((one) => one.directory_name))
  const at = place && typeof place.file === 'string' ? `${place.file}:${String(place.line)}` : written
  const text = words.rules[rule](order.filter((name) => having.has(name)))
  if (!text && !at) return null
  return (
    <Text size="xs" c="dimmed">
      {[text, at && words.declared(at)].filter(Boolean).join(', ')}
    </Text>
  )
}

type SaidProps = { readonly candidate: Attribute['candidates'][number]; readonly isMasked: boolean }

function Said({ candidate, isMasked }: SaidProps) {
  const { directory_name: directory, directory_user_id: user, value, wins } = candidate
  return (
    <Group gap={8} wrap="nowrap" align="flex-start">
      <Badge
        size="sm"
        variant={wins ? 'light' : 'default'}
        color="green"
        tt="none"
        fw={500}
        miw="max-content"
        leftSection={wins ? <IconCheck size={12} stroke={2.4} aria-label={words.wins} role="img" /> : undefined}
        renderRoot={(props) => <Link to={`/users/${user}`} {...props} />}
        style={{ cursor: 'pointer' }}
      >
        {directory}
      </Badge>
      <Text size="sm" component="div" style={{ overflowWrap: 'anywhere' }} {...(!wins && { c: 'dimmed' })}>
        {isMasked ? words.masked : (valueLine(value) ?? words.none)}
      </Text>
    </Group>
  )
}

function Value({ value }: { readonly value: unknown }) {
  const line = valueLine(value)
  return line === null ? <Nothing text={words.none} /> : <Text size="sm">{line}</Text>
}

function Nothing({ text }: { readonly text: string }) {
  return (
    <Text span size="sm" c="dimmed">
      {text}
    </Text>
  )
}
