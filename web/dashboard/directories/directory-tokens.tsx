import { Button, Group, Paper, Stack, Switch, Table, Text, Title } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { useState } from 'react'
import type { DirectoryToken } from '../../shared/api-types.ts'
import { useConfirm } from '../../shared/confirm.tsx'
import { StatusBadge } from '../../shared/status-badge.tsx'
import { Time } from '../../shared/time.tsx'
import { useApi, useApiQuery } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { useMay } from '../session.ts'
import { RotateTokenDialog } from './rotate-token.tsx'
import { strings } from './strings.en.ts'
import { isUsableToken, tokenState } from './token-state.ts'

const words = strings.tokens

/** The bearer tokens of a directory: which work, until when, and how they are rotated. */
export function DirectoryTokens({ directoryId }: { readonly directoryId: string }) {
  const [isRotating, setRotating] = useState(false)
  const [isAll, setAll] = useState(false)
  const mayWrite = useMay('directories:write')
  const path = { id: directoryId }
  const { data } = useApiQuery('/directories/{id}/tokens', { path, query: { limit: '100' } })
  const now = new Date()
  const tokens = data?.data ?? []
  const usable = tokens.filter((token) => isUsableToken(token, now))
  const shown = isAll ? tokens : usable
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <div>
          <Title order={3} fz="sm">
            {words.title}
          </Title>
          <Text size="sm" c="dimmed">
            {words.text}
          </Text>
        </div>
        {mayWrite && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconKey size={14} aria-hidden />}
            onClick={() => setRotating(true)}
          >
            {words.rotate}
          </Button>
        )}
      </Group>
      {shown.length === 0 ? (
        <Text size="sm">{data ? words.none : ''}</Text>
      ) : (
        <TokenTable tokens={shown} usable={usable.length} mayWrite={mayWrite} />
      )}
      {tokens.length > usable.length && (
        <Switch size="xs" label={words.showEnded} checked={isAll} onChange={() => setAll(!isAll)} />
      )}
      <RotateTokenDialog opened={isRotating} onClose={() => setRotating(false)} directoryId={directoryId} />
    </Stack>
  )
}

type TokenTableProps = {
  readonly tokens: readonly DirectoryToken[]
  readonly usable: number
  readonly mayWrite: boolean
}

function TokenTable({ tokens, usable, mayWrite }: TokenTableProps) {
  const now = new Date()
  return (
    <Paper withBorder>
      <Table.ScrollContainer minWidth={520} type="native">
        <Table aria-label={words.title} verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              {[words.token, words.state, words.used, words.ends, words.made].map((title) => (
                <Table.Th key={title}>{title}</Table.Th>
              ))}
              {mayWrite && <Table.Th>{words.actions}</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {tokens.map((token) => (
              <Table.Tr key={token.id}>
                <Table.Td>
                  <code>…{token.token_suffix}</code>
                </Table.Td>
                <Table.Td>
                  <StatusBadge state={tokenState(token, now)} size="sm" />
                </Table.Td>
                <Table.Td>
                  <Time at={token.last_used_at} missing={words.notUsed} />
                </Table.Td>
                <Table.Td>
                  <Time at={token.revoked_at ?? token.expires_at} missing={words.never} />
                </Table.Td>
                <Table.Td>
                  <Time at={token.created_at} />
                </Table.Td>
                {mayWrite && (
                  <Table.Td>{isUsableToken(token, now) && <Revoke token={token} left={usable - 1} />}</Table.Td>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  )
}

function Revoke({ token, left }: { readonly token: DirectoryToken; readonly left: number }) {
  const api = useApi()
  const confirm = useConfirm()
  const { run, isBusy } = useDeed()
  const revoke = async () => {
    const title = words.revokeTitle(token.token_suffix)
    const text = words.revokeText(left)
    if (!(await confirm({ title, text, action: words.revoke, isDangerous: true }))) return
    const path = { id: token.directory_id, token_id: token.id }
    await run(() => api.delete('/directories/{id}/tokens/{token_id}', { path }), { done: words.revoked })
  }
  return (
    <Button size="compact-xs" variant="subtle" color="red" loading={isBusy} onClick={() => void revoke()}>
      {words.revoke}
    </Button>
  )
}
