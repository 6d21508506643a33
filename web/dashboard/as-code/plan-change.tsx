import { Alert, Badge, Stack, Text, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconChevronRight, IconHandStop } from '@tabler/icons-react'
import { useId } from 'react'
import type { Plan } from '../../shared/api-types.ts'
import { StatusBadge } from '../../shared/status-badge.tsx'
import { PlaceText } from './place-text.tsx'
import classes from './plan.module.css'
import { PlanFields } from './plan-fields.tsx'
import { PlanPeople } from './plan-people.tsx'
import { PeopleCounts, PlanSign } from './plan-sign.tsx'
import { type PlanChange, signOf } from './plan-words.ts'
import { strings } from './strings.en.ts'

const words = strings.page

type Outcome = NonNullable<Plan['result']>['changes'][number]

type PlanChangeRowProps = {
  readonly change: PlanChange
  /** What became of it, once the plan was applied. */
  readonly outcome: Outcome | null
  readonly isOpen: boolean
  readonly onToggle: () => void
}

/** One object that changes: closed a line with its sign, open with its keys and its people. */
export function PlanChangeRow({ change, outcome, isOpen, onToggle }: PlanChangeRowProps) {
  const body = useId()
  const Chevron = isOpen ? IconChevronDown : IconChevronRight
  return (
    <div className={classes.change}>
      <UnstyledButton className={classes.head} aria-expanded={isOpen} aria-controls={body} onClick={onToggle}>
        <Chevron size={16} stroke={1.8} aria-hidden style={{ flexShrink: 0, opacity: 0.7 }} />
        <PlanSign sign={signOf(change)} />
        <span className={classes.name}>
          <Text span fw={600} size="sm" {...(signOf(change) === 'remove' && { td: 'line-through' })}>
            {change.name}
          </Text>{' '}
          <Text span size="sm" c="dimmed">
            {actionsText(change)}
          </Text>
        </span>
        {change.people && change.people.enter + change.people.leave + change.people.unknown > 0 && (
          <PeopleCounts {...change.people} />
        )}
        <State change={change} outcome={outcome} />
      </UnstyledButton>
      {isOpen && (
        <div id={body} className={classes.body}>
          <ChangeBody change={change} outcome={outcome} />
        </div>
      )}
    </div>
  )
}

function actionsText({ actions, reason, previous_address: previous }: PlanChange): string {
  const done = reason === 'depends_on_change' ? [] : actions.map((action) => strings.actions[action])
  return [...done, ...(previous ? [words.previously(previous)] : [])].join(', ')
}

function State({ change, outcome }: { readonly change: PlanChange; readonly outcome: Outcome | null }) {
  if (outcome) {
    const state = { applied: 'applied', blocked: 'held', failed: 'failed' }[outcome.outcome]
    return <StatusBadge state={state} label={words.outcome[outcome.outcome]} size="sm" />
  }
  if (!change.blocked) return null
  return (
    <Badge variant="light" color="orange" tt="none" fw={500} leftSection={<IconHandStop size={13} aria-hidden />}>
      {words.outcome.blocked}
    </Badge>
  )
}

function ChangeBody({ change, outcome }: { readonly change: PlanChange; readonly outcome: Outcome | null }) {
  const { fields, blocked, people, place, reason } = change
  const text = outcome?.text ?? blocked?.text
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {change.address}, {words.reasons[reason]} <PlaceText place={place} />
      </Text>
      {text && (
        <Alert color="orange" variant="light" p="xs">
          {text}
        </Alert>
      )}
      {fields.length > 0 && <PlanFields fields={fields} />}
      {people && <PlanPeople people={people} />}
    </Stack>
  )
}
