import { Suspense, useState } from 'react'
import { useObjectName } from '../pickers/object-name.tsx'
import { ObjectPicker } from '../pickers/object-picker.tsx'
import { strings } from './strings.en.ts'
import { WhyPanel } from './why-button.tsx'
import type { Membership } from './why-panel.tsx'

const words = strings.ask

type AskOfPersonProps = { readonly organization: string; readonly object: Membership['object'] }

/** Asks why any person of the organization is in, or not in, an object. */
export function AskOfPerson({ organization, object }: AskOfPersonProps) {
  const [asked, setAsked] = useState<string | null>(null)
  const name = useObjectName('person', asked)
  return (
    <>
      <ObjectPicker
        kind="person"
        size="sm"
        maw={420}
        mt="lg"
        label={words.person}
        placeholder={words.hint}
        organization={organization}
        value={null}
        onChange={setAsked}
      />
      {asked && (
        <Suspense>
          <WhyPanel person={{ id: asked, name: name ?? '' }} object={object} onClose={() => setAsked(null)} />
        </Suspense>
      )}
    </>
  )
}
