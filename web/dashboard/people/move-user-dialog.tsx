import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { PersonLink, PersonWithDirectories } from '../../shared/api-types.ts'
import { ObjectPicker } from '../../shared/pickers/object-picker.tsx'
import { useApi } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { matching } from './matching-strings.en.ts'

const words = matching.links

type MoveUserDialogProps = {
  readonly link: PersonLink
  readonly person: PersonWithDirectories
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** Gives a user to another person of the organization. */
export function MoveUserDialog({ link, person, isOpen, onClose }: MoveUserDialogProps) {
  const [chosen, setChosen] = useState<string | null>(null)
  const api = useApi()
  const navigate = useNavigate()
  const { run, isBusy } = useDeed()
  async function move() {
    if (!chosen) return
    const body = { directory_user_id: link.directory_user_id }
    const { isDone } = await run(() => api.post('/people/{id}/links', { path: { id: chosen }, body }), {
      done: words.moved,
    })
    if (!isDone) return
    onClose()
    void navigate({ to: '/people/$id', params: { id: chosen }, search: { tab: 'links' } })
  }
  return (
    <Modal opened={isOpen} onClose={onClose} title={words.moveTitle(link.user?.name ?? link.directory_user_id)}>
      <Stack>
        <Text size="sm">{words.moveText}</Text>
        <ObjectPicker
          kind="person"
          label={words.person}
          organization={person.organization_id}
          value={chosen}
          onChange={setChosen}
          data-autofocus
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button disabled={!chosen || chosen === person.id} loading={isBusy} onClick={() => void move()}>
            {words.moveAction}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
