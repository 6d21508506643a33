import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ApiError } from '../../shared/api-client.ts'
import type { Organization } from '../../shared/api-types.ts'
import { useSharedStrings } from '../../shared/shared-strings.tsx'
import { useApi } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { changedMetadata, MetadataFields, type Pair, pairsOf } from './metadata-fields.tsx'
import { strings } from './strings.en.ts'

const words = strings.form

type OrganizationFormProps = {
  readonly opened: boolean
  readonly onClose: () => void
  /** What is changed; a new one is made without it. */
  readonly organization?: Organization
  readonly onSaved?: (organization: Organization) => void
}

/** Makes an organization, or changes one. */
export function OrganizationForm(props: OrganizationFormProps) {
  const { opened, onClose, organization } = props
  return (
    <Modal opened={opened} onClose={onClose} title={organization ? words.editTitle : words.newTitle} size={520}>
      <Form key={organization?.updated_at} {...props} />
    </Modal>
  )
}

function Form({ onClose, organization, onSaved }: OrganizationFormProps) {
  const { cancel } = useSharedStrings()
  const form = useOrganizationDraft(organization)
  const save = useSaveOrganization(organization)
  const submit = async () => {
    if (form.draft.name.trim() === '') return form.setErrors({ name: words.nameRequired })
    const result = await save.run(form.draft)
    if (!result.isDone) {
      return form.setErrors(result.error instanceof ApiError ? result.error.fields : {})
    }
    onClose()
    onSaved?.(result.answer)
  }
  const { draft, errors, set } = form
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <Stack gap="md">
        <TextInput
          label={words.name}
          withAsterisk
          data-autofocus
          value={draft.name}
          error={errors.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <TextInput
          label={words.externalId}
          description={words.externalIdHint}
          value={draft.externalId}
          error={errors.external_id}
          onChange={(event) => set({ externalId: event.currentTarget.value })}
        />
        {!organization && (
          <TextInput
            label={words.domain}
            description={words.domainHint}
            placeholder={strings.domains.placeholder}
            value={draft.domain}
            error={errors.domains}
            onChange={(event) => set({ domain: event.currentTarget.value })}
          />
        )}
        <MetadataFields pairs={draft.pairs} error={errors.metadata} onChange={(pairs) => set({ pairs })} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {cancel}
          </Button>
          <Button type="submit" loading={save.isBusy}>
            {organization ? words.save : words.create}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

type Draft = {
  readonly name: string
  readonly externalId: string
  readonly domain: string
  readonly pairs: readonly Pair[]
}

function useOrganizationDraft(organization: Organization | undefined) {
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  const [draft, setDraft] = useState<Draft>({
    name: organization?.name ?? '',
    externalId: organization?.external_id ?? '',
    domain: '',
    pairs: pairsOf(organization?.metadata ?? {}),
  })
  const set = (part: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...part }))
    setErrors({})
  }
  return { draft, errors, set, setErrors }
}

function useSaveOrganization(organization: Organization | undefined) {
  const api = useApi()
  const deed = useDeed()
  const run = (draft: Draft) => {
    const body = { name: draft.name.trim(), external_id: draft.externalId.trim() || null }
    const metadata = changedMetadata(organization?.metadata ?? {}, draft.pairs)
    const domain = draft.domain.trim()
    return deed.run(
      () =>
        organization
          ? api.put('/organizations/{id}', { path: { id: organization.id }, body: { ...body, metadata } })
          : api.post('/organizations', {
              body: { ...body, metadata: metadata as Record<string, string>, ...(domain && { domains: [domain] }) },
            }),
      { done: organization ? strings.saved : strings.created(body.name) },
    )
  }
  return { run, isBusy: deed.isBusy }
}
