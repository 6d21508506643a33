import { Button, Group, Modal, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ApiError } from '../../shared/api-client.ts'
import type { CustomAttribute } from '../../shared/api-types.ts'
import { useSharedStrings } from '../../shared/shared-strings.tsx'
import { useApi } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { strings } from './strings.en.ts'

const words = strings.attributes

type AttributeFormProps = {
  readonly organization: string
  /** Null while it is closed; `attribute` null: a new one. */
  readonly form: { readonly attribute: CustomAttribute | null } | null
  readonly onClose: () => void
}

/** Declares an attribute, or declares it anew. */
export function AttributeForm({ organization, form, onClose }: AttributeFormProps) {
  const attribute = form?.attribute ?? null
  return (
    <Modal
      opened={form !== null}
      onClose={onClose}
      title={attribute ? words.editTitle(attribute.name) : words.addTitle}
      size={480}
    >
      <Form organization={organization} attribute={attribute} onClose={onClose} />
    </Modal>
  )
}

type FormProps = Pick<AttributeFormProps, 'organization' | 'onClose'> & { readonly attribute: CustomAttribute | null }

function Form({ organization, attribute, onClose }: FormProps) {
  const { cancel } = useSharedStrings()
  const { draft, errors, set, submit, isBusy } = useAttributeDraft(organization, attribute)
  return (
    <form
      noValidate
      onSubmit={async (event) => {
        event.preventDefault()
        if (await submit()) onClose()
      }}
    >
      <Stack gap="md">
        <TextInput
          label={words.name}
          description={words.nameHint}
          placeholder="cost_center"
          data-autofocus
          disabled={attribute !== null}
          value={draft.name}
          error={errors.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <Select
          label={words.type}
          allowDeselect={false}
          data={Object.entries(words.types).map(([value, label]) => ({ value, label }))}
          value={draft.type}
          onChange={(type) => set({ type: type as Draft['type'] })}
        />
        <Select
          label={words.form}
          allowDeselect={false}
          data={Object.entries(words.forms).map(([value, label]) => ({ value, label }))}
          value={draft.form}
          onChange={(form) => set({ form: form as Draft['form'] })}
        />
        <Textarea
          label={words.description}
          autosize
          minRows={2}
          maxLength={500}
          value={draft.description}
          error={errors.description}
          onChange={(event) => set({ description: event.currentTarget.value })}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {cancel}
          </Button>
          <Button type="submit" loading={isBusy}>
            {strings.save}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

type Draft = Pick<CustomAttribute, 'name' | 'type' | 'form'> & { readonly description: string }

function useAttributeDraft(organization: string, attribute: CustomAttribute | null) {
  const api = useApi()
  const { run, isBusy } = useDeed()
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  const [draft, setDraft] = useState<Draft>({
    name: attribute?.name ?? '',
    type: attribute?.type ?? 'text',
    form: attribute?.form ?? 'none',
    description: attribute?.description ?? '',
  })
  const set = (part: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...part }))
    setErrors({})
  }
  async function submit(): Promise<boolean> {
    const name = draft.name.trim()
    if (name === '') {
      setErrors({ name: words.nameRequired })
      return false
    }
    const { type, form, description } = draft
    const call = { path: { id: organization, name }, body: { type, form, description: description.trim() || null } }
    const put = () => api.put('/organizations/{id}/custom_attributes/{name}', call)
    const result = await run(put, { done: words.saved(name) })
    if (!result.isDone) setErrors(result.error instanceof ApiError ? result.error.fields : {})
    return result.isDone
  }
  return { draft, errors, set, submit, isBusy }
}
