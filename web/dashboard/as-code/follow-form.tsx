import { Button, Group, Modal, PasswordInput, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ApiError } from '../../shared/api-client.ts'
import { useApi } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { strings } from './strings.en.ts'

const words = strings.repositories
const choices = (['never', 'additive', 'approved'] as const).map((value) => ({ value, label: words.autoApply[value] }))
const plain = { url: '', branch: 'main', folder: '', apply: 'never' }
const noSecrets = { token: '', username: '', ssh_key: '', known_hosts: '' }
const nothing = { ...plain, ...noSecrets }

const isSsh = (url: string) => /^(ssh:\/\/|[\w.-]+@[\w.-]+:)/.test(url.trim())

/** What it lets the server in by, of the kind that the address needs. */
function secretsOf(values: typeof nothing): Partial<typeof noSecrets> {
  const names = isSsh(values.url) ? (['ssh_key', 'known_hosts'] as const) : (['token', 'username'] as const)
  return Object.fromEntries(names.flatMap((name) => (values[name].trim() ? [[name, values[name]]] : [])))
}

type FollowFormProps = { readonly organization: string; readonly onClose: () => void }

/** Asks which git repository is to be followed, and how. */
export function FollowForm({ organization, onClose }: FollowFormProps) {
  const { form } = words
  const { values, fields, isBusy, field, set, submit } = useFollow(organization, onClose)
  return (
    <Modal opened onClose={onClose} title={form.title} centered size={520}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <Stack gap="md">
          <TextInput label={form.url} description={form.urlHint} required data-autofocus {...field('url')} />
          <Group grow align="flex-start">
            <TextInput label={form.branch} required {...field('branch')} />
            <TextInput label={form.folder} placeholder={form.folderHint} {...field('folder')} />
          </Group>
          <Select
            label={form.apply}
            data={choices}
            value={values.apply}
            allowDeselect={false}
            error={fields.auto_apply}
            onChange={(apply) => apply && set({ apply })}
          />
          {isSsh(values.url) ? (
            <>
              <Textarea
                label={form.sshKey}
                description={form.secretHint}
                rows={3}
                spellCheck={false}
                {...field('ssh_key')}
              />
              <Textarea
                label={form.knownHosts}
                description={form.knownHostsHint}
                rows={2}
                spellCheck={false}
                {...field('known_hosts')}
              />
            </>
          ) : (
            <Group grow align="flex-start">
              <PasswordInput
                label={form.token}
                description={form.secretHint}
                autoComplete="new-password"
                {...field('token')}
              />
              <TextInput label={form.user} description={form.userHint} autoComplete="off" {...field('username')} />
            </Group>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {form.cancel}
            </Button>
            <Button type="submit" loading={isBusy}>
              {form.submit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

function useFollow(organization: string, onClose: () => void) {
  const api = useApi()
  const { run, isBusy } = useDeed()
  const [values, setValues] = useState(nothing)
  const [fields, setFields] = useState<Readonly<Record<string, string>>>({})
  const set = (part: Partial<typeof nothing>) => setValues((now) => ({ ...now, ...part }))
  return {
    ...{ values, fields, isBusy, set },
    field: (name: keyof typeof nothing) => ({
      value: values[name],
      error: fields[name] ?? fields[`secrets.${name}`],
      onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
        set({ [name]: event.currentTarget.value }),
    }),
    async submit() {
      const { url, branch, folder, apply } = values
      const where = { url: url.trim(), branch: branch.trim(), folder: folder.trim() }
      const body = { ...where, auto_apply: apply as 'never', secrets: secretsOf(values) }
      const call = () => api.post('/organizations/{id}/config_repositories', { path: { id: organization }, body })
      const result = await run(call, { done: words.form.done })
      if (result.isDone) onClose()
      else if (result.error instanceof ApiError) setFields(result.error.fields)
    },
  }
}
