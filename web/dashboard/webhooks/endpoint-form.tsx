import { Button, Group, Modal, NumberInput, Select, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { ApiError } from '../../shared/api-client.ts'
import type { WebhookEndpoint } from '../../shared/api-types.ts'
import { ObjectPicker } from '../../shared/pickers/object-picker.tsx'
import { useSharedStrings } from '../../shared/shared-strings.tsx'
import { useSession } from '../session.ts'
import { EventChoice } from './event-choice.tsx'
import { strings } from './strings.en.ts'
import { type EndpointDraft, useEndpointDraft, useSaveEndpoint } from './use-endpoint-draft.ts'

const words = strings.form

type EndpointFormProps = {
  readonly opened: boolean
  readonly onClose: () => void
  /** What is changed; a new one is made without it. */
  readonly endpoint?: WebhookEndpoint
  readonly onSaved?: (endpoint: WebhookEndpoint) => void
}

/** Makes a webhook endpoint, or changes one. */
export function EndpointForm(props: EndpointFormProps) {
  const { opened, onClose, endpoint } = props
  return (
    <Modal opened={opened} onClose={onClose} title={endpoint ? words.editTitle : words.newTitle} size={640}>
      <Form key={endpoint?.updated_at} {...props} />
    </Modal>
  )
}

function Form({ onClose, endpoint, onSaved }: EndpointFormProps) {
  const { cancel } = useSharedStrings()
  const { draft, errors, set, setErrors } = useEndpointDraft(endpoint)
  const { save, isBusy } = useSaveEndpoint(endpoint)
  const submit = async () => {
    if (draft.url.trim() === '') return setErrors({ endpoint_url: words.urlRequired })
    if (draft.events.length === 0) return setErrors({ events: words.eventsRequired })
    const result = await save(draft)
    if (!result.isDone) return setErrors(fieldsOf(result.error))
    onClose()
    onSaved?.(result.answer)
  }
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
          type="url"
          label={words.url}
          description={words.urlHint}
          placeholder="https://app.example.com/webhooks/muster"
          withAsterisk
          data-autofocus
          value={draft.url}
          error={errors.endpoint_url}
          onChange={({ currentTarget }) => set({ url: currentTarget.value })}
        />
        <EventChoice value={draft.events} error={errors.events} onChange={(events) => set({ events })} />
        {!endpoint && <OnlyAtFirst draft={draft} set={set} error={errors.organization_id} />}
        <Numbers draft={draft} errors={errors} set={set} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {cancel}
          </Button>
          <Button type="submit" loading={isBusy}>
            {endpoint ? words.save : words.create}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** A URL that must not be called is told of by a code of WorkOS's, without a field. */
function fieldsOf(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof ApiError)) return {}
  const isOfUrl = error.code === 'invalid_url' || error.code === 'duplicate_endpoint'
  return isOfUrl ? { endpoint_url: error.message } : error.fields
}

type PartProps = { readonly draft: EndpointDraft; readonly set: (part: Partial<EndpointDraft>) => void }

function OnlyAtFirst({ draft, set, error }: PartProps & { readonly error: string | undefined }) {
  const { data: session } = useSession()
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
      {session?.organization_id === null && (
        <ObjectPicker
          kind="organization"
          label={words.organization}
          description={words.organizationHint}
          placeholder={strings.allOrganizations}
          value={draft.organization}
          error={error}
          onChange={(organization) => set({ organization })}
        />
      )}
      <Select
        label={words.type}
        description={words.typeHint}
        allowDeselect={false}
        data={[
          { value: 'webhook', label: words.kinds.webhook },
          { value: 'polis', label: words.kinds.polis },
        ]}
        value={draft.type}
        onChange={(type) => set({ type: type === 'polis' ? 'polis' : 'webhook' })}
      />
    </SimpleGrid>
  )
}

function Numbers({ draft, errors, set }: PartProps & { readonly errors: Readonly<Record<string, string>> }) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="md">
      <NumberInput
        label={words.batch}
        min={1}
        max={100}
        allowDecimal={false}
        value={draft.batch}
        error={errors.batch_size}
        onChange={(batch) => set({ batch: Number(batch) })}
      />
      <NumberInput
        label={words.parallel}
        min={1}
        max={256}
        allowDecimal={false}
        value={draft.parallel}
        error={errors.parallel}
        onChange={(parallel) => set({ parallel: Number(parallel) })}
      />
      <NumberInput
        label={words.timeout}
        min={1}
        max={30}
        allowDecimal={false}
        value={draft.timeout}
        error={errors.timeout_seconds}
        onChange={(timeout) => set({ timeout: Number(timeout) })}
      />
    </SimpleGrid>
  )
}
