import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { ApiError } from '../api-client.ts'
import type { CustomAttribute } from '../api-types.ts'
import { useSharedStrings } from '../shared-strings.tsx'
import { useApi } from '../use-api.ts'
import { useDeed } from '../use-deed.ts'
import { type MappingStrings, useMappingStrings } from './mapping-strings.ts'

export type AddAttributeProps = { readonly organizationId: string; readonly onAdded: (name: string) => void }

/** A button that opens a form by which an organization declares an attribute of its own. */
export function AddAttribute({ organizationId, onAdded }: AddAttributeProps) {
  const strings = useMappingStrings()
  const [isOpen, { open, close }] = useDisclosure()
  return (
    <>
      <Button variant="default" size="sm" leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
        {strings.addAttribute}
      </Button>
      <Modal opened={isOpen} onClose={close} title={strings.add.title} centered>
        <AttributeForm
          organizationId={organizationId}
          strings={strings.add}
          onCancel={close}
          onAdded={(name) => {
            close()
            onAdded(name)
          }}
        />
      </Modal>
    </>
  )
}

type FormProps = AddAttributeProps & { readonly strings: MappingStrings['add']; readonly onCancel: () => void }

const empty = { name: '', type: 'text', form: 'trim', description: '' } as const
type Values = {
  readonly name: string
  readonly type: CustomAttribute['type']
  readonly form: CustomAttribute['form']
  readonly description: string
}

function AttributeForm({ organizationId, strings, onAdded, onCancel }: FormProps) {
  const api = useApi()
  const deed = useDeed()
  const shared = useSharedStrings()
  const [values, setValues] = useState<Values>(empty)
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  const set = (changed: Partial<Values>) => setValues((before) => ({ ...before, ...changed }))
  const { name, type, form, description } = values
  const hasForm = type === 'text' || type === 'list'

  async function submit(event: FormEvent) {
    event.preventDefault()
    const body = { type, form: hasForm ? form : 'none', description: description.trim() || null } as const
    const path = { id: organizationId, name: name.trim() }
    const work = () => api.put('/organizations/{id}/custom_attributes/{name}', { path, body })
    const result = await deed.run(work, { done: strings.done(path.name) })
    if (result.isDone) onAdded(path.name)
    else setErrors(result.error instanceof ApiError ? result.error.fields : {})
  }

  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="md">
        <Text size="sm">{strings.text}</Text>
        <TextInput
          label={strings.name}
          description={strings.nameHint}
          value={name}
          error={errors.name}
          required
          maxLength={63}
          pattern="[a-z][a-z0-9_]*"
          data-autofocus
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <Select
          label={strings.type}
          data={optionsOf(strings.types)}
          value={type}
          allowDeselect={false}
          onChange={(chosen) => chosen && set({ type: chosen as Values['type'] })}
        />
        {hasForm && (
          <Select
            label={strings.form}
            data={optionsOf(strings.forms)}
            value={form}
            allowDeselect={false}
            onChange={(chosen) => chosen && set({ form: chosen as Values['form'] })}
          />
        )}
        <TextInput
          label={strings.description}
          description={shared.optional}
          value={description}
          maxLength={500}
          onChange={(event) => set({ description: event.currentTarget.value })}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            {shared.cancel}
          </Button>
          <Button type="submit" loading={deed.isBusy}>
            {strings.action}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function optionsOf(words: Readonly<Record<string, string>>): { value: string; label: string }[] {
  return Object.entries(words).map(([value, label]) => ({ value, label }))
}
