import { Button, Group, TextInput } from '@mantine/core'
import { IconUserSearch } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useStrings } from '../language.tsx'
import { useGo } from '../portal-link.tsx'
import { personStrings } from './strings.ts'

export type FindPersonProps = {
  readonly directoryId: string
  readonly label?: string
  readonly action?: string
  readonly initial?: string
}

/** The address of the screen that explains a person. */
export function personPath(directoryId: string, user: string): string {
  return `/directories/${directoryId}/people/${encodeURIComponent(user)}`
}

/** Asks whether somebody is synced, by whatever is known of the person. */
export function FindPerson({ directoryId, label, action, initial = '' }: FindPersonProps) {
  const strings = useStrings(personStrings)
  const go = useGo()
  const [text, setText] = useState(initial)
  function submit(event: FormEvent) {
    event.preventDefault()
    if (text.trim() !== '') void go(personPath(directoryId, text.trim()))
  }
  return (
    <form onSubmit={submit}>
      <Group gap="xs" align="flex-end">
        <TextInput
          type="search"
          aria-label={label ?? strings.find}
          placeholder={strings.findHint}
          value={text}
          maxLength={1024}
          style={{ flex: 1, minWidth: 220, maxWidth: 420 }}
          leftSection={<IconUserSearch size={16} aria-hidden />}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" variant="default">
          {action ?? strings.look}
        </Button>
      </Group>
    </form>
  )
}
