import { Anchor, Group, Kbd, Radio, Stack, Table, Text } from '@mantine/core'
import { IconCheck, IconEqualNot } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { MatchCaseWithComparison } from '../../shared/api-types.ts'
import { StatusBadge } from '../../shared/status-badge.tsx'
import { matching } from './matching-strings.en.ts'
import classes from './people.module.css'
import { valueLine } from './person-value.ts'

const words = matching.disputes

type CaseComparisonProps = {
  readonly found: MatchCaseWithComparison
  /** The candidate that is chosen; null where nothing can be decided. */
  readonly chosen: string | null
  readonly onChoose: ((id: string) => void) | null
}

type Candidate = MatchCaseWithComparison['people'][number]

/** The user beside the candidates, an attribute a row; what is the same and what differs is marked in words and colour. */
export function CaseComparison({ found, chosen, onChoose }: CaseComparisonProps) {
  const { people, comparison } = found
  return (
    <Table.ScrollContainer minWidth={260 + 150 * people.length}>
      <Table className={classes.comparison} verticalSpacing="xs" layout="fixed" aria-label={words.compared}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={110}>{words.attribute}</Table.Th>
            <Table.Th>
              <Stack gap={2}>
                <Text size="sm" fw={600}>
                  {words.user}
                </Text>
                <Text size="xs" c="dimmed" fw={400}>
                  {found.directory_name}
                </Text>
              </Stack>
            </Table.Th>
            {people.map((person, index) => (
              <Table.Th key={person.id}>
                <CandidateHead person={person} index={index} chosen={chosen} onChoose={onChoose} />
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {comparison.map((row) => (
            <Table.Tr key={row.name}>
              <Table.Th scope="row" fw={500}>
                {row.title}
              </Table.Th>
              <Table.Td>{valueLine(row.user) ?? '—'}</Table.Td>
              {people.map((person, index) => (
                <Compared
                  key={person.id}
                  user={row.user}
                  value={row.people[index]}
                  agrees={row.agrees[index] ?? false}
                />
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

type CandidateHeadProps = Omit<CaseComparisonProps, 'found'> & { readonly person: Candidate; readonly index: number }

function CandidateHead({ person, index, chosen, onChoose }: CandidateHeadProps) {
  const name = (
    <Stack gap={4} align="flex-start">
      <Group gap={6} component="span">
        <Text size="sm" fw={600} component="span">
          {person.display_name}
        </Text>
        {onChoose && <Kbd size="xs">{index + 1}</Kbd>}
      </Group>
      <StatusBadge state={person.status} size="sm" />
      <Text size="xs" c="dimmed" fw={400} component="span">
        {person.links.map(({ directory, directory_id: id }) => directory?.name ?? id).join(', ')}
      </Text>
    </Stack>
  )
  return (
    <Stack gap={6}>
      {onChoose ? (
        <Radio name="candidate" checked={chosen === person.id} onChange={() => onChoose(person.id)} label={name} />
      ) : (
        name
      )}
      <Anchor component={Link} to="/people/$id" params={{ id: person.id } as never} size="xs" fw={400}>
        {words.openPerson}
      </Anchor>
    </Stack>
  )
}

type ComparedProps = { readonly user: unknown; readonly value: unknown; readonly agrees: boolean }

function Compared({ user, value, agrees }: ComparedProps) {
  const line = valueLine(value)
  // Where one of both has nothing, nothing speaks for or against it.
  const isComparable = line !== null && valueLine(user) !== null
  return (
    <Table.Td data-agrees={isComparable ? agrees : undefined}>
      <Group gap={6} wrap="nowrap" align="flex-start">
        {isComparable && <Mark agrees={agrees} />}
        <span>{line ?? '—'}</span>
      </Group>
    </Table.Td>
  )
}

function Mark({ agrees }: { readonly agrees: boolean }) {
  const Icon = agrees ? IconCheck : IconEqualNot
  const label = agrees ? words.same : words.other
  return <Icon size={14} stroke={2} role="img" aria-label={label} style={{ flexShrink: 0, marginTop: 4 }} />
}
