import { Anchor, Button, Group, SegmentedControl, Stack, Table, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import type { RulePreview } from '../../shared/api-types.ts'
import { formatNumber } from '../../shared/format.ts'
import { ObjectPicker } from '../../shared/pickers/object-picker.tsx'
import { strings } from './strings.en.ts'

const WhyPanel = lazy(async () => ({ default: (await import('./why-panel.tsx')).WhyPanel }))

const words = strings.result
type Side = 'in' | 'out' | 'unknown'

type RuleSamplesProps = { readonly organization: string; readonly preview: RulePreview }

/** Some people of each kind with what the rule reads of them, and why it is so for anybody. */
export function RuleSamples({ organization, preview }: RuleSamplesProps) {
  const [side, setSide] = useState<Side>('in')
  const [person, setPerson] = useState<string | null>(null)
  const { samples } = preview
  const counts = countsOf(preview)
  return (
    <Stack gap="sm">
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={words.sidesLabel}
        value={side}
        data={(['in', 'out', 'unknown'] as const).map((value) => ({
          value,
          label: `${words.sides[value]} ${formatNumber(counts[value])}`,
        }))}
        onChange={(value) => setSide(value as Side)}
      />
      {samples ? (
        <People people={samples[side]} side={side} onWhy={setPerson} />
      ) : (
        <Text size="sm" c="dimmed">
          {words.noPeople}
        </Text>
      )}
      {samples && (
        <ObjectPicker
          kind="person"
          organization={organization}
          size="sm"
          label={words.try}
          value={null}
          onChange={(id) => id && setPerson(id)}
        />
      )}
      {person && (
        <Suspense>
          <WhyPanel rule={preview.rule} person={person} onClose={() => setPerson(null)} />
        </Suspense>
      )}
    </Stack>
  )
}

function countsOf({ count, unknown, total }: RulePreview): Readonly<Record<Side, number>> {
  return { in: count, unknown, out: total - count - unknown }
}

type PeopleProps = {
  readonly people: NonNullable<RulePreview['samples']>['in']
  readonly side: Side
  readonly onWhy: (id: string) => void
}

function People({ people, side, onWhy }: PeopleProps) {
  if (people.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {words.none[side]}
      </Text>
    )
  }
  return (
    <Table aria-label={words.sides[side]} verticalSpacing={6} layout="fixed">
      <Table.Tbody>
        {people.map(({ id, name, values, missing }) => (
          <Table.Tr key={id}>
            <Table.Td pl={0}>
              <Anchor component={Link} to="/people/$id" params={{ id } as never} size="sm" underline="hover">
                {name}
              </Anchor>
              <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }} lineClamp={2}>
                {missing ?? valuesText(values)}
              </Text>
            </Table.Td>
            <Table.Td w={70} pr={0}>
              <Group justify="flex-end">
                <Button size="compact-xs" variant="subtle" onClick={() => onWhy(id)} aria-label={words.whyOf(name)}>
                  {words.why}
                </Button>
              </Group>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function valuesText(values: Readonly<Record<string, unknown>>): string {
  const texts = Object.entries(values).map(([name, value]) => {
    const text = Array.isArray(value) ? value.join(', ') : String(value)
    return `${name}: ${text}`
  })
  return texts.length === 0 ? words.noValue : texts.join(' · ')
}
