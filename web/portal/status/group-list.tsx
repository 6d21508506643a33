import { Group, List, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { SearchField } from '../../shared/search-field.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { useStrings } from '../language.tsx'
import { statusStrings } from './strings.ts'

const shown = 8

/** The groups of a directory, by a part of their name. */
export function GroupList({ directoryId }: { readonly directoryId: string }) {
  const strings = useStrings(statusStrings).groupList
  const [search, setSearch] = useState('')
  const query = { directory: directoryId, search, sort: 'name' as const, order: 'asc' as const, limit: String(shown) }
  const { data, error, refetch } = useApiQuery('/directory_groups', { query })
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={2} fz="lg">
          {strings.title}
        </Title>
        <SearchField value={search} onChange={setSearch} label={strings.search} width={240} />
      </Group>
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {data?.data.length === 0 && (
        <Text size="sm" c="dimmed" role="status">
          {search === '' ? strings.none : strings.nothing}
        </Text>
      )}
      <List size="sm" spacing={4} aria-label={strings.title}>
        {data?.data.map(({ id, name }) => (
          <List.Item key={id}>{name}</List.Item>
        ))}
      </List>
      {data?.list_metadata.after && (
        <Text size="sm" c="dimmed">
          {strings.more}
        </Text>
      )}
    </Stack>
  )
}
