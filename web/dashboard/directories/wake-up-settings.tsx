import { Button, Group, Stack } from '@mantine/core'
import type { Connection } from '../../shared/api-types.ts'
import { useConfirm } from '../../shared/confirm.tsx'
import { CopyField } from '../../shared/copy-field.tsx'
import { useApi, useApiQuery } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { useMay } from '../session.ts'
import { SettingsSection } from './settings-section.tsx'
import { strings } from './strings.en.ts'

const words = strings.settings

/** The address at which the source tells of changes; nothing where it cannot. */
export function WakeUpSettings({ connection }: { readonly connection: Connection }) {
  const api = useApi()
  const confirm = useConfirm()
  const mayWrite = useMay('connections:write')
  const { run, isBusy } = useDeed()
  const { data } = useApiQuery('/connectors', { query: { limit: '100' } })
  const connector = data?.data.find(({ type }) => type === connection.type)
  const { wake_up_url: url, directory_id: id } = connection
  if (!connector?.abilities.wake_ups || !mayWrite) return null
  const make = async () => {
    const question = { title: words.makeWakeUp, text: words.wakeUpAgain, action: words.makeWakeUp }
    if (url && !(await confirm(question))) return
    await run(() => api.post('/directories/{id}/connection/wake_ups', { path: { id } }), { done: words.wakeUpMade })
  }
  return (
    <SettingsSection title={words.wakeUps} text={words.wakeUpsText}>
      <Stack gap="sm">
        {url && <CopyField label={words.wakeUpUrl} value={url} secret />}
        <Group>
          <Button variant="default" loading={isBusy} onClick={() => void make()}>
            {url ? words.makeWakeUp : words.makeFirstWakeUp}
          </Button>
        </Group>
      </Stack>
    </SettingsSection>
  )
}
