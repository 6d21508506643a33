import { Anchor, Group, Paper, SimpleGrid, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { Time } from '../../shared/time.tsx'
import { type Attention, type AttentionItem, attentionKinds, type Place } from './attention-kinds.ts'
import { strings } from './strings.en.ts'

const words = strings.attention

/** What asks for the reader: a card for each kind, with its number first and a way to where it is solved. */
export function AttentionList({ attention }: { readonly attention: readonly Attention[] }) {
  if (attention.length === 0) return <NothingAsks />
  return (
    <Stack component="section" gap="sm" aria-label={words.title}>
      <Title order={2} fz="md">
        {words.title}
      </Title>
      <SimpleGrid cols={{ base: 1, md: 2, xl: 3 }} spacing="md">
        {attention.map((one) => (
          <AttentionCard key={one.kind} attention={one} />
        ))}
      </SimpleGrid>
    </Stack>
  )
}

function NothingAsks() {
  return (
    <Paper withBorder p="md">
      <Group gap="sm" wrap="nowrap">
        <ThemeIcon variant="light" color="green" size={36} radius="xl" aria-hidden>
          <IconCircleCheck size={20} />
        </ThemeIcon>
        <div>
          <Text fw={600}>{words.none}</Text>
          <Text size="sm" c="dimmed">
            {words.noneText}
          </Text>
        </div>
      </Group>
    </Paper>
  )
}

function AttentionCard({ attention: { kind, count, items } }: { readonly attention: Attention }) {
  const { Icon, color, time, placeOf, all } = attentionKinds[kind]
  return (
    <Paper withBorder p="md">
      <Stack gap="sm">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <Group gap="sm" wrap="nowrap">
            <ThemeIcon variant="light" color={color} size={32} radius="md" aria-hidden>
              <Icon size={18} />
            </ThemeIcon>
            <Title order={3} fz="sm" fw={600}>
              {words.kinds[kind](count)}
            </Title>
          </Group>
          {all && <PlaceLink place={all}>{words.seeAll}</PlaceLink>}
        </Group>
        <Stack component="ul" gap={8} m={0} p={0} style={{ listStyle: 'none' }}>
          {items.map((item) => (
            <li key={item.id}>
              <Item item={item} place={placeOf(item)} time={words[time]} />
            </li>
          ))}
        </Stack>
        {count > items.length && (
          <Text size="sm" c="dimmed">
            {words.more(count - items.length)}
          </Text>
        )}
      </Stack>
    </Paper>
  )
}

type ItemProps = { readonly item: AttentionItem; readonly place: Place; readonly time: string }

function Item({ item, place, time }: ItemProps) {
  const { name, organization_name: organization, text, held, at } = item
  return (
    <Stack gap={0}>
      <Group justify="space-between" gap="sm" wrap="nowrap" align="baseline">
        <PlaceLink place={place}>{name}</PlaceLink>
        <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
          {time} <Time at={at} />
        </Text>
      </Group>
      <Text size="xs" c="dimmed" lineClamp={2}>
        {[organization !== name && organization, held === null ? text : words.held(held)].filter(Boolean).join(' · ')}
      </Text>
    </Stack>
  )
}

type PlaceLinkProps = { readonly place: Place; readonly children: string }

// Places are data, so the types of the router cannot know them; the route that they name reads its search itself.
function PlaceLink({ place: { to, search }, children }: PlaceLinkProps) {
  return (
    <Anchor component={Link} to={to} search={search as never} size="sm" fw={500} style={{ overflowWrap: 'anywhere' }}>
      {children}
    </Anchor>
  )
}
