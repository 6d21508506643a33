import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconUserShare } from '@tabler/icons-react'
import { lazy, Suspense, useRef } from 'react'
import { useStrings } from '../language.tsx'
import { setupStrings } from './strings.ts'

const ForwardDialog = lazy(async () => ({ default: (await import('./forward-dialog.tsx')).ForwardDialog }))

/** For who cannot do this: a text that asks somebody else to. The dialog comes when it is first opened. */
export function ForwardButton() {
  const strings = useStrings(setupStrings).forward
  const [isOpen, { open, close }] = useDisclosure()
  const wasOpened = useRef(false)
  wasOpened.current ||= isOpen
  return (
    <>
      <Button variant="subtle" leftSection={<IconUserShare size={16} aria-hidden />} onClick={open}>
        {strings.open}
      </Button>
      {wasOpened.current && (
        <Suspense>
          <ForwardDialog isOpen={isOpen} onClose={close} />
        </Suspense>
      )}
    </>
  )
}
