import { Anchor, Badge, Button, Group, Stack, Table, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { AttributeCase } from '../../shared/api-types.ts'
import { Time } from '../../shared/time.tsx'
import { useApi } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { useMay } from '../session.ts'
import { valueLine } from './person-value.ts'
import { deciding } from './value-disputes-strings.en.ts'

const words = deciding.values

type ValueCasesProps = {
  readonly cases: readonly AttributeCase[]
  /** Which they are: those that have ended tell what was said then. */
  readonly state: AttributeCase['state']
}

/** Values about which directories differ: of whom, what each says, and the buttons by which somebody decides. */
export function ValueCases({ cases, state }: ValueCasesProps) {
  return (
    <Table.ScrollContainer minWidth={820}>
      <Table verticalSpacing="sm" aria-label={words.label}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.person}</Table.Th>
            <Table.Th>{words.attribute}</Table.Th>
            <Table.Th>{words.now}</Table.Th>
            <Table.Th>{words.said[state]}</Table.Th>
            <Table.Th w={130}>{words.since}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {cases.map((one) => (
            <Case key={one.id} found={one} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function Case({ found }: { readonly found: AttributeCase }) {
  const { decide, reopen, isBusy } = useDeeds(found)
  const mayWrite = useMay('people:write')
  return (
    <Table.Tr style={{ verticalAlign: 'top' }}>
      <Table.Th scope="row" fw={500}>
        <Anchor
          component={Link}
          to="/people/$id"
          params={{ id: found.person_id } as never}
          size="sm"
          underline="always"
        >
          {found.person_name ?? found.person_id}
        </Anchor>
      </Table.Th>
      <Table.Td>{found.title}</Table.Td>
      <Table.Td>
        <Value value={found.value} isMasked={found.masked} />
      </Table.Td>
      <Table.Td>
        <Stack gap={6}>
          {found.candidates.map((one) => (
            <Group key={one.directory_user_id} gap="sm" wrap="nowrap">
              <Badge variant="default" size="sm" tt="none" fw={500} miw="max-content">
                {one.directory_name ?? one.directory_id}
              </Badge>
              <Value value={one.value} isMasked={found.masked} />
              {one.directory_user_id === found.chosen_user_id && (
                <Badge variant="light" color="green" size="sm" tt="none" miw="max-content">
                  {words.chosen}
                </Badge>
              )}
              {mayWrite && found.state === 'open' && (
                <Button
                  variant="default"
                  size="compact-xs"
                  disabled={isBusy}
                  aria-label={chooseLabel(found, one.directory_name ?? one.directory_id)}
                  onClick={() => void decide(one.directory_user_id)}
                >
                  {words.choose}
                </Button>
              )}
            </Group>
          ))}
          {mayWrite && found.state === 'decided' && (
            <Button variant="default" size="compact-xs" w="max-content" disabled={isBusy} onClick={() => void reopen()}>
              {words.reopen}
            </Button>
          )}
        </Stack>
      </Table.Td>
      <Table.Td>
        <Time at={found.decided_at ?? found.opened_at} />
      </Table.Td>
    </Table.Tr>
  )
}

function chooseLabel({ title, person_name: name, person_id: id }: AttributeCase, directory: string): string {
  return words.chooseOf(directory, title, name ?? id)
}

function Value({ value, isMasked }: { readonly value: unknown; readonly isMasked: boolean }) {
  const line = valueLine(value)
  return (
    <Text size="sm" style={{ overflowWrap: 'anywhere' }} {...((isMasked || line === null) && { c: 'dimmed' })}>
      {isMasked ? words.masked : (line ?? words.none)}
    </Text>
  )
}

function useDeeds({ id }: AttributeCase) {
  const api = useApi()
  const { run, isBusy } = useDeed()
  const path = { id }
  return {
    isBusy,
    decide: (user: string) =>
      run(() => api.post('/attribute_cases/{id}/decide', { path, body: { directory_user_id: user } }), {
        done: words.done,
      }),
    reopen: () => run(() => api.post('/attribute_cases/{id}/reopen', { path }), { done: words.reopened }),
  }
}
