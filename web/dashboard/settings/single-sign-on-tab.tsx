import { Badge, Box, Code, List, Stack, Text } from '@mantine/core'
import type { Settings } from '../../shared/api-types.ts'
import { CopyField } from '../../shared/copy-field.tsx'
import { StatusBadge } from '../../shared/status-badge.tsx'
import { Facts } from './facts.tsx'
import { Section } from './section.tsx'
import { strings } from './strings.en.ts'
import { WithSettings } from './with-settings.tsx'

const words = strings.sso
const environment = `MUSTER_OIDC_ISSUER=https://login.example.com
MUSTER_OIDC_CLIENT_ID=…
MUSTER_OIDC_CLIENT_SECRET=…`

/** By which provider the team signs in, who gets in by it, and how it is set up. */
export function SingleSignOnTab() {
  return (
    <WithSettings>
      {({ single_sign_on: provider, single_sign_on_redirect_uri: redirectUri }) => (
        <Stack gap="md">
          {provider ? <Provider provider={provider} /> : <Off />}
          {provider ? <CopyField label={words.redirectUri} value={redirectUri} /> : <SetUp redirectUri={redirectUri} />}
        </Stack>
      )}
    </WithSettings>
  )
}

type ProviderProps = { readonly provider: NonNullable<Settings['single_sign_on']> }

function Provider({ provider }: ProviderProps) {
  return (
    <>
      <Section title={provider.name} text={words.on(provider.name)} badge={<StatusBadge state="active" />}>
        <Facts
          facts={[
            [words.issuer, provider.issuer],
            [words.clientId, provider.client_id],
            [words.scopes, provider.scopes.join(' ')],
          ]}
        />
      </Section>
      <WhoGetsIn provider={provider} />
    </>
  )
}

function WhoGetsIn({ provider }: ProviderProps) {
  const { role_claim: claim, roles, allowed_domains: domains } = provider
  return (
    <Section title={words.whoGetsIn}>
      <List size="sm" spacing="xs">
        {claim === null && <List.Item>{words.invited}</List.Item>}
        {claim === null && domains.length > 0 && <List.Item>{words.domains(domains.join(', '))}</List.Item>}
        {claim !== null && (
          <List.Item>
            {words.roles(claim)}
            <List size="sm" mt={4} withPadding>
              {roles.map(({ value, role }) => (
                <List.Item key={value}>
                  <Code>{value}</Code> <Badge variant="light">{strings.roleNames[role]}</Badge>
                </List.Item>
              ))}
            </List>
          </List.Item>
        )}
      </List>
      {provider.trusts_email && (
        <Text size="sm" c="dimmed">
          {words.trusts}
        </Text>
      )}
    </Section>
  )
}

function Off() {
  return (
    <Section
      title={strings.tabs['single-sign-on']}
      text={words.offText}
      badge={<StatusBadge state="disabled" label={words.off} />}
    >
      {null}
    </Section>
  )
}

function SetUp({ redirectUri }: { readonly redirectUri: string }) {
  return (
    <Section title={words.setUp}>
      <List type="ordered" size="sm" spacing="md">
        <List.Item>
          {words.step1}
          <Box mt="xs">
            <CopyField label={words.redirectUri} value={redirectUri} />
          </Box>
        </List.Item>
        <List.Item>
          {words.step2}
          <Code block mt="xs">
            {environment}
          </Code>
        </List.Item>
        <List.Item>{words.step3}</List.Item>
      </List>
      <Text size="sm" c="dimmed">
        {words.optional}
      </Text>
    </Section>
  )
}
