import { Paper, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

type SettingsSectionProps = {
  readonly title: string
  readonly text?: string
  readonly children: ReactNode
}

/** One part of the settings, in a frame of its own. */
export function SettingsSection({ title, text, children }: SettingsSectionProps) {
  return (
    <Paper component="section" withBorder p="lg" aria-label={title}>
      <Stack gap="md">
        <div>
          <Title order={2} fz="md">
            {title}
          </Title>
          {text && (
            <Text size="sm" c="dimmed">
              {text}
            </Text>
          )}
        </div>
        {children}
      </Stack>
    </Paper>
  )
}
