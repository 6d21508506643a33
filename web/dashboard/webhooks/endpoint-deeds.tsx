import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconDots, IconPencil, IconPlayerPause, IconPlayerPlay, IconSend, IconTrash } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { WebhookEndpoint } from '../../shared/api-types.ts'
import { useConfirm } from '../../shared/confirm.tsx'
import { useApi } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { useMay } from '../session.ts'
import { EndpointForm } from './endpoint-form.tsx'
import { strings } from './strings.en.ts'
import { TestDialog } from './test-dialog.tsx'

const words = strings.page

/** What can be done with an endpoint; nothing for who may only read. */
export function EndpointDeeds({ endpoint }: { readonly endpoint: WebhookEndpoint }) {
  const mayWrite = useMay('webhook_endpoints:write')
  const navigate = useNavigate({ from: '/webhooks/$id' })
  const [opened, setOpened] = useState<'edit' | 'test' | null>(null)
  if (!mayWrite) return null
  return (
    <>
      <Button variant="default" leftSection={<IconSend size={16} aria-hidden />} onClick={() => setOpened('test')}>
        {words.test}
      </Button>
      <Button variant="default" onClick={() => void navigate({ search: (now) => ({ ...now, replay: hoursAgo(24) }) })}>
        {words.replay}
      </Button>
      <MoreMenu endpoint={endpoint} onEdit={() => setOpened('edit')} />
      <EndpointForm endpoint={endpoint} opened={opened === 'edit'} onClose={() => setOpened(null)} />
      <TestDialog endpointId={endpoint.id} opened={opened === 'test'} onClose={() => setOpened(null)} />
    </>
  )
}

function MoreMenu({ endpoint, onEdit }: { readonly endpoint: WebhookEndpoint; readonly onEdit: () => void }) {
  const change = useChanges(endpoint)
  const isOn = endpoint.status === 'enabled'
  const iconOf = isOn ? IconPlayerPause : IconPlayerPlay
  const Icon = iconOf
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="default" size="input-sm" aria-label={words.more} loading={change.isBusy}>
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={onEdit}>
          {words.edit}
        </Menu.Item>
        <Menu.Item leftSection={<Icon size={16} aria-hidden />} onClick={() => void change.turn(!isOn)}>
          {isOn ? words.pause : words.enable}
        </Menu.Item>
        <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => void change.remove()}>
          {words.delete}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function useChanges({ id, endpoint_url: url }: WebhookEndpoint) {
  const api = useApi()
  const confirm = useConfirm()
  const navigate = useNavigate()
  const { run, isBusy } = useDeed()
  const path = { id }
  return {
    isBusy,
    turn: (isOn: boolean) =>
      run(() => api.patch('/webhook_endpoints/{id}', { path, body: { status: isOn ? 'enabled' : 'disabled' } }), {
        done: isOn ? words.enabled : words.paused,
      }),
    async remove() {
      const question = { title: words.deleteTitle, text: words.deleteText, names: [url], action: words.delete }
      if (!(await confirm({ ...question, isDangerous: true, cannotBeUndone: true }))) return
      await navigate({ to: '/webhooks' })
      await run(() => api.delete('/webhook_endpoints/{id}', { path }), { done: words.deleted })
    },
  }
}

/** A time so many hours ago. */
export function hoursAgo(hours: number): string {
  return new Date(Date.now() - hours * 3_600_000).toISOString()
}
