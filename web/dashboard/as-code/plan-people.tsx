import { Anchor, Stack, Table, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import classes from './plan.module.css'
import type { ChangePeople } from './plan-words.ts'
import { strings } from './strings.en.ts'

const words = strings.page
/** So many are shown before somebody asks for others, and so many more each time: a plan may name 100,000. */
const first = 5
const step = 1000
const looks = { enter: ['+', 'add'], leave: ['−', 'remove'], unknown: ['?', 'unknown'] } as const

/** Who enters an object and who leaves it, each with the reason. */
export function PlanPeople({ people }: { readonly people: ChangePeople }) {
  const sides = (['enter', 'leave', 'unknown'] as const).filter((side) => people[side] > 0)
  return (
    <Stack gap="xs">
      <Text size="xs" c="dimmed">
        {words.members(people.before)}
      </Text>
      {sides.map((side) => (
        <Side key={side} side={side} count={people[side]} samples={people.samples[side]} />
      ))}
    </Stack>
  )
}

type SideProps = {
  readonly side: keyof typeof looks
  readonly count: number
  readonly samples: ChangePeople['samples']['enter']
}

function Side({ side, count, samples }: SideProps) {
  const [sign, name] = looks[side]
  const [most, setMost] = useState(first)
  const shown = samples.slice(0, most)
  return (
    <Table aria-label={words[side]} verticalSpacing={3} withRowBorders={false} layout="fixed">
      <Table.Tbody>
        {shown.map(({ id, name: person, why }) => (
          <Table.Tr key={id}>
            <Table.Td w={28} px={0}>
              <span className={classes.sign} data-sign={name} role="img" aria-label={words[side]}>
                {sign}
              </span>
            </Table.Td>
            <Table.Td w="30%" pl={0}>
              <Anchor component={Link} to="/people/$id" params={{ id } as never} size="sm" underline="hover">
                {person}
              </Anchor>
            </Table.Td>
            <Table.Td>
              <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                {why}
              </Text>
            </Table.Td>
          </Table.Tr>
        ))}
        {count > shown.length && (
          <Table.Tr>
            <Table.Td px={0} />
            <Table.Td colSpan={2} pl={0}>
              <Text span size="sm" c="dimmed">
                {words.more(count - shown.length)}
              </Text>{' '}
              {shown.length < samples.length && (
                <Anchor component="button" type="button" size="sm" onClick={() => setMost(most + step)}>
                  {words.showMore(Math.min(samples.length - shown.length, step))}
                </Anchor>
              )}
            </Table.Td>
          </Table.Tr>
        )}
      </Table.Tbody>
    </Table>
  )
}
