import { Alert, Button, Group, List, Modal, Skeleton, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { PersonMerge, PersonWithDirectories } from '../../shared/api-types.ts'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { ObjectPicker } from '../../shared/pickers/object-picker.tsx'
import { useApi, useApiQuery } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { valueLine } from './person-value.ts'
import { deciding } from './value-disputes-strings.en.ts'

const words = deciding.merge

type MergeDialogProps = {
  readonly person: PersonWithDirectories
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** Says that another person is this one, after a look at what that does. */
export function MergeDialog({ person, isOpen, onClose }: MergeDialogProps) {
  const [chosen, setChosen] = useState<string | null>(null)
  const api = useApi()
  const { run, isBusy } = useDeed()
  const other = chosen === person.id ? null : chosen
  const close = () => {
    setChosen(null)
    onClose()
  }
  async function merge() {
    if (!other) return
    const call = { path: { id: person.id }, body: { person_id: other } }
    const { isDone } = await run(() => api.post('/people/{id}/merge', call), { done: words.done })
    if (isDone) close()
  }
  return (
    <Modal opened={isOpen} onClose={close} title={words.title(person.display_name)}>
      <Stack>
        <Text size="sm">{words.text(person.display_name)}</Text>
        <ObjectPicker
          kind="person"
          label={words.person}
          organization={person.organization_id}
          value={chosen}
          onChange={setChosen}
          data-autofocus
        />
        {other && <Preview id={person.id} other={other} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {words.cancel}
          </Button>
          <Button disabled={!other} loading={isBusy} onClick={() => void merge()}>
            {words.action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

function Preview({ id, other }: { readonly id: string; readonly other: string }) {
  const { data, error } = useApiQuery('/people/{id}/merge', { path: { id }, query: { person_id: other } })
  if (error) return <ErrorNotice error={error} />
  if (!data) return <Skeleton h={120} aria-busy />
  const twice = data.directories_twice.map(({ name }) => name).join(', ')
  return (
    <Stack gap="xs">
      {twice && (
        <Alert variant="light" color="orange" p="sm">
          {words.twice(twice)}
        </Alert>
      )}
      <Lines
        title={words.moves}
        lines={data.links.map((link) => `${link.user?.name ?? link.directory_user_id} · ${link.directory?.name ?? ''}`)}
      />
      {data.changes.length === 0 ? (
        <Text size="sm" c="dimmed">
          {words.nothing}
        </Text>
      ) : (
        <Lines title={words.changes} lines={data.changes.map(changeLine)} />
      )}
    </Stack>
  )
}

function changeLine({ attribute, before, after }: PersonMerge['changes'][number]): string {
  return `${attribute}: ${words.from(valueLine(before) ?? words.none, valueLine(after) ?? words.none)}`
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  return (
    <section>
      <Text size="sm" fw={500}>
        {title}
      </Text>
      <List size="sm">
        {lines.map((line) => (
          <List.Item key={line}>{line}</List.Item>
        ))}
      </List>
    </section>
  )
}
