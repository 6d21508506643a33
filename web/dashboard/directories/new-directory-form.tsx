import { Button, Group, Paper, Select, Stack, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { ApiError } from '../../shared/api-client.ts'
import type { DirectoryWithToken, Operations, Provider } from '../../shared/api-types.ts'
import { Markdown } from '../../shared/markdown.tsx'
import { useObjectName } from '../../shared/pickers/object-name.tsx'
import { type FormValues, SchemaForm } from '../../shared/schema-form.tsx'
import { useApi } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { ProviderGuide } from './provider-guide.tsx'
import { strings } from './strings.en.ts'

const words = strings.make

type Body = Operations['POST /directories']['body']

type NewDirectoryFormProps = {
  readonly provider: Provider
  readonly organizationId: string | undefined
  readonly onMade: (directory: DirectoryWithToken) => void
  readonly onOther: () => void
}

/** What a directory of the chosen provider needs: a name, and, where Muster reads it, how it is reached. */
export function NewDirectoryForm({ provider, organizationId, onMade, onOther }: NewDirectoryFormProps) {
  const form = useNewDirectory(provider, organizationId)
  const submit = async (settings?: FormValues) => {
    const made = await form.make(settings)
    if (made) onMade(made)
  }
  return (
    <Stack gap="md">
      <Paper component="section" withBorder p="lg" aria-label={provider.name}>
        <Stack gap="md">
          <Group justify="space-between">
            <Title order={2} fz="md">
              {provider.name}
            </Title>
            <Button variant="subtle" size="xs" onClick={onOther}>
              {words.change}
            </Button>
          </Group>
          <Markdown text={provider.introduction} />
          <TextInput
            label={words.name}
            value={form.name}
            maxLength={255}
            error={form.errors.name ?? form.errors.organization_id}
            onChange={(event) => form.setName(event.currentTarget.value)}
          />
          {provider.directory_types.length > 1 && (
            <Select
              label={words.version}
              data={[...provider.directory_types]}
              value={form.type}
              allowDeselect={false}
              onChange={(type) => form.setType(type ?? form.type)}
            />
          )}
          {provider.settings ? (
            <SchemaForm
              schema={provider.settings}
              errors={form.errors}
              errorPrefix="connection.settings."
              isSubmitting={form.isBusy}
              submitLabel={words.create}
              onSubmit={(values) => submit(values)}
            />
          ) : (
            <Group>
              <Button loading={form.isBusy} onClick={() => void submit()}>
                {words.create}
              </Button>
            </Group>
          )}
        </Stack>
      </Paper>
      {provider.settings && <Steps provider={provider} />}
    </Stack>
  )
}

function Steps({ provider }: { readonly provider: Provider }) {
  return (
    <Paper component="section" withBorder p="lg" aria-label={words.steps}>
      <Title order={2} fz="md" mb="sm">
        {words.steps}
      </Title>
      <ProviderGuide provider={provider} />
    </Paper>
  )
}

function useNewDirectory(provider: Provider, organizationId: string | undefined) {
  const api = useApi()
  const { run, isBusy } = useDeed()
  const organization = useObjectName('organization', organizationId)
  const [typed, setName] = useState<string | null>(null)
  const [type, setType] = useState(provider.directory_types[0] ?? '')
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  const name = typed ?? words.nameOf(provider.name, organization ?? '')
  const make = async (settings?: FormValues) => {
    if (!organizationId) {
      setErrors({ organization_id: words.organizationRequired })
      return null
    }
    const body = {
      organization_id: organizationId,
      name: name.trim(),
      type: type as Body['type'],
      ...(settings && { connection: { settings } }),
    }
    const made = await run(() => api.post('/directories', { body }), { done: words.made })
    if (!made.isDone) setErrors(made.error instanceof ApiError ? made.error.fields : {})
    return made.isDone ? made.answer : null
  }
  return { name, setName, type, setType, errors, make, isBusy }
}
