import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { PersonWithDirectories } from '../../shared/api-types.ts'
import { ObjectPicker } from '../../shared/pickers/object-picker.tsx'
import { useApi } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { matching } from './matching-strings.en.ts'

const words = matching.links

type LinkUserDialogProps = {
  readonly person: PersonWithDirectories
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** Says that one more user, of any directory of the organization, is this person. */
export function LinkUserDialog({ person, isOpen, onClose }: LinkUserDialogProps) {
  const [chosen, setChosen] = useState<string | null>(null)
  const api = useApi()
  const { run, isBusy } = useDeed()
  const close = () => {
    setChosen(null)
    onClose()
  }
  async function link() {
    if (!chosen) return
    const call = { path: { id: person.id }, body: { directory_user_id: chosen } }
    const { isDone } = await run(() => api.post('/people/{id}/links', call), { done: words.linked })
    if (isDone) close()
  }
  return (
    <Modal opened={isOpen} onClose={close} title={words.linkTitle(person.display_name)}>
      <Stack>
        <Text size="sm">{words.linkText}</Text>
        <ObjectPicker
          kind="user"
          label={words.user}
          organization={person.organization_id}
          value={chosen}
          onChange={setChosen}
          data-autofocus
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {words.cancel}
          </Button>
          <Button disabled={!chosen} loading={isBusy} onClick={() => void link()}>
            {words.linkAction}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
