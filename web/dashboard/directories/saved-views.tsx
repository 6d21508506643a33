import { ActionIcon, Button, Group, Menu, Modal, Stack, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconBookmark, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { strings } from './strings.en.ts'
import { isSameView, type SavedView, useSavedViews, type View } from './view-storage.ts'

const words = strings.views

const builtIn: readonly SavedView[] = [
  { name: words.troubled, search: { states: ['invalid_credentials', 'unlinked'] } },
  { name: words.inSetUp, search: { states: ['validating'] } },
]

type SavedViewsProps = { readonly search: View; readonly onOpen: (view: View) => void }

/** The views of this list that the reader has kept, and the way to keep this one. */
export function SavedViews({ search, onOpen }: SavedViewsProps) {
  const { views, add, remove } = useSavedViews()
  const [isSaving, { open, close }] = useDisclosure()
  const isEmpty = isSameView(search, {})
  return (
    <>
      <Menu position="bottom-end" width={280}>
        <Menu.Target>
          <Button variant="default" leftSection={<IconBookmark size={16} aria-hidden />}>
            {words.button}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{words.builtIn}</Menu.Label>
          {builtIn.map((view) => (
            <Menu.Item key={view.name} onClick={() => onOpen(view.search)}>
              {view.name}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Label>{views.length === 0 ? words.none : words.yours}</Menu.Label>
          {views.map((view) => (
            <ViewItem key={view.name} view={view} onOpen={onOpen} onRemove={remove} />
          ))}
          <Menu.Divider />
          <Menu.Item disabled={isEmpty} onClick={open}>
            {words.save}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal opened={isSaving} onClose={close} title={words.save} size={400}>
        <NameForm
          onName={(name) => {
            add({ name, search })
            close()
          }}
        />
      </Modal>
    </>
  )
}

type ViewItemProps = {
  readonly view: SavedView
  readonly onOpen: (view: View) => void
  readonly onRemove: (name: string) => void
}

function ViewItem({ view: { name, search }, onOpen, onRemove }: ViewItemProps) {
  return (
    <Group gap={0} wrap="nowrap">
      <Menu.Item onClick={() => onOpen(search)}>{name}</Menu.Item>
      <ActionIcon variant="subtle" color="gray" mr={6} aria-label={words.remove(name)} onClick={() => onRemove(name)}>
        <IconTrash size={15} aria-hidden />
      </ActionIcon>
    </Group>
  )
}

function NameForm({ onName }: { readonly onName: (name: string) => void }) {
  const [name, setName] = useState('')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() !== '') onName(name.trim())
      }}
    >
      <Stack gap="md">
        <TextInput
          label={words.saveAs}
          data-autofocus
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button type="submit" disabled={name.trim() === ''}>
            {words.keep}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
