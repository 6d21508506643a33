import { Group, Progress, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconHandStop, IconPointFilled } from '@tabler/icons-react'
import classes from './progress-phases.module.css'
import { useSharedStrings } from './shared-strings.tsx'

/** `held`: it waits for a person. */
export type PhaseState = 'done' | 'now' | 'next' | 'failed' | 'held'

export type Phase = {
  readonly key: string
  readonly label: string
  readonly state: PhaseState
  /** How far it is, 0 to 1; null: it goes on, nobody knows how long. */
  readonly part?: number | null
  /** What there is to say of it: "4,200 of 9,000". */
  readonly hint?: string
}

export type ProgressPhasesProps = { readonly label: string; readonly phases: readonly Phase[] }

const icons = {
  done: IconCheck,
  now: IconPointFilled,
  next: IconPointFilled,
  failed: IconAlertTriangle,
  held: IconHandStop,
} as const

const colors = { done: 'green', now: 'blue', next: 'gray', failed: 'red', held: 'orange' } as const

/** How far something is that goes through phases: a bar for each, in their order. */
export function ProgressPhases({ label, phases }: ProgressPhasesProps) {
  return (
    <Group component="ol" className={classes.phases} gap={4} wrap="nowrap" aria-label={label} align="stretch">
      {phases.map((phase) => (
        <PhaseBar key={phase.key} phase={phase} />
      ))}
    </Group>
  )
}

function PhaseBar({ phase }: { readonly phase: Phase }) {
  const words = useSharedStrings().progress
  const { state, part = null, label, hint } = phase
  const Icon = icons[state]
  const isUnknown = state === 'now' && part === null
  const value = state === 'next' ? 0 : state === 'now' && part !== null ? Math.round(part * 100) : 100
  return (
    <Stack component="li" gap={6} className={classes.phase} aria-current={state === 'now' ? 'step' : undefined}>
      <Progress.Root size={8} radius="sm">
        <Progress.Section
          value={value}
          color={colors[state]}
          striped={isUnknown}
          animated={isUnknown}
          aria-label={label}
          {...(isUnknown && { 'aria-valuenow': undefined })}
        />
      </Progress.Root>
      <Group gap={4} wrap="nowrap" className={classes.words} data-state={state}>
        <Icon size={14} aria-hidden className={classes.icon} />
        <Text size="sm" fw={state === 'now' || state === 'held' ? 600 : 400} c="inherit">
          {label}
        </Text>
      </Group>
      <Text size="xs" c="dimmed" className={classes.hint}>
        {hint ?? words[state]}
      </Text>
    </Stack>
  )
}
