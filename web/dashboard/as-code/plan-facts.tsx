import { Divider, Group, Paper, SimpleGrid, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Plan } from '../../shared/api-types.ts'
import { formatNumber } from '../../shared/format.ts'
import { Time } from '../../shared/time.tsx'
import { OriginText } from './origin-text.tsx'
import classes from './plan.module.css'
import { countsOf, signs } from './plan-words.ts'
import { strings } from './strings.en.ts'

const words = strings.page

/** What a plan is in one look: how much it would do, where its files are from, who made it and when. */
export function PlanFacts({ plan }: { readonly plan: Plan }) {
  const { origin, created_by: by, finished_at: finished } = plan
  return (
    <Paper withBorder p="md">
      <Stack gap="md">
        <Summary plan={plan} />
        <Divider />
        <SimpleGrid component="dl" cols={{ base: 1, xs: 2, md: 4 }} spacing="md" m={0}>
          <Fact label={words.from}>
            <OriginText origin={origin} />
          </Fact>
          <Fact label={words.by}>
            {by.name}{' '}
            <Text span size="xs" c="dimmed">
              {words.sentBy[by.type]}
            </Text>
          </Fact>
          <Fact label={words.made}>
            <Time at={plan.created_at} />
          </Fact>
          <Fact label={finished ? words.finished : words.expires}>
            <Time at={finished ?? plan.expires_at} form="exact" />
          </Fact>
        </SimpleGrid>
      </Stack>
    </Paper>
  )
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <Text component="dt" size="xs" c="dimmed">
        {label}
      </Text>
      <Text component="dd" size="sm" m={0}>
        {children}
      </Text>
    </div>
  )
}

function Summary({ plan: { summary } }: { readonly plan: Plan }) {
  const counts = countsOf(summary)
  const people = (['enter', 'leave', 'unknown'] as const).filter((side) => summary[side] > 0)
  const held = summary.blocked > 0 ? [words.summary.blocked(summary.blocked)] : []
  const told = [...people.map((side) => words.summary[side](summary[side])), ...held]
  return (
    <Group gap="xl">
      {(['add', 'change', 'remove'] as const).map((sign) => (
        <Group key={sign} gap={8} align="baseline">
          <Text span fz={22} className={classes.count} {...(counts[sign] > 0 && { 'data-sign': sign })}>
            {signs[sign].sign}
            {formatNumber(counts[sign])}
          </Text>
          <Text span size="sm" c="dimmed">
            {words.summary[sign]}
          </Text>
        </Group>
      ))}
      {told.length > 0 && (
        <Text size="sm" fw={500}>
          {told.join(', ')}
        </Text>
      )}
    </Group>
  )
}
