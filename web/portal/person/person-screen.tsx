import { Alert, Anchor, Badge, Button, Group, List, Paper, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconArrowLeft, IconRefresh } from '@tabler/icons-react'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { Explanation } from '../../shared/api-types.ts'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { PanelSkeleton } from '../../shared/panel-skeleton.tsx'
import { ScimRequestList } from '../../shared/scim-request-list.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { useStrings } from '../language.tsx'
import { PortalLink } from '../portal-link.tsx'
import { StepPage } from '../step-page.tsx'
import { useSetUp } from '../use-set-up.ts'
import { wordsOfNotice } from './explain-words.ts'
import { ExplainedSteps } from './explained-steps.tsx'
import { FindPerson, personPath } from './find-person.tsx'
import { PersonAttributes } from './person-attributes.tsx'
import { personStrings } from './strings.ts'
import { SyncPerson } from './sync-person.tsx'

/** P10: whether a person is synced, and why or why not. */
export function PersonScreen() {
  const { id = '', userId = '' }: { id?: string; userId?: string } = useParams({ strict: false })
  const strings = useStrings(personStrings)
  const [isFresh, setFresh] = useState(false)
  const query = { user: userId, ...(isFresh && { fresh: 'true' as const }) }
  const { data, error, refetch, isFetching } = useApiQuery('/directories/{id}/explain', { path: { id }, query })
  const setUp = useSetUp(id)
  const name = data?.person?.name
  return (
    <StepPage title={name ? strings.title(name) : strings.titleNobody} text={data?.person?.email}>
      <Anchor component={PortalLink} to={`/directories/${id}/status`} size="sm">
        <Group component="span" gap={4} wrap="nowrap">
          <IconArrowLeft size={16} aria-hidden />
          {strings.back}
        </Group>
      </Anchor>
      <FindPerson key={userId} directoryId={id} initial={userId.startsWith('directory_user_') ? '' : userId} />
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {!data && !error && <PanelSkeleton rows={8} />}
      {data && (
        <Explained
          explanation={data}
          isPulled={setUp.data?.provider.kind === 'pull'}
          isLooking={isFetching}
          onLook={() => (isFresh ? void refetch() : setFresh(setUp.data?.provider.kind === 'pull'))}
          onAgain={() => void refetch()}
        />
      )}
    </StepPage>
  )
}

type ExplainedProps = {
  readonly explanation: Explanation
  readonly isPulled: boolean
  readonly isLooking: boolean
  readonly onLook: () => void
  readonly onAgain: () => void
}

function Explained({ explanation, isPulled, isLooking, onLook, onAgain }: ExplainedProps) {
  const strings = useStrings(personStrings)
  const { verdict, notices, steps, candidates } = explanation
  return (
    <>
      <Stack gap="sm">
        <Text fw={600} size="lg" role="status">
          {strings.verdicts[verdict]}
        </Text>
        {notices.map((notice) => (
          <Notice key={notice.code} notice={notice} />
        ))}
      </Stack>
      {verdict === 'several' ? (
        <Candidates directoryId={explanation.directory_id} candidates={candidates} />
      ) : (
        <>
          <ExplainedSteps steps={steps} />
          <Group gap="xs">
            {isPulled && (
              <Button variant="default" loading={isLooking} onClick={onLook}>
                {strings.askSource}
              </Button>
            )}
            {isPulled && <SyncPerson explanation={explanation} />}
            <Button variant="subtle" color="gray" leftSection={<IconRefresh size={16} aria-hidden />} onClick={onAgain}>
              {strings.again}
            </Button>
            {explanation.is_fresh && (
              <Text size="sm" c="dimmed">
                {strings.asked}
              </Text>
            )}
          </Group>
          <Groups groups={explanation.groups} hasUser={explanation.person?.user_id != null} />
          <PersonAttributes {...explanation} />
          {explanation.requests.length > 0 && (
            <Stack gap="sm">
              <Title order={2} fz="lg">
                {strings.requests}
              </Title>
              <ScimRequestList requests={explanation.requests} />
            </Stack>
          )}
        </>
      )}
    </>
  )
}

function Notice({ notice }: { readonly notice: Explanation['notices'][number] }) {
  const strings = useStrings(personStrings)
  const { text, fix } = wordsOfNotice(notice, strings.words)
  return (
    <Alert
      variant="light"
      color={notice.code === 'run_under_way' ? 'blue' : 'orange'}
      icon={<IconAlertTriangle size={18} aria-hidden />}
    >
      {text} {fix}
    </Alert>
  )
}

type CandidatesProps = Pick<Explanation, 'candidates'> & { readonly directoryId: string }

function Candidates({ directoryId, candidates }: CandidatesProps) {
  const strings = useStrings(personStrings)
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {strings.severalText}
      </Text>
      <Stack component="ul" gap="xs" p={0} m={0} style={{ listStyle: 'none' }} aria-label={strings.candidates}>
        {candidates.map(({ user, name, email, state }) => (
          <Paper component="li" key={user} withBorder px="md" py="sm">
            <Group justify="space-between" wrap="nowrap">
              <div style={{ minWidth: 0 }}>
                <Anchor component={PortalLink} to={personPath(directoryId, user)} fw={600}>
                  {name}
                </Anchor>
                {email && (
                  <Text size="sm" c="dimmed" truncate>
                    {email}
                  </Text>
                )}
              </div>
              <Badge variant="light" color={state === 'active' ? 'green' : 'gray'}>
                {strings.candidateStates[state]}
              </Badge>
            </Group>
          </Paper>
        ))}
      </Stack>
    </Stack>
  )
}

type GroupsProps = Pick<Explanation, 'groups'> & { readonly hasUser: boolean }

function Groups({ groups, hasUser }: GroupsProps) {
  const strings = useStrings(personStrings)
  if (!hasUser) return null
  return (
    <Stack gap="xs">
      <Title order={2} fz="lg">
        {strings.groups}
      </Title>
      {groups.length === 0 && (
        <Text size="sm" c="dimmed">
          {strings.noGroups}
        </Text>
      )}
      <List size="sm" spacing={4}>
        {groups.map(({ id, name, through }) => (
          <List.Item key={id}>
            {name}{' '}
            <Text span size="sm" c="dimmed">
              ({through ? strings.through(through.name) : strings.direct})
            </Text>
          </List.Item>
        ))}
      </List>
    </Stack>
  )
}
