import { Anchor, Stack } from '@mantine/core'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { DirectoryWithToken } from '../../shared/api-types.ts'
import { PageHeader } from '../../shared/page-header.tsx'
import { ObjectPicker } from '../../shared/pickers/object-picker.tsx'
import { useSession } from '../session.ts'
import { MadeDirectory } from './made-directory.tsx'
import { NewDirectoryForm } from './new-directory-form.tsx'
import { ProviderTiles } from './provider-tiles.tsx'
import { strings } from './strings.en.ts'
import { useProviders } from './use-providers.ts'

const words = strings.make
const route = getRouteApi('/shell/directories/new')

/** D4: a new directory: whose, from which provider, and what that needs. */
export function NewDirectory() {
  const { data: session } = useSession()
  const search = route.useSearch()
  const navigate = useNavigate({ from: '/directories/new' })
  const providers = useProviders()
  const [made, setMade] = useState<DirectoryWithToken | null>(null)
  const organization = session?.organization_id ?? search.organization
  const provider = providers.find(({ id }) => id === search.provider)
  const choose = (part: { organization?: string | undefined; provider?: string | undefined }) =>
    void navigate({ search: (now) => ({ ...now, ...part }) })
  const finish = (directory: DirectoryWithToken) => {
    if (directory.bearer_token) setMade(directory)
    else void navigate({ to: '/directories/$id', params: { id: directory.id } })
  }
  return (
    <div style={{ maxWidth: 960 }}>
      <PageHeader
        title={words.title}
        breadcrumbs={[
          <Anchor key="list" component={Link} to="/directories" size="sm">
            {strings.title}
          </Anchor>,
        ]}
      />
      <Stack gap="lg">
        {made && <MadeDirectory directory={made} provider={provider} />}
        {!made && session?.organization_id === null && (
          <ObjectPicker
            kind="organization"
            label={words.organization}
            placeholder={words.organization}
            description={words.organizationHint}
            withAsterisk
            value={organization ?? null}
            onChange={(id) => choose({ organization: id ?? undefined })}
          />
        )}
        {!made && !provider && <ProviderTiles providers={providers} onChoose={({ id }) => choose({ provider: id })} />}
        {!made && provider && (
          <NewDirectoryForm
            key={provider.id}
            provider={provider}
            organizationId={organization}
            onMade={finish}
            onOther={() => choose({ provider: undefined })}
          />
        )}
      </Stack>
    </div>
  )
}
