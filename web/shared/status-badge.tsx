import { Badge, type BadgeProps } from '@mantine/core'
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconBan,
  IconCircleCheck,
  IconCircleOff,
  IconCircleX,
  IconClock,
  IconHandStop,
  IconMail,
  IconPlayerPause,
  IconRefresh,
  IconTool,
  IconTrash,
  type TablerIcon,
} from '@tabler/icons-react'
import { useSharedStrings } from './shared-strings.tsx'
import { isStateName, type StateIcon, type StateName, states, toneColors } from './states.ts'

const icons: Readonly<Record<StateIcon, TablerIcon>> = {
  check: IconCircleCheck,
  clock: IconClock,
  spinner: IconRefresh,
  pause: IconPlayerPause,
  hand: IconHandStop,
  cross: IconCircleX,
  alert: IconAlertTriangle,
  off: IconCircleOff,
  tool: IconTool,
  trash: IconTrash,
  mail: IconMail,
  back: IconArrowBackUp,
  ban: IconBan,
}

export type StatusBadgeProps = {
  /** A state as the API says it; one that is not known is shown as it comes. */
  readonly state: StateName | (string & {})
  /** Another word than that of the table, where the context makes it clearer. */
  readonly label?: string
  readonly size?: BadgeProps['size']
}

/** A state as a word, a colour and an icon: the same everywhere. */
export function StatusBadge({ state, label, size = 'md' }: StatusBadgeProps) {
  const words = useSharedStrings().states
  if (!isStateName(state)) {
    return (
      <Badge variant="light" color="gray" size={size} tt="none" fw={500}>
        {label ?? state}
      </Badge>
    )
  }
  const { tone, icon } = states[state]
  const Icon = icons[icon]
  return (
    <Badge
      variant="light"
      color={toneColors[tone]}
      size={size}
      tt="none"
      fw={500}
      miw="max-content"
      leftSection={<Icon size={13} stroke={2} aria-hidden />}
    >
      {label ?? words[state]}
    </Badge>
  )
}
