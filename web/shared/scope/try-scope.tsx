import { Badge, Loader, Stack, Table, Text, TextInput, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconCheck, IconUserSearch, IconX } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ApiError } from '../api-client.ts'
import type { ScopePreview } from '../api-types.ts'
import { ErrorNotice } from '../error-notice.tsx'
import { useApi } from '../use-api.ts'
import { reasonText } from './reason-text.ts'
import type { Scope } from './scope-draft.ts'
import { useScopeStrings } from './scope-strings.ts'

const shown = 10

/** Tries a scope on real people, once somebody looks for one: who is in, and why. */
export function TryScope({ directoryId, scope }: { readonly directoryId: string; readonly scope: Scope }) {
  const strings = useScopeStrings()
  const [search, setSearch] = useState('')
  const { data, error, isFetching, refetch } = useScopePreview(directoryId, search.trim(), scope)
  return (
    <Stack gap="sm">
      <Title order={2} fz="md">
        {strings.tryIt}
      </Title>
      <TextInput
        type="search"
        maw={460}
        aria-label={strings.tryIt}
        placeholder={strings.tryHint}
        value={search}
        leftSection={<IconUserSearch size={16} aria-hidden />}
        rightSection={isFetching ? <Loader size={16} aria-label={strings.counting} role="img" /> : null}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {search.trim() !== '' && data && <Judged users={data.users} />}
    </Stack>
  )
}

function useScopePreview(directoryId: string, search: string, scope: Scope) {
  const api = useApi()
  const [key] = useDebouncedValue(JSON.stringify({ search, scope }), 500)
  const wanted: { readonly search: string; readonly scope: Scope } = JSON.parse(key)
  return useQuery<ScopePreview, ApiError>({
    queryKey: ['scope preview', directoryId, key],
    queryFn: ({ signal }) =>
      api.post('/directories/{id}/scope/preview', {
        path: { id: directoryId },
        body: { ...wanted, limit: shown },
        signal,
      }),
    enabled: wanted.search !== '',
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    refetchOnWindowFocus: false,
    retry: false,
  })
}

function Judged({ users }: { readonly users: ScopePreview['users'] }) {
  const strings = useScopeStrings()
  return (
    <Table aria-label={strings.tryIt} verticalSpacing={6}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{strings.person}</Table.Th>
          <Table.Th w={120}>{strings.verdict}</Table.Th>
          <Table.Th>{strings.why}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {users.map(({ id, name, is_in: isIn, reason }) => (
          <Table.Tr key={id}>
            <Table.Td>{name}</Table.Td>
            <Table.Td>
              <Badge
                variant="light"
                color={isIn ? 'green' : 'gray'}
                leftSection={isIn ? <IconCheck size={13} aria-hidden /> : <IconX size={13} aria-hidden />}
              >
                {isIn ? strings.isIn : strings.isOut}
              </Badge>
            </Table.Td>
            <Table.Td>
              <Text size="sm" c="dimmed">
                {reasonText(reason, strings)}
              </Text>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
