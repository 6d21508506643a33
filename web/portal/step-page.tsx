import { Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useGo } from './portal-link.tsx'
import { type StepName, stepAfter } from './set-up-steps.ts'
import { useKeepProgress, useSetUp } from './use-set-up.ts'

export type StepPageProps = {
  readonly title: ReactNode
  readonly text?: ReactNode
  readonly badge?: ReactNode
  readonly children: ReactNode
}

/** A screen of a set-up: what it is for, then what there is to do. */
export function StepPage({ title, text, badge, children }: StepPageProps) {
  return (
    <Stack gap="lg">
      <div>
        <Title order={1} fz={26} style={{ overflowWrap: 'anywhere' }}>
          {title} {badge}
        </Title>
        {text && (
          <Text component="div" c="dimmed" mt={6}>
            {text}
          </Text>
        )}
      </div>
      {children}
    </Stack>
  )
}

/** Notes that a step is done and goes on to the one that follows. */
export function useGoOn(directoryId: string, step: StepName): () => void {
  const { data } = useSetUp(directoryId)
  const keep = useKeepProgress(directoryId)
  const go = useGo()
  return () => {
    const next = stepAfter(data?.provider.kind ?? 'pull', step)
    keep.mutate({ steps: { [step]: true }, current_step: next })
    void go(`/directories/${directoryId}/${next}`)
  }
}
