import { Alert, Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { IconArrowRight, IconClock, IconLanguage } from '@tabler/icons-react'
import { useParams } from '@tanstack/react-router'
import { CopyField } from '../../shared/copy-field.tsx'
import { Markdown } from '../../shared/markdown.tsx'
import { useStrings } from '../language.tsx'
import { PortalLink } from '../portal-link.tsx'
import { stepAfter } from '../set-up-steps.ts'
import { isStepDone, type SetUp, useKeepProgress } from '../use-set-up.ts'
import { GuideNotes } from './guide-notes.tsx'
import { GuideSteps } from './guide-steps.tsx'
import { setupStrings } from './strings.ts'
import { TokenPanel } from './token-panel.tsx'
import { useBranded } from './use-branded.ts'
import { WakeUpPanel } from './wake-up-panel.tsx'
import { WithSetUp } from './with-set-up.tsx'

/** P2: what is to be done at the provider, step by step. */
export function GuideScreen() {
  const { id = '' } = useParams({ strict: false })
  return <WithSetUp id={id}>{(setUp) => <Guide {...setUp} />}</WithSetUp>
}

function Guide(setUp: SetUp) {
  const { directory, provider } = setUp
  const { choose, guide } = useStrings(setupStrings)
  const branded = useBranded()
  const { needs } = provider
  const tellsOfWakeUps = provider.steps.some(({ text }) => /wake-up address/.test(text))
  return (
    <Stack gap="lg">
      <div>
        <Title order={1} fz={26}>
          {guide.title(provider.name)}
        </Title>
        <Group gap={6} mt={6} c="dimmed" wrap="nowrap" align="flex-start">
          <IconClock size={16} aria-hidden style={{ flex: 'none', marginTop: 2 }} />
          <Text size="sm">
            {choose.about(needs.minutes)} · {needs.role}
            {needs.plan && ` · ${needs.plan}`}
          </Text>
        </Group>
      </div>
      {guide.english !== '' && (
        <Alert variant="light" color="gray" icon={<IconLanguage size={18} aria-hidden />}>
          {guide.english}
        </Alert>
      )}
      <div lang="en">
        <Markdown text={branded(provider.introduction)} topLevel={2} />
      </div>
      {provider.kind === 'scim' && (
        <Paper withBorder p="md">
          <Stack gap="md">
            <Title order={2} fz="md">
              {guide.values}
            </Title>
            {directory.endpoint && <CopyField label={guide.endpoint} value={directory.endpoint} />}
            <TokenPanel directoryId={directory.id} />
          </Stack>
        </Paper>
      )}
      <GuideSteps {...setUp} />
      {tellsOfWakeUps && <WakeUpPanel directoryId={directory.id} />}
      <GoOn {...setUp} />
      <GuideNotes provider={provider} />
    </Stack>
  )
}

function GoOn(setUp: SetUp) {
  const { directory, provider } = setUp
  const { guide } = useStrings(setupStrings)
  const keep = useKeepProgress(directory.id)
  const next = stepAfter(provider.kind, 'steps')
  const isDone = isStepDone(setUp, 'steps')
  return (
    <Group gap="md">
      <Button
        component={PortalLink}
        to={`/directories/${directory.id}/${next}`}
        rightSection={<IconArrowRight size={16} aria-hidden />}
        onClick={() => keep.mutate({ current_step: next, ...(isDone && { steps: { steps: true } }) })}
      >
        {next === 'test' ? guide.goOnTest : guide.goOnSettings}
      </Button>
      {!isDone && (
        <Text size="sm" c="dimmed">
          {guide.notAll}
        </Text>
      )}
    </Group>
  )
}
