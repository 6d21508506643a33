import { Button, Center, Group, Loader, SimpleGrid, Stack, Text, Title, VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import type { Provider } from '../../shared/api-types.ts'
import { counted } from '../../shared/counted-text.ts'
import { EmptyState } from '../../shared/empty-state.tsx'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { SearchField } from '../../shared/search-field.tsx'
import { useLanguage, useStrings } from '../language.tsx'
import { useSearchTexts } from '../portal-link.tsx'
import { useVisit } from '../portal-session.ts'
import { frameStrings } from '../strings.ts'
import { useOperator } from '../use-operator.ts'
import { useProviders } from '../use-set-up.ts'
import { ForwardButton } from './forward-button.tsx'
import { ProviderTile } from './provider-tile.tsx'
import { setupStrings } from './strings.ts'
import { useChooseProvider } from './use-choose-provider.ts'

/** P1: what the accounts are managed with. */
export function ChooseScreen() {
  const strings = useStrings(setupStrings).choose
  const { loading } = useStrings(frameStrings)
  const { organization } = useVisit()
  const { branding } = useOperator()
  const providers = useProviders()
  return (
    <Stack gap="lg">
      <div>
        <Title order={1} fz={26}>
          {strings.title}
        </Title>
        <Text c="dimmed" mt={6}>
          {strings.text(organization.name, branding.name ?? strings.product)}
        </Text>
      </div>
      <ErrorNotice error={providers.error} onRetry={() => void providers.refetch()} />
      {providers.data && <Providers providers={providers.data.data} />}
      {providers.isPending && (
        <Center py="xl">
          <Loader aria-label={loading} role="img" />
        </Center>
      )}
    </Stack>
  )
}

function Providers({ providers }: { readonly providers: readonly Provider[] }) {
  const strings = useStrings(setupStrings).choose
  const { language } = useLanguage()
  const { texts, set } = useSearchTexts()
  const { search = '' } = texts
  const choose = useChooseProvider()
  const [showsSpecial, setShowsSpecial] = useState(false)
  const setSearch = (next: string) => void set({ search: next || undefined })
  const found = providers.filter((one) => isFound(one, search) && (showsSpecial || search !== '' || !one.is_special))
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <SearchField value={search} onChange={setSearch} label={strings.search} width={320} />
        <ForwardButton />
      </Group>
      <VisuallyHidden role="status">{counted(strings.found, found.length, language)}</VisuallyHidden>
      <ErrorNotice error={choose.error} />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
        {found.map((provider) => (
          <li key={provider.id}>
            <ProviderTile
              provider={provider}
              isBusy={choose.isPending && choose.variables.id === provider.id}
              isDisabled={choose.isPending}
              onChoose={() => choose.mutate(provider)}
            />
          </li>
        ))}
      </SimpleGrid>
      {found.length === 0 && (
        <EmptyState
          title={strings.nothing(search)}
          text={strings.nothingText}
          action={
            <Button variant="default" onClick={() => setSearch('')}>
              {strings.clear}
            </Button>
          }
        />
      )}
      {search === '' && (
        <Button
          variant="subtle"
          color="gray"
          onClick={() => setShowsSpecial(!showsSpecial)}
          style={{ alignSelf: 'center' }}
        >
          {showsSpecial ? strings.hideSpecial : strings.special}
        </Button>
      )}
    </Stack>
  )
}

/** What people also call what they have. */
const otherNames: Readonly<Record<string, string>> = {
  'azure-scim-v2.0': 'azure ad aad office 365 microsoft 365',
  'entra-id': 'azure ad aad office 365 microsoft 365 graph',
  'active-directory': 'ad windows domain',
  'google-scim-v2.0': 'g suite gsuite cloud identity gmail',
  'gsuite-directory': 'g suite gsuite cloud identity gmail',
  csv: 'sftp file excel export hr',
  ldap: 'openldap 389 edirectory freeipa',
  'generic-scim-v2.0': 'custom scim other pocket id oracle duo',
}

function isFound({ id, name }: Provider, search: string): boolean {
  const text = `${name} ${otherNames[id] ?? ''}`.toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}
