import { ActionIcon, Group, Input, Text } from '@mantine/core'
import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { CopyButton } from './copy-button.tsx'
import classes from './copy-field.module.css'
import { useSharedStrings } from './shared-strings.tsx'

export type CopyFieldProps = {
  readonly label: string
  readonly value: string
  readonly description?: string
  /** Masked until the reader asks to see it. */
  readonly secret?: boolean
  /** It will never be shown again: says so below. */
  readonly once?: boolean
}

/** A value that is made for being copied: an address, an id, a token. */
export function CopyField({ label, value, description, secret = false, once = false }: CopyFieldProps) {
  const strings = useSharedStrings()
  const id = useId()
  const [isShown, setShown] = useState(!secret)
  return (
    <Input.Wrapper label={label} description={description} labelElement="div" labelProps={{ id }}>
      <Group className={classes.field} gap={2} wrap="nowrap" mt={4} role="group" aria-labelledby={id}>
        <code className={classes.value}>{isShown ? value : masked(value)}</code>
        {secret && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={isShown ? strings.hideNamed(label) : strings.showNamed(label)}
            onClick={() => setShown(!isShown)}
          >
            {isShown ? <IconEyeOff size={16} aria-hidden /> : <IconEye size={16} aria-hidden />}
          </ActionIcon>
        )}
        <CopyButton value={value} label={label} />
      </Group>
      {once && (
        <Text size="sm" mt={4} fw={500}>
          {strings.shownOnce}
        </Text>
      )}
    </Input.Wrapper>
  )
}

/** As many dots whatever the length, so that the mask tells nothing. */
function masked(value: string): string {
  return value === '' ? '' : '•'.repeat(24)
}
