import { Alert, Button, Group, List, Text } from '@mantine/core'
import { IconHandStop } from '@tabler/icons-react'
import type { SyncRun } from '../../shared/api-types.ts'
import { useConfirm } from '../../shared/confirm.tsx'
import { counted } from '../../shared/counted-text.ts'
import { useApi, useApiQuery } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { useLanguage, useStrings } from '../language.tsx'
import { statusStrings } from './strings.ts'

const shown = 10

/** Removals that the deletion guard holds: whom they are about, and the two ways to decide. */
export function HeldRemovals({ run }: { readonly run: SyncRun }) {
  const strings = useStrings(statusStrings).held
  const { language } = useLanguage()
  const path = { id: run.directory_id, run_id: run.id }
  const query = { states: ['held' as const], limit: String(shown) }
  const { data } = useApiQuery('/directories/{id}/sync_runs/{run_id}/removals', { path, query })
  const count = run.counts.held
  const names = data?.data.map(({ name }) => name) ?? []
  const { approve, reject, isBusy } = useDecision(run, names)
  return (
    <Alert
      color="orange"
      variant="light"
      icon={<IconHandStop size={18} aria-hidden />}
      title={strings.title(new Intl.NumberFormat(language).format(count))}
    >
      <Text size="sm" c="inherit">
        {strings.text}
      </Text>
      {names.length > 0 && (
        <List size="sm" mt="xs" aria-label={strings.names}>
          {data?.data.map(({ id, name }) => (
            <List.Item key={id}>{name}</List.Item>
          ))}
          {count > names.length && <List.Item>{counted(strings.more, count - names.length, language)}</List.Item>}
        </List>
      )}
      <Group gap="xs" mt="md">
        <Button variant="default" size="sm" loading={isBusy} onClick={reject}>
          {strings.reject}
        </Button>
        <Button color="red" size="sm" loading={isBusy} onClick={() => void approve()}>
          {strings.approve}
        </Button>
      </Group>
    </Alert>
  )
}

function useDecision(run: SyncRun, names: readonly string[]) {
  const strings = useStrings(statusStrings).held
  const { language } = useLanguage()
  const api = useApi()
  const deed = useDeed()
  const confirm = useConfirm()
  const path = { id: run.directory_id, run_id: run.id }
  const body = { removals: run.counts.held }
  return {
    isBusy: deed.isBusy,
    reject() {
      const work = () => api.post('/directories/{id}/sync_runs/{run_id}/reject', { path, body })
      void deed.run(work, { done: strings.rejected })
    },
    async approve() {
      const count = new Intl.NumberFormat(language).format(run.counts.held)
      const answer = await confirm({
        title: strings.approveTitle,
        text: strings.approveText(count),
        names,
        total: run.counts.held,
        action: strings.approve,
        isDangerous: true,
        typed: String(run.counts.held),
      })
      if (!answer) return
      const work = () => api.post('/directories/{id}/sync_runs/{run_id}/approve', { path, body })
      await deed.run(work, { done: strings.approved })
    },
  }
}
