import { Badge, Card, Group, SimpleGrid, Skeleton, Stack, Text, TextInput, Title, UnstyledButton } from '@mantine/core'
import { IconClock, IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import type { Provider } from '../../shared/api-types.ts'
import classes from './provider-tiles.module.css'
import { strings } from './strings.en.ts'

const words = strings.make

type ProviderTilesProps = {
  readonly providers: readonly Provider[]
  readonly onChoose: (provider: Provider) => void
}

/** Everything that can be connected, to be searched and chosen from. */
export function ProviderTiles({ providers, onChoose }: ProviderTilesProps) {
  const [text, setText] = useState('')
  const wanted = text.trim().toLowerCase()
  const shown = providers.filter(({ name, id }) => `${name} ${id}`.toLowerCase().includes(wanted))
  return (
    <Stack component="section" gap="sm" aria-label={words.provider}>
      <Group justify="space-between">
        <Title order={2} fz="md">
          {words.provider}
        </Title>
        <TextInput
          aria-label={words.searchProviders}
          placeholder={words.searchProviders}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </Group>
      {providers.length === 0 && <Skeleton h={200} />}
      {providers.length > 0 && shown.length === 0 && (
        <Text size="sm" c="dimmed">
          {words.noProvider}
        </Text>
      )}
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm">
        {shown.map((provider) => (
          <Tile key={provider.id} provider={provider} onChoose={() => onChoose(provider)} />
        ))}
      </SimpleGrid>
    </Stack>
  )
}

function Tile({ provider, onChoose }: { readonly provider: Provider; readonly onChoose: () => void }) {
  const { name, kind, needs } = provider
  return (
    <UnstyledButton onClick={onChoose} className={classes.tile}>
      <Card withBorder p="md" h="100%" className={classes.card}>
        <Stack gap={6} h="100%">
          <Text fw={600} size="sm">
            {name}
          </Text>
          <Text size="xs" c="dimmed" lineClamp={2} style={{ flex: 1 }}>
            {words.needs(needs.role)}
          </Text>
          <Group justify="space-between" gap="xs">
            <Badge variant="light" color={kind === 'pull' ? 'blue' : 'gray'} size="sm" tt="none" fw={500}>
              {kind === 'pull' ? words.pulls : words.pushes}
            </Badge>
            <Text size="xs" c="dimmed">
              <IconClock size={12} aria-hidden style={{ verticalAlign: -1 }} /> {words.minutes(needs.minutes)}
            </Text>
          </Group>
        </Stack>
      </Card>
    </UnstyledButton>
  )
}
