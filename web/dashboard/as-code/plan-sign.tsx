import { Group, Text } from '@mantine/core'
import type { PlanHead } from '../../shared/api-types.ts'
import { formatNumber } from '../../shared/format.ts'
import classes from './plan.module.css'
import { countsOf, type PlanSign as Sign, signs } from './plan-words.ts'
import { strings } from './strings.en.ts'

/** `+`, `~` or `−`, read out as a word. */
export function PlanSign({ sign }: { readonly sign: Sign }) {
  return (
    <span role="img" aria-label={strings.signs[sign]} className={classes.sign} data-sign={sign}>
      {signs[sign].sign}
    </span>
  )
}

/** `+2 ~3 −1` of a plan in a list. */
export function PlanCounts({ summary }: { readonly summary: PlanHead['summary'] }) {
  const counts = countsOf(summary)
  const shown = (['add', 'change', 'remove'] as const).filter((sign) => counts[sign] > 0)
  if (shown.length === 0) return <Dimmed text={strings.plans.nothing} />
  return <Signed parts={shown.map((sign) => ({ sign, count: counts[sign], label: strings.page.summary[sign] }))} />
}

/** `+14 −3` of the people who enter and leave. */
export function PeopleCounts({ enter, leave, unknown }: Pick<PlanHead['summary'], 'enter' | 'leave' | 'unknown'>) {
  const { summary } = strings.page
  const parts = [
    { sign: 'add' as const, count: enter, label: summary.enter(enter) },
    { sign: 'remove' as const, count: leave, label: summary.leave(leave) },
    { sign: 'unknown' as const, count: unknown, label: summary.unknown(unknown) },
  ].filter(({ count }) => count > 0)
  return parts.length === 0 ? <Dimmed text={strings.plans.nobody} /> : <Signed parts={parts} />
}

type Part = { readonly sign: Sign | 'unknown'; readonly count: number; readonly label: string }

function Signed({ parts }: { readonly parts: readonly Part[] }) {
  return (
    <Group gap={10} wrap="nowrap">
      {parts.map(({ sign, count, label }) => (
        <span key={sign} className={classes.count} data-sign={sign} title={label}>
          {sign === 'unknown' ? '?' : signs[sign].sign}
          {formatNumber(count)}
        </span>
      ))}
    </Group>
  )
}

function Dimmed({ text }: { readonly text: string }) {
  return (
    <Text span size="sm" c="dimmed">
      {text}
    </Text>
  )
}
