import { Anchor, Group, Paper, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { strings } from './strings.en.ts'

const words = strings.nesting

/** The groups around a group: those that it is in, and those in it, with the way between. */
export function NestingTab({ id }: { readonly id: string }) {
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
      <Side id={id} side="above" title={words.above} none={words.noneAbove} />
      <Side id={id} side="within" title={words.within} none={words.noneWithin} />
    </SimpleGrid>
  )
}

type SideProps = {
  readonly id: string
  readonly side: 'above' | 'within'
  readonly title: string
  readonly none: string
}

function Side({ id, side, title, none }: SideProps) {
  const query = { side, how: 'all' }
  const { data, error } = useApiQuery(
    '/directory_groups/{id}/groups',
    { path: { id }, query },
    { keepsPrevious: false },
  )
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Title order={2} fz="sm" mb="sm">
        {title}
      </Title>
      {error && <ErrorNotice error={error} />}
      {!data && !error && <Skeleton h={80} aria-busy />}
      {data?.data.length === 0 && (
        <Text size="sm" c="dimmed">
          {none}
        </Text>
      )}
      <Stack gap="sm">
        {data?.data.map((group) => (
          <Group key={group.id} justify="space-between" wrap="nowrap" gap="sm">
            <Stack gap={0}>
              <Anchor component={Link} to="/groups/$id" params={{ id: group.id } as never} size="sm" fw={500}>
                {group.name}
              </Anchor>
              <Text size="xs" c="dimmed">
                {group.how === 'direct'
                  ? words.direct
                  : strings.members.via(group.path.map(({ name }) => name).join(' → '))}
              </Text>
            </Stack>
            <Text size="xs" c="dimmed">
              {words.members(group.member_count)}
            </Text>
          </Group>
        ))}
      </Stack>
    </Paper>
  )
}
