import { Group, Progress, Stack, Text } from '@mantine/core'
import { type ReactNode, useMemo } from 'react'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import type { Placeholder } from '../../shared/markdown.tsx'
import { useFreshTokens } from '../fresh-tokens.tsx'
import { useStrings } from '../language.tsx'
import { type SetUp, useKeepProgress } from '../use-set-up.ts'
import { GuideStepCard } from './guide-step-card.tsx'
import { MakeTokenButton } from './make-token-button.tsx'
import { setupStrings } from './strings.ts'

/** The steps of a guide, with the directory's own values in them; each is ticked off by itself. */
export function GuideSteps({ directory, provider, setup }: SetUp) {
  const { guide } = useStrings(setupStrings)
  const keep = useKeepProgress(directory.id)
  const placeholders = usePlaceholders(directory.id, directory.endpoint)
  const isDone = (index: number) => setup.steps_done.includes(stepName(index))
  const done = provider.steps.filter((_, index) => isDone(index)).length
  const first = provider.steps.findIndex((_, index) => !isDone(index))
  const tick = (index: number, value: boolean) =>
    keep.mutate({ steps: { [stepName(index)]: value }, ...(value && { current_step: stepName(index) }) })
  return (
    <Stack gap="sm">
      <Group gap="sm" wrap="nowrap">
        <Progress
          value={(done / provider.steps.length) * 100}
          size="sm"
          flex={1}
          aria-label={guide.stepsDone(done, provider.steps.length)}
        />
        <Text size="sm" c="dimmed" role="status">
          {guide.stepsDone(done, provider.steps.length)}
        </Text>
      </Group>
      <ErrorNotice error={keep.error} />
      <Stack component="ol" gap="sm" p={0} m={0} style={{ listStyle: 'none' }}>
        {provider.steps.map((step, index) => (
          <GuideStepCard
            key={step.title}
            step={step}
            number={index + 1}
            placeholders={placeholders}
            isDone={isDone(index)}
            isNext={index === first}
            onDone={(value) => tick(index, value)}
          />
        ))}
      </Stack>
    </Stack>
  )
}

function stepName(index: number): string {
  return `guide.${index + 1}`
}

function usePlaceholders(directoryId: string, endpoint: string | null): Readonly<Record<string, Placeholder>> {
  const { guide } = useStrings(setupStrings)
  const token = useFreshTokens().of(directoryId)
  return useMemo(() => {
    const missing: ReactNode = <MakeTokenButton directoryId={directoryId} />
    const bearer: Placeholder = token
      ? { label: guide.token, value: token, isSecret: true }
      : { label: guide.token, missing }
    return { bearer_token: bearer, ...(endpoint !== null && { endpoint: { label: guide.endpoint, value: endpoint } }) }
  }, [directoryId, endpoint, token, guide])
}
