import { Group, Loader, Stack, Text, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconClock, IconDownload } from '@tabler/icons-react'
import type { Provider } from '../../shared/api-types.ts'
import { useStrings } from '../language.tsx'
import classes from './provider-tile.module.css'
import { setupStrings } from './strings.ts'

export type ProviderTileProps = {
  readonly provider: Provider
  readonly isBusy: boolean
  readonly isDisabled: boolean
  readonly onChoose: () => void
}

/** A provider to choose: its name, who talks to whom, and what it takes. */
export function ProviderTile({ provider, isBusy, isDisabled, onChoose }: ProviderTileProps) {
  const strings = useStrings(setupStrings).choose
  const { name, kind, needs } = provider
  const Icon = kind === 'scim' ? IconArrowDown : IconDownload
  return (
    <UnstyledButton className={classes.tile} disabled={isDisabled} onClick={onChoose}>
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <span className={classes.initials} aria-hidden>
          {isBusy ? <Loader size={18} /> : initialsOf(name)}
        </span>
        <Stack gap={4} style={{ minWidth: 0 }}>
          <Text fw={600} lh={1.3}>
            {name}
          </Text>
          <Group gap={6} wrap="nowrap" c="dimmed">
            <Icon size={14} aria-hidden className={classes.icon} />
            <Text size="xs">{kind === 'scim' ? strings.pushes : strings.read}</Text>
          </Group>
          <Group gap={6} wrap="nowrap" c="dimmed">
            <IconClock size={14} aria-hidden className={classes.icon} />
            <Text size="xs">{strings.about(needs.minutes)}</Text>
          </Group>
          <Text size="xs" c="dimmed">
            {strings.needs}: {needs.role}
            {needs.plan && ` · ${strings.plan}: ${needs.plan}`}
          </Text>
        </Stack>
      </Group>
    </UnstyledButton>
  )
}

/** `Microsoft Entra ID` → `ME`; names of one word have its first two letters. */
function initialsOf(name: string): string {
  const words = name.split(/[\s,]+/).filter((word) => /\p{L}/u.test(word))
  const [first = '', second] = words
  return (second ? `${first.charAt(0)}${second.charAt(0)}` : first.slice(0, 2)).toUpperCase()
}
