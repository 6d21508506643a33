import { Button } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { strings } from './strings.en.ts'
import type { Membership } from './why-panel.tsx'

const words = strings.why

/** The panel that tells why, read when it is first asked for. */
export const WhyPanel = lazy(async () => ({ default: (await import('./why-panel.tsx')).WhyPanel }))

/** Tells why somebody is, or is not, in an object. */
export function WhyButton({ person, object }: Membership) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button
        size="compact-xs"
        variant="subtle"
        aria-label={words.actionOf(person.name, object.name)}
        onClick={() => setOpen(true)}
      >
        {words.action}
      </Button>
      {isOpen && (
        <Suspense>
          <WhyPanel person={person} object={object} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
