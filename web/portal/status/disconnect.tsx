import { Button, Group, Paper, Text, Title } from '@mantine/core'
import { IconPlugConnectedX } from '@tabler/icons-react'
import type { Directory } from '../../shared/api-types.ts'
import { useConfirm } from '../../shared/confirm.tsx'
import { useApi } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { useLanguage, useStrings } from '../language.tsx'
import { useGo } from '../portal-link.tsx'
import { statusStrings } from './strings.ts'

/** Ends a connection for good, after its name was typed. */
export function Disconnect({ directory }: { readonly directory: Directory }) {
  const strings = useStrings(statusStrings).disconnect
  const { language } = useLanguage()
  const api = useApi()
  const deed = useDeed()
  const confirm = useConfirm()
  const go = useGo()
  const number = (value: number) => new Intl.NumberFormat(language).format(value)
  async function disconnect() {
    const { users, groups } = directory.metadata
    const answer = await confirm({
      title: strings.question(directory.name),
      text: strings.warning(number(users.active + users.inactive), number(groups)),
      action: strings.action,
      isDangerous: true,
      cannotBeUndone: true,
      typed: directory.name,
    })
    if (!answer) return
    const path = { id: directory.id }
    const { isDone } = await deed.run(() => api.delete('/directories/{id}', { path }), { done: strings.done })
    if (isDone) await go('/')
  }
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" gap="md">
        <div style={{ flex: 1, minWidth: 240 }}>
          <Title order={2} fz="md">
            {strings.title}
          </Title>
          <Text size="sm" c="dimmed" mt={4}>
            {strings.text}
          </Text>
        </div>
        <Button
          color="red"
          variant="outline"
          loading={deed.isBusy}
          leftSection={<IconPlugConnectedX size={16} aria-hidden />}
          onClick={() => void disconnect()}
        >
          {strings.action}
        </Button>
      </Group>
    </Paper>
  )
}
