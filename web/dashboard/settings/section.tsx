import { Group, Paper, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

type SectionProps = {
  readonly title: string
  readonly text?: ReactNode
  readonly badge?: ReactNode
  readonly children: ReactNode
}

/** One part of a tab, in a frame of its own. */
export function Section({ title, text, badge, children }: SectionProps) {
  return (
    <Paper component="section" withBorder p="lg" aria-label={title}>
      <Stack gap="md">
        <div>
          <Group gap="sm">
            <Title order={2} fz="md">
              {title}
            </Title>
            {badge}
          </Group>
          {text && (
            <Text component="div" size="sm" c="dimmed" maw={720}>
              {text}
            </Text>
          )}
        </div>
        {children}
      </Stack>
    </Paper>
  )
}
