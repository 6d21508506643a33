import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ObjectPicker } from '../../shared/pickers/object-picker.tsx'
import { useApi } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { strings } from './strings.en.ts'
import type { TabProps } from './team-page.tsx'

const words = strings.add

type AddMemberProps = TabProps & { readonly isOpen: boolean; readonly onClose: () => void }

/** Adds a person by hand, for good or until a day. */
export function AddMember({ object, isOpen, onClose }: AddMemberProps) {
  const [person, setPerson] = useState<string | null>(null)
  const [until, setUntil] = useState('')
  const api = useApi()
  const { run, isBusy } = useDeed()
  const { organization_id: organization } = object.overlay_object
  const close = () => {
    setPerson(null)
    setUntil('')
    onClose()
  }
  async function add() {
    if (!person) return
    const path = { id: organization, kind: object.kind, object_id: object.id }
    const body = { person_id: person, action: 'add', until: until || null } as const
    const { isDone } = await run(
      () => api.post('/organizations/{id}/member_objects/{kind}/{object_id}/hand_members', { path, body }),
      { done: ({ member }) => (member ? words.done : words.kept) },
    )
    if (isDone) close()
  }
  return (
    <Modal opened={isOpen} onClose={close} title={words.title(object.name)}>
      <Stack>
        <ObjectPicker
          kind="person"
          label={words.person}
          organization={organization}
          value={person}
          onChange={setPerson}
          data-autofocus
        />
        <TextInput
          type="date"
          label={words.until}
          description={words.untilText}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {words.cancel}
          </Button>
          <Button disabled={!person} loading={isBusy} onClick={() => void add()}>
            {words.action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
