import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ApiError } from '../../shared/api-client.ts'
import type { Member } from '../../shared/api-types.ts'
import { useSharedStrings } from '../../shared/shared-strings.tsx'
import { useApi } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { MadeSecret } from './made-secret.tsx'
import { strings } from './strings.en.ts'

const words = strings.team
type Role = Member['role']
type Made = { readonly name: string; readonly url: string }

type InviteMemberProps = { readonly opened: boolean; readonly onClose: () => void }

/** Invites somebody, and shows the link that signs them in, once. */
export function InviteMember({ opened, onClose }: InviteMemberProps) {
  const [made, setMade] = useState<Made | null>(null)
  return (
    <>
      <Modal opened={opened} onClose={onClose} title={words.inviteTitle} size={480}>
        <Form
          onClose={onClose}
          onMade={(invited) => {
            onClose()
            setMade(invited)
          }}
        />
      </Modal>
      <MadeSecret
        opened={made !== null}
        title={words.link.title}
        label={words.link.label}
        text={words.link.invited(made?.name ?? '')}
        value={made?.url ?? ''}
        done={words.link.done}
        onClose={() => setMade(null)}
      />
    </>
  )
}

type FormProps = { readonly onClose: () => void; readonly onMade: (made: Made) => void }

function Form({ onClose, onMade }: FormProps) {
  const { cancel } = useSharedStrings()
  const { values, errors, set, submit, isBusy } = useInvitation()
  return (
    <form
      noValidate
      onSubmit={async (event) => {
        event.preventDefault()
        const url = await submit()
        if (url !== null) onMade({ name: values.name.trim(), url })
      }}
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {words.inviteText}
        </Text>
        <TextInput
          label={words.fields.name}
          data-autofocus
          value={values.name}
          error={errors.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <TextInput
          label={words.fields.email}
          type="email"
          value={values.email}
          error={errors.email}
          onChange={(event) => set({ email: event.currentTarget.value })}
        />
        <Select
          label={words.fields.role}
          description={words.roleTexts[values.role]}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          data={Object.entries(strings.roleNames).map(([value, label]) => ({ value, label }))}
          value={values.role}
          allowDeselect={false}
          onChange={(role) => set({ role: role as Role })}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {cancel}
          </Button>
          <Button type="submit" loading={isBusy}>
            {words.inviteAction}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

type Draft = { readonly name: string; readonly email: string; readonly role: Role }

function useInvitation() {
  const api = useApi()
  const { run, isBusy } = useDeed()
  const [values, setValues] = useState<Draft>({ name: '', email: '', role: 'support' })
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  const set = (part: Partial<Draft>) => {
    setValues((before) => ({ ...before, ...part }))
    setErrors({})
  }
  /** Gives the link; null when nobody was invited. */
  async function submit(): Promise<string | null> {
    const [name, email] = [values.name.trim(), values.email.trim()]
    const { nameRequired, emailRequired } = words.fields
    const missing = { ...(name === '' && { name: nameRequired }), ...(email === '' && { email: emailRequired }) }
    setErrors(missing)
    if (Object.keys(missing).length > 0) return null
    const result = await run(() => api.post('/members', { body: { name, email, role: values.role } }))
    if (result.isDone) return result.answer.sign_in_url
    setErrors(fieldErrors(result.error))
    return null
  }
  return { values, errors, set, submit, isBusy }
}

function fieldErrors(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof ApiError)) return {}
  return error.code === 'member_already_exists' ? { email: error.message } : error.fields
}
