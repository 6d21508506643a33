import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useSharedStrings } from '../../shared/shared-strings.tsx'
import { useStrings } from '../language.tsx'
import { setupStrings } from './strings.ts'

export type RotateTokenDialogProps = {
  readonly isOpen: boolean
  readonly isBusy: boolean
  readonly onClose: () => void
  readonly onReplace: (endsAtOnce: boolean) => void
}

/** Asks what becomes of the present token when another one is made. */
export function RotateTokenDialog({ isOpen, isBusy, onClose, onReplace }: RotateTokenDialogProps) {
  const strings = useStrings(setupStrings).token
  const { cancel } = useSharedStrings()
  const [choice, setChoice] = useState('keep')
  return (
    <Modal opened={isOpen} onClose={onClose} title={strings.rotateTitle} centered size={520}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onReplace(choice === 'end')
        }}
      >
        <Stack gap="md">
          <Text size="sm">{strings.rotateText}</Text>
          <Radio.Group value={choice} onChange={setChoice} aria-label={strings.rotateTitle}>
            <Stack gap="sm">
              <Radio value="keep" label={strings.keepDay} description={strings.keepDayText} />
              <Radio value="end" label={strings.endNow} description={strings.endNowText} />
            </Stack>
          </Radio.Group>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {cancel}
            </Button>
            <Button type="submit" loading={isBusy}>
              {strings.rotate}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
