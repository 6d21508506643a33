import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ApiError } from '../../shared/api-client.ts'
import type { ApiKey } from '../../shared/api-types.ts'
import { ObjectPicker } from '../../shared/pickers/object-picker.tsx'
import { useSharedStrings } from '../../shared/shared-strings.tsx'
import { useApi } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { useSession } from '../session.ts'
import { MadeSecret } from './made-secret.tsx'
import { type Permission, PermissionPicker } from './permission-picker.tsx'
import { strings } from './strings.en.ts'
import { useAllPermissions } from './use-all-permissions.ts'

const words = strings.keys.form
type Expiry = keyof typeof words.expiries

type NewApiKeyProps = {
  /** Null while it is closed; `rotated`: the key that the new one is to replace. */
  readonly form: { readonly rotated: ApiKey | null } | null
  readonly onClose: () => void
}

/** Makes a key, and shows it once. */
export function NewApiKey({ form, onClose }: NewApiKeyProps) {
  const [made, setMade] = useState<string | null>(null)
  const rotated = form?.rotated ?? null
  return (
    <>
      <Modal
        opened={form !== null}
        onClose={onClose}
        title={rotated ? words.rotateTitle(rotated.name) : words.title}
        size={560}
      >
        <Form
          rotated={rotated}
          onClose={onClose}
          onMade={(value) => {
            onClose()
            setMade(value)
          }}
        />
      </Modal>
      <MadeSecret opened={made !== null} {...strings.keys.made} value={made ?? ''} onClose={() => setMade(null)} />
    </>
  )
}

type FormProps = {
  readonly rotated: ApiKey | null
  readonly onClose: () => void
  readonly onMade: (value: string) => void
}

function Form({ rotated, onClose, onMade }: FormProps) {
  const { cancel } = useSharedStrings()
  const draft = useKeyDraft(rotated)
  const { data: session } = useSession()
  const all = useAllPermissions()
  const { values, errors, set } = draft
  return (
    <form
      noValidate
      onSubmit={async (event) => {
        event.preventDefault()
        const value = await draft.submit()
        if (value !== null) onMade(value)
      }}
    >
      <Stack gap="md">
        {rotated && <Text size="sm">{words.rotateText}</Text>}
        <TextInput
          label={words.name}
          description={words.nameHint}
          data-autofocus
          value={values.name}
          error={errors.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <PermissionPicker
          all={all}
          value={values.permissions}
          error={errors.permissions ?? null}
          onChange={(permissions) => set({ permissions })}
        />
        {session?.organization_id === null && (
          <ObjectPicker
            kind="organization"
            label={words.organization}
            description={words.organizationHint}
            value={values.organization}
            error={errors.organization_id}
            onChange={(organization) => set({ organization })}
          />
        )}
        <Select
          label={words.expires}
          allowDeselect={false}
          data={Object.entries(words.expiries).map(([value, label]) => ({ value, label }))}
          value={values.expires}
          onChange={(expires) => set({ expires: (expires ?? 'never') as Expiry })}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {cancel}
          </Button>
          <Button type="submit" loading={draft.isBusy}>
            {words.submit}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

type Draft = {
  readonly name: string
  readonly permissions: readonly string[]
  readonly organization: string | null
  readonly expires: Expiry
}

function useKeyDraft(rotated: ApiKey | null) {
  const api = useApi()
  const deed = useDeed()
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  const [values, setValues] = useState<Draft>({
    name: rotated?.name ?? '',
    permissions: rotated?.permissions ?? [],
    organization: rotated?.owner?.id ?? null,
    expires: 'never',
  })
  const set = (part: Partial<Draft>) => {
    setValues((before) => ({ ...before, ...part }))
    setErrors({})
  }
  /** Gives the key's value; null when it was not made. */
  async function submit(): Promise<string | null> {
    const missing = missingIn(values)
    setErrors(missing)
    if (Object.keys(missing).length > 0) return null
    const { name, organization, expires } = values
    const permissions = [...values.permissions] as Permission[]
    const days = expires === 'never' ? null : Number(expires)
    const body = { name: name.trim(), permissions, organization_id: organization, expires_in_days: days }
    const result = await deed.run(() => api.post('/api_keys', { body }))
    if (result.isDone) return result.answer.value
    setErrors(result.error instanceof ApiError ? result.error.fields : {})
    return null
  }
  return { values, errors, set, submit, isBusy: deed.isBusy }
}

function missingIn({ name, permissions }: Draft): Record<string, string> {
  return {
    ...(name.trim() === '' && { name: words.nameRequired }),
    ...(permissions.length === 0 && { permissions: words.noneChosen }),
  }
}
