import { Button, Code, Group, Modal, Paper, Skeleton, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { Operations } from '../../shared/api-types.ts'
import { useConfirm } from '../../shared/confirm.tsx'
import { CopyField } from '../../shared/copy-field.tsx'
import { EmptyState } from '../../shared/empty-state.tsx'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { useApi, useApiQuery } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { useMay } from '../session.ts'
import { type DriftRow, DriftRows } from './drift-rows.tsx'
import { PlaceText } from './place-text.tsx'
import { strings } from './strings.en.ts'
import { yamlOf } from './yaml-of.ts'

const words = strings.drift
type OverlayKind = Operations['POST /organizations/{id}/overlay/objects/{kind}/{object_id}/revert']['path']['kind']

/** What was changed outside of the files, each to be put back or to be kept. */
export function DriftTab({ organization }: { readonly organization: string }) {
  const { data, error, refetch } = useApiQuery(
    '/organizations/{id}/drift',
    { path: { id: organization } },
    { every: 30_000 },
  )
  const [adopted, setAdopted] = useState<DriftRow | null>(null)
  const revert = useRevert(organization)
  const mayWrite = useMay('overlay:write')
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton h={240} aria-busy />
  if (data.data.length === 0) return <EmptyState {...words.empty} />
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed" maw={760}>
        {words.text}
      </Text>
      <Paper withBorder p="xs">
        <DriftRows
          drift={data.data}
          actions={(row) => (
            <Group gap="xs" justify="flex-end" wrap="nowrap">
              {row.kind !== 'hand_member' && (
                <Button size="xs" variant="default" onClick={() => setAdopted(row)}>
                  {words.adopt}
                </Button>
              )}
              <Button
                size="xs"
                variant="default"
                disabled={!mayWrite || revert.isBusy}
                onClick={() => void revert.run(row)}
              >
                {words.revert}
              </Button>
            </Group>
          )}
        />
      </Paper>
      <AdoptDialog row={adopted} onClose={() => setAdopted(null)} />
    </Stack>
  )
}

function useRevert(organization: string) {
  const api = useApi()
  const confirm = useConfirm()
  const { run, isBusy } = useDeed()
  return {
    isBusy,
    async run({ address, name }: DriftRow) {
      const asked = { title: words.revertTitle(name), text: words.revertText, action: words.revert }
      if (!(await confirm(asked))) return
      const [kind = '', object = ''] = address.split('/')
      const path = { id: organization, kind: kind as OverlayKind, object_id: object }
      const call = () => api.post('/organizations/{id}/overlay/objects/{kind}/{object_id}/revert', { path })
      await run(call, { done: words.reverted })
    },
  }
}

function AdoptDialog({ row, onClose }: { readonly row: DriftRow | null; readonly onClose: () => void }) {
  return (
    <Modal opened={row !== null} onClose={onClose} title={row && words.adoptTitle(row.name)} centered size={560}>
      {row && (
        <Stack gap="md">
          <Text size="sm">{words.adoptText}</Text>
          <PlaceText place={row.place} />
          <Code block>{yamlOf({ [row.key]: row.actual })}</Code>
          <div>
            <Text size="sm" mb={6}>
              {words.adoptCli}
            </Text>
            <CopyField label={words.adopt} value={`muster drift . --adopt ${row.address}`} />
          </div>
          <Group justify="flex-end">
            <Button onClick={onClose}>{words.close}</Button>
          </Group>
        </Stack>
      )}
    </Modal>
  )
}
