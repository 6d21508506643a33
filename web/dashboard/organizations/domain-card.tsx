import { Button, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import type { OrganizationDomain } from '../../shared/api-types.ts'
import { useConfirm } from '../../shared/confirm.tsx'
import { CopyField } from '../../shared/copy-field.tsx'
import { notify } from '../../shared/notify.ts'
import { StatusBadge } from '../../shared/status-badge.tsx'
import { useApi } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { strings } from './strings.en.ts'

const words = strings.domains

type DomainCardProps = { readonly domain: OrganizationDomain; readonly mayWrite: boolean }

/** A domain: verified, or the record that verifies it. */
export function DomainCard({ domain, mayWrite }: DomainCardProps) {
  const { domain: name, state, verification_strategy: strategy } = domain
  return (
    <Paper withBorder p="md">
      <Stack gap="sm">
        <Group justify="space-between">
          <Group gap="sm">
            <Title order={2} fz="md">
              {name}
            </Title>
            <StatusBadge state={state === 'pending' ? 'unverified' : state} label={words.states[state]} />
          </Group>
          {mayWrite && <DomainActions domain={domain} />}
        </Group>
        {state === 'verified' ? (
          <Text size="sm" c="dimmed">
            {strategy === 'dns' ? words.byDns : words.byHand}
          </Text>
        ) : (
          <DomainRecord domain={domain} />
        )}
      </Stack>
    </Paper>
  )
}

function DomainRecord({ domain }: { readonly domain: OrganizationDomain }) {
  return (
    <>
      <Text size="sm">{domain.state === 'failed' ? words.failed : words.record}</Text>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        <CopyField label={words.name} value={`${domain.verification_prefix}.${domain.domain}`} />
        <CopyField label={words.value} value={domain.verification_token} />
      </SimpleGrid>
    </>
  )
}

function DomainActions({ domain: { id, domain, state } }: { readonly domain: OrganizationDomain }) {
  const api = useApi()
  const confirm = useConfirm()
  const { run, isBusy } = useDeed()
  const verify = async () => {
    const checked = await run(() => api.post('/organization_domains/{id}/verify', { path: { id } }))
    if (!checked.isDone) return
    const isVerified = checked.answer.state === 'verified'
    notify({
      message: isVerified ? words.verified(domain) : words.notYet(domain),
      color: isVerified ? 'green' : 'orange',
      autoClose: isVerified ? 4_000 : 10_000,
    })
  }
  const remove = async () => {
    const title = words.removeTitle(domain)
    if (!(await confirm({ title, text: words.removeText, action: words.remove, isDangerous: true }))) return
    await run(() => api.delete('/organization_domains/{id}', { path: { id } }), { done: words.removed(domain) })
  }
  return (
    <Group gap="xs">
      {state !== 'verified' && (
        <Button size="xs" loading={isBusy} onClick={() => void verify()}>
          {words.verify}
        </Button>
      )}
      <Button size="xs" variant="subtle" color="red" disabled={isBusy} onClick={() => void remove()}>
        {words.remove}
      </Button>
    </Group>
  )
}
