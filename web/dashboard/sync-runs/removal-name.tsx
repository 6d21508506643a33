import { Group, Stack, Text } from '@mantine/core'
import { IconLink, IconTag, IconUser, IconUsersGroup, type TablerIcon } from '@tabler/icons-react'
import type { StagedRemoval } from '../../shared/api-types.ts'
import { strings } from './strings.en.ts'

const words = strings.removals

const icons: Readonly<Record<StagedRemoval['kind'], TablerIcon>> = {
  user: IconUser,
  group: IconUsersGroup,
  membership: IconLink,
  attribute: IconTag,
}

/** Who or what would go, with an icon for what that is. */
export function RemovalName({ removal: { name, email, kind, detail } }: { readonly removal: StagedRemoval }) {
  const Icon = icons[kind]
  return (
    <Group gap="sm" wrap="nowrap">
      <Icon size={18} stroke={1.6} role="img" aria-label={words.kinds[kind]} style={{ flex: 'none' }} />
      <Stack gap={0}>
        <Text size="sm" fw={500}>
          {kind === 'attribute' && detail ? `${name} ${words.loses(detail)}` : name}
        </Text>
        {email && (
          <Text size="xs" c="dimmed">
            {email}
          </Text>
        )}
      </Stack>
    </Group>
  )
}
