import { Group, Loader, Text, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconLineDashed, IconRotateClockwise2 } from '@tabler/icons-react'
import type { CSSProperties } from 'react'
import type { OrgChartCard } from '../../shared/api-types.ts'
import { StatusBadge } from '../../shared/status-badge.tsx'
import { departmentColour } from './department-colour.ts'
import classes from './org-chart.module.css'
import { strings } from './strings.en.ts'

/** Somebody in the chart, and what the card does. */
export type CardProps = {
  readonly person: OrgChartCard
  readonly isChosen: boolean
  readonly isLooped: boolean
  readonly isDotted: boolean
  readonly isOpen: boolean
  readonly isLoading: boolean
  /** How many report to the person who are not shown. */
  readonly hidden: number
  readonly onOpen: () => void
  readonly onToggle: () => void
}

/** The card of a person: who it is, and the button that shows or hides who reports to them. */
export function PersonCard({ person, isChosen, isLooped, isDotted, onOpen, ...rest }: CardProps) {
  const { display_name: name, title, department, status } = person
  const colour = { '--card-colour': `var(--mantine-color-${departmentColour(department)}-6)` } as CSSProperties
  return (
    <div
      className={classes.card}
      style={colour}
      data-chosen={isChosen || undefined}
      data-looped={isLooped || undefined}
    >
      <UnstyledButton
        className={`${classes.name} nodrag`}
        aria-label={strings.card(name, title, person.reports)}
        aria-current={isChosen || undefined}
        onClick={onOpen}
      >
        <Group gap={6} wrap="nowrap" justify="space-between">
          <Text size="sm" fw={600} truncate>
            {name}
          </Text>
          {isLooped && <IconRotateClockwise2 size={14} role="img" aria-label={strings.looped} style={still} />}
          {isDotted && !isLooped && <IconLineDashed size={14} role="img" aria-label={strings.dotted} style={still} />}
        </Group>
        <Text size="xs" truncate>
          {title ?? ' '}
        </Text>
        <Group gap={6} wrap="nowrap" justify="space-between" mt={2}>
          <Text size="xs" c="dimmed" truncate>
            {department}
          </Text>
          {status !== 'active' && <StatusBadge state={status} size="xs" />}
        </Group>
      </UnstyledButton>
      {person.reports > 0 && <Toggle person={person} {...rest} />}
    </div>
  )
}

const still = { flexShrink: 0 } as const

type ToggleProps = Pick<CardProps, 'person' | 'isOpen' | 'isLoading' | 'hidden' | 'onToggle'>

function Toggle({ person, isOpen, isLoading, hidden, onToggle }: ToggleProps) {
  const { display_name: name, reports } = person
  const isMore = isOpen && hidden > 0
  const closed = isMore ? strings.showMore(hidden, name) : strings.show(reports, name)
  const Chevron = isOpen && !isMore ? IconChevronUp : IconChevronDown
  return (
    <UnstyledButton
      className={`${classes.toggle} nodrag`}
      aria-expanded={isOpen}
      aria-label={isOpen && !isMore ? strings.hide(name) : closed}
      onClick={onToggle}
    >
      {isLoading ? (
        <Loader size={12} />
      ) : (
        <Group gap={2} wrap="nowrap" justify="center" component="span">
          {isMore ? strings.more(hidden) : strings.count(reports)}
          <Chevron size={12} aria-hidden />
        </Group>
      )}
    </UnstyledButton>
  )
}
