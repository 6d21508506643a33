import { ActionIcon, VisuallyHidden } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useSharedStrings } from './shared-strings.tsx'

export type CopyButtonProps = {
  readonly value: string
  /** What is copied, for screen readers. */
  readonly label: string
  readonly size?: number
}

/** Copies a text and says that it did, to eyes and to ears. */
export function CopyButton({ value, label, size = 28 }: CopyButtonProps) {
  const strings = useSharedStrings()
  const clipboard = useClipboard({ timeout: 2000 })
  return (
    <>
      <ActionIcon
        variant="subtle"
        color={clipboard.copied ? 'green' : 'gray'}
        size={size}
        aria-label={strings.copyNamed(label)}
        title={clipboard.copied ? strings.copied : strings.copy}
        onClick={(event) => {
          event.stopPropagation()
          clipboard.copy(value)
        }}
      >
        {clipboard.copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
      </ActionIcon>
      <VisuallyHidden role="status">{clipboard.copied ? strings.copied : ''}</VisuallyHidden>
    </>
  )
}
