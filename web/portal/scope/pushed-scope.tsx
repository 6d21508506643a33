import { List, Stack, Text, Title } from '@mantine/core'
import { counted } from '../../shared/counted-text.ts'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { useLanguage, useStrings } from '../language.tsx'
import { FindPerson } from '../person/find-person.tsx'
import { StepPage } from '../step-page.tsx'
import type { SetUp } from '../use-set-up.ts'
import { scopeStrings } from './strings.ts'

const shown = 20

/** Whom a provider that pushes has sent: there is nothing to be chosen here. */
export function PushedScope({ directory, provider }: SetUp) {
  const strings = useStrings(scopeStrings).pushed
  const { language } = useLanguage()
  const { users, groups: groupCount } = directory.metadata
  const groups = useApiQuery('/directory_groups', { query: { directory: directory.id, limit: String(shown) } })
  return (
    <StepPage title={strings.title} text={strings.text(provider.name)}>
      <Stack gap="xs">
        <Title order={2} fz="md">
          {strings.received}
        </Title>
        <Text size="sm">
          {counted(strings.people, users.active, language)} · {counted(strings.inactive, users.inactive, language)} ·{' '}
          {counted(strings.groups, groupCount, language)}
        </Text>
      </Stack>
      <ErrorNotice error={groups.error} onRetry={() => void groups.refetch()} />
      {groups.data && groups.data.data.length > 0 && (
        <Stack gap="xs">
          <Title order={2} fz="md">
            {strings.names}
          </Title>
          <List size="sm">
            {groups.data.data.map(({ id, name }) => (
              <List.Item key={id}>{name}</List.Item>
            ))}
          </List>
          {groupCount > shown && (
            <Text size="sm" c="dimmed">
              {strings.more}
            </Text>
          )}
        </Stack>
      )}
      <Stack gap="xs">
        <Title order={2} fz="md">
          {strings.missing}
        </Title>
        <FindPerson directoryId={directory.id} />
      </Stack>
    </StepPage>
  )
}
