import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconWorld } from '@tabler/icons-react'
import { useState } from 'react'
import { ApiError } from '../../shared/api-client.ts'
import type { Organization } from '../../shared/api-types.ts'
import { EmptyState } from '../../shared/empty-state.tsx'
import { useApi } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { useMay } from '../session.ts'
import { DomainCard } from './domain-card.tsx'
import { strings } from './strings.en.ts'

const words = strings.domains

/** The domains of an organization, and how each is verified. */
export function OrganizationDomains({ organization }: { readonly organization: Organization }) {
  const mayWrite = useMay('organizations:write')
  return (
    <Stack gap="md" maw={760}>
      <Text size="sm" c="dimmed">
        {words.text}
      </Text>
      {mayWrite && <AddDomain organizationId={organization.id} />}
      {organization.domains.length === 0 && (
        <EmptyState title={words.none} icon={<IconWorld size={20} stroke={1.5} />} isCompact />
      )}
      {organization.domains.map((domain) => (
        <DomainCard key={domain.id} domain={domain} mayWrite={mayWrite} />
      ))}
    </Stack>
  )
}

function AddDomain({ organizationId }: { readonly organizationId: string }) {
  const api = useApi()
  const { run, isBusy } = useDeed()
  const [domain, setDomain] = useState('')
  const [error, setError] = useState<string | null>(null)
  const add = async () => {
    const name = domain.trim()
    if (name === '') return
    const body = { organization_id: organizationId, domain: name }
    const added = await run(() => api.post('/organization_domains', { body }), { done: words.added(name) })
    if (added.isDone) setDomain('')
    else setError(added.error instanceof ApiError ? (added.error.fields.domain ?? added.error.message) : null)
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void add()
      }}
    >
      <Group gap="xs" align="flex-end">
        <TextInput
          label={words.domain}
          placeholder={words.placeholder}
          value={domain}
          error={error}
          onChange={(event) => {
            setDomain(event.currentTarget.value)
            setError(null)
          }}
          style={{ flex: 1, maxWidth: 360 }}
        />
        <Button type="submit" variant="default" loading={isBusy}>
          {words.add}
        </Button>
      </Group>
    </form>
  )
}
