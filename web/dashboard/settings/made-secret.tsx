import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { CopyField } from '../../shared/copy-field.tsx'

type MadeSecretProps = {
  readonly opened: boolean
  readonly title: string
  readonly text: ReactNode
  readonly label: string
  readonly value: string
  readonly done: string
  readonly onClose: () => void
}

/** A secret that was just made and is shown this once: closed by its button only, not by a slip. */
export function MadeSecret({ opened, title, text, label, value, done, onClose }: MadeSecretProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      centered
      size={560}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
    >
      <Stack gap="md">
        <Text size="sm">{text}</Text>
        <CopyField label={label} value={value} once />
        <Group justify="flex-end">
          <Button onClick={onClose} data-autofocus>
            {done}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
