import { Alert, Anchor, Button, Group, Modal, Select, Stack, TagsInput, Text, TextInput } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { ApiError } from '../../shared/api-client.ts'
import { CopyField } from '../../shared/copy-field.tsx'
import { useSharedStrings } from '../../shared/shared-strings.tsx'
import { useApi } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { strings } from './strings.en.ts'

const words = strings.newLink
const spans = Object.entries(words.spans).map(([value, label]) => ({ value, label }))

type NewPortalLinkProps = {
  readonly opened: boolean
  readonly onClose: () => void
  readonly organizationId: string
  readonly directories: ReadonlyMap<string, string>
}

/** Makes a set-up link, and shows it this once. */
export function NewPortalLink(props: NewPortalLinkProps) {
  const [link, setLink] = useState<string | null>(null)
  const close = () => {
    props.onClose()
    setLink(null)
  }
  return (
    <Modal opened={props.opened} onClose={close} title={link === null ? words.title : words.madeTitle} size={520}>
      {link === null ? <LinkForm {...props} onMade={setLink} /> : <MadeLink link={link} onClose={close} />}
    </Modal>
  )
}

function MadeLink({ link, onClose }: { readonly link: string; readonly onClose: () => void }) {
  return (
    <Stack gap="md">
      <Alert color="green" variant="light" icon={<IconCircleCheck size={18} aria-hidden />}>
        <Text size="sm" c="inherit">
          {words.madeText}
        </Text>
      </Alert>
      <CopyField label={words.link} value={link} once />
      <Group justify="space-between">
        <Anchor href={link} target="_blank" rel="noreferrer" size="sm">
          {words.open}
        </Anchor>
        <Button data-autofocus onClick={onClose}>
          {words.close}
        </Button>
      </Group>
    </Stack>
  )
}

type LinkFormProps = NewPortalLinkProps & { readonly onMade: (link: string) => void }

function LinkForm({ organizationId, directories, onClose, onMade }: LinkFormProps) {
  const api = useApi()
  const { cancel } = useSharedStrings()
  const { run, isBusy } = useDeed()
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  const [draft, setDraft] = useState({ minutes: '10080', directory: '', contacts: [] as string[], returnUrl: '' })
  const set = (part: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...part }))
  const submit = async () => {
    const body = {
      organization: organizationId,
      expires_in_minutes: Number(draft.minutes),
      directory: draft.directory || null,
      it_contact_emails: draft.contacts,
      return_url: draft.returnUrl.trim() || null,
    }
    const made = await run(() => api.post('/portal/generate_link', { body }))
    if (made.isDone) onMade(made.answer.link)
    else setErrors(made.error instanceof ApiError ? made.error.fields : {})
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
        <Select
          label={words.ends}
          data={spans}
          value={draft.minutes}
          allowDeselect={false}
          data-autofocus
          onChange={(minutes) => set({ minutes: minutes ?? draft.minutes })}
        />
        {directories.size > 0 && (
          <Select
            label={words.directory}
            description={words.directoryHint}
            placeholder={words.anyDirectory}
            clearable
            searchable
            data={[...directories].map(([value, label]) => ({ value, label }))}
            value={draft.directory || null}
            onChange={(directory) => set({ directory: directory ?? '' })}
          />
        )}
        <TagsInput
          label={words.contacts}
          description={words.contactsHint}
          placeholder={draft.contacts.length === 0 ? words.contactsPlaceholder : ''}
          value={draft.contacts}
          acceptValueOnBlur
          error={errors.it_contact_emails}
          onChange={(contacts) => set({ contacts })}
        />
        <TextInput
          label={words.returnUrl}
          description={words.returnUrlHint}
          value={draft.returnUrl}
          error={errors.return_url}
          onChange={(event) => set({ returnUrl: event.currentTarget.value })}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {cancel}
          </Button>
          <Button type="submit" loading={isBusy}>
            {words.create}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
