import { Alert, Anchor, Button, Group, Loader, Paper, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconPlugConnected } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import type { DirectoryGroup, DirectoryUser, ScimRequest } from '../../shared/api-types.ts'
import { counted } from '../../shared/counted-text.ts'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { Markdown } from '../../shared/markdown.tsx'
import { ScimRequestList } from '../../shared/scim-request-list.tsx'
import { wordsOfRequest } from '../../shared/scim-request-words.ts'
import { useApiQuery } from '../../shared/use-api.ts'
import { useLanguage, useStrings } from '../language.tsx'
import { PortalLink, useGo } from '../portal-link.tsx'
import { useVisit } from '../portal-session.ts'
import { type SetUp, useKeepProgress } from '../use-set-up.ts'
import { setupStrings } from './strings.ts'
import { useBranded } from './use-branded.ts'

const lookEvery = 2000
const shownRequests = 50

/** Shows what an identity provider sends, as it arrives, until the first person is here. */
export function ScimTest({ directory, provider }: SetUp) {
  const { test } = useStrings(setupStrings)
  const branded = useBranded()
  const path = { id: directory.id }
  const query = { limit: String(shownRequests) }
  const requests = useApiQuery('/directories/{id}/scim_requests', { path, query }, { every: lookEvery })
  const people = useApiQuery('/directory_users', { query: ofDirectory(directory.id, 'asc') }, { every: lookEvery })
  const groups = useApiQuery('/directory_groups', { query: ofDirectory(directory.id, 'desc') }, { every: lookEvery })
  const now = useApiQuery('/directories/{id}', { path }, { every: lookEvery }).data ?? directory
  const shown = (requests.data?.data ?? []).toReversed()
  const [first] = people.data?.data ?? []
  const count = now.metadata.users.active + now.metadata.users.inactive
  return (
    <Stack gap="lg">
      <Title order={1} fz={26}>
        {test.title(provider.name)}
      </Title>
      <div role="status">
        <Progress
          name={provider.name}
          requests={shown}
          person={first ? nameOf(first) : null}
          count={Math.max(count, 1)}
        />
      </div>
      <ErrorNotice error={requests.error} />
      <Paper withBorder p="md">
        <Title order={2} fz="md" mb="sm">
          {test.requests}
        </Title>
        {shown.length === 0 ? (
          <Text size="sm" c="dimmed">
            {test.nothingYet}
          </Text>
        ) : (
          <ScimRequestList requests={shown} names={namesOf(people.data?.data ?? [], groups.data?.data ?? [])} isLive />
        )}
      </Paper>
      <Finish directoryId={directory.id} hasPeople={first !== undefined} />
      <Paper withBorder p="md">
        <Title order={2} fz="md" mb="xs">
          {test.howTo}
        </Title>
        <div lang="en">
          <Markdown text={branded(provider.test)} />
        </div>
      </Paper>
    </Stack>
  )
}

function ofDirectory(directory: string, order: 'asc' | 'desc') {
  return { directory, order, limit: String(shownRequests) }
}

function nameOf({ name, username, email, id }: DirectoryUser): string {
  return name ?? username ?? email ?? id
}

/** The first people who came, and the last groups: those of whom the shown requests tell. */
function namesOf(users: readonly DirectoryUser[], groups: readonly DirectoryGroup[]): Readonly<Record<string, string>> {
  const ofUsers = users.map((user) => [user.id, nameOf(user)])
  return Object.fromEntries([...ofUsers, ...groups.map(({ id, name }) => [id, name])])
}

type ProgressProps = {
  readonly name: string
  readonly requests: readonly ScimRequest[]
  readonly person: string | null
  readonly count: number
}

/** How far it is: nothing yet, refused, got through, or somebody is here. */
function Progress({ name, requests, person, count }: ProgressProps) {
  const { test } = useStrings(setupStrings)
  const { language } = useLanguage()
  if (person !== null) {
    return (
      <Alert color="green" variant="light" icon={<IconCheck size={18} aria-hidden />} title={test.arrived(person)}>
        {counted(test.arrivedText, count, language)}
      </Alert>
    )
  }
  const last = requests.at(-1)
  if (!last) {
    return (
      <Group gap="md" wrap="nowrap" align="flex-start">
        <ThemeIcon variant="light" size={40} radius="xl">
          <Loader size={20} aria-hidden />
        </ThemeIcon>
        <div>
          <Text fw={600}>{test.waiting(name)}</Text>
          <Text size="sm" c="dimmed">
            {test.waitingText}
          </Text>
        </div>
      </Group>
    )
  }
  const { trouble, isHarmless } = wordsOfRequest(last)
  if (trouble && !isHarmless) {
    return (
      <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} aria-hidden />} title={test.refused}>
        {test.refusedText}
      </Alert>
    )
  }
  return (
    <Alert variant="light" icon={<IconPlugConnected size={18} aria-hidden />} title={test.received}>
      {test.receivedText(name)}
    </Alert>
  )
}

function Finish({ directoryId, hasPeople }: { readonly directoryId: string; readonly hasPeople: boolean }) {
  const { test } = useStrings(setupStrings)
  const client = useQueryClient()
  const go = useGo()
  const keep = useKeepProgress(directoryId)
  const { success_url: successUrl } = useVisit()
  const finish = async () => {
    await keep.mutateAsync({ steps: { test: true }, current_step: 'status', is_finished: true })
    await client.invalidateQueries({ queryKey: ['/directories'] })
    if (successUrl) window.location.assign(successUrl)
    else await go(`/directories/${directoryId}/status`)
  }
  return (
    <Stack gap="xs">
      <ErrorNotice error={keep.error} />
      <Group gap="md">
        {hasPeople ? (
          <Button loading={keep.isPending} onClick={() => void finish()}>
            {test.finish}
          </Button>
        ) : (
          <Anchor component={PortalLink} to={`/directories/${directoryId}/status`} size="sm">
            {test.later}
          </Anchor>
        )}
        <Text size="sm" c="dimmed">
          {test.laterText}
        </Text>
      </Group>
    </Stack>
  )
}
